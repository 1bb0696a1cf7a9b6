import { z } from 'zod';
import { pathOr, plainText, seconds } from './scalars.ts';

export const cookieName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]*$/, { error: 'not a cookie name' });

const cookie = z.strictObject({
  type: z.literal('cookie'),
  cookieName: cookieName.default('').describe('Empty: the device’s own, BIGipServer<pool>.'),
  secure: z.boolean().default(true).describe('Browsers send it over TLS only.'),
  httpOnly: z.boolean().default(true).describe('Scripts cannot read it.'),
  encryption: z
    .enum(['disabled', 'preferred', 'required'])
    .default('disabled')
    .describe('Hides the member’s address.'),
  passphrase: plainText.max(256).default('').describe('Secret, for the encryption: write ${env:NAME}.'),
  expiration: seconds(31_536_000).default(0).describe('Seconds; 0 is the browser’s session.'),
});

const sourceAddress = z.strictObject({
  type: z.literal('source-address'),
  timeout: seconds().min(1).default(180).describe('Seconds an unused record is kept.'),
  mask: z
    .string()
    .regex(/^(none|[0-9A-Fa-f.:]+)$/, { error: 'not a mask; write 255.255.255.0 or none' })
    .default('none')
    .describe('Clients of one network share a record.'),
});

export const persistence = z
  .union([
    z.enum(['none', 'cookie', 'source-address']),
    pathOr('none', 'cookie', 'source-address'),
    z.discriminatedUnion('type', [cookie, sourceAddress]),
  ])
  .default('none')
  .describe('`cookie` and `source-address` are the built-in profiles; a map makes one of its own.');
