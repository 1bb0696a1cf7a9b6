import { z } from 'zod';
import { nameBut, placed, reference } from './scalars.ts';

export const routeDomains = z
  .record(
    // The one that every device has.
    nameBut('0'),
    z.strictObject({
      ...placed,
      id: z
        .int()
        .min(1, { error: 'route domain 0 is on every device: leave it out, and write addresses without %' })
        .max(65_534)
        .describe('What stands behind `%` in its addresses: `10.0.0.1%10` is in route domain 10.'),
      vlans: z
        .array(reference)
        .max(4094)
        .default([])
        .describe('The VLANs in it, which are in no other; a VLAN that none names is in route domain 0.'),
      parent: reference
        .optional()
        .describe('Where a route is looked for that is not found here; `/Common/0` is the usual one.'),
      strict: z
        .boolean()
        .default(true)
        .describe('Whether traffic stays inside, and in its parents; false lets it pass to others.'),
    }),
  )
  .default({})
  .describe(
    'Route domains: networks whose addresses may be those of others. The addresses in one end with `%id`.',
  );
