import * as z from 'zod';

// Parts that several documents share.

export const count = z.int().nonnegative();

export const source = z.strictObject({ file: z.string(), line: count, column: count });

export const diagnostic = z.strictObject({
  rule: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  hint: z.string().exactOptional(),
  source: source.exactOptional(),
  object: z.string().exactOptional(),
  deviceCode: z.string().exactOptional(),
});

export const formatVersion = z.literal(1);
