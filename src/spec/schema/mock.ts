import { z } from 'zod';
import { devicePath } from './scalars.ts';

const kind = z.string().regex(/^[a-z0-9-]+(\/[a-z0-9-]+)+$/, {
  error: 'not a kind: write it as in iControl REST, for example ltm/profile/client-ssl',
});

export const mock = z
  .strictObject({
    assume: z
      .record(devicePath, kind)
      .default({})
      .describe(
        'Objects that the mock is taken to have, from path to kind: `/Common/x: ltm/profile/client-ssl`. They have ' +
          'the defaults of their kind and belong to nobody.',
      ),
  })
  .prefault({})
  .describe('What holds for a rehearsal on the mock (`--mock`) only.');
