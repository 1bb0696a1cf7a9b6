import { z } from 'zod';
import { address, ltmName, placed } from './scalars.ts';

const addresses = z.array(address).min(1).max(1024).describe('The addresses that connections come from.');

const snatPool = z.strictObject({ ...placed, addresses });

const list = z.union([address.transform((one) => [one]), addresses]);

export const snatPools = z
  .record(
    ltmName('automap'),
    z.union([list.transform((one) => snatPool.parse({ addresses: one })), snatPool]),
  )
  .default({})
  .describe('SNAT pools: an address, a list of addresses, or a map.');
