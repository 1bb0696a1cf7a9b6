import { z } from 'zod';
import { devicePath, ltmName } from '../scalars.ts';

const mode = z.enum(['auto', 'native', 'irule', 'profile', 'fastl4', 'tcp']);

const websocketSettings = z.strictObject({
  mode: mode.describe('How the WebSocket is carried.'),
  name: ltmName().default('allow-ws').describe('`irule`: the name of the iRule.'),
  logging: z
    .enum(['none', 'connection', 'request'])
    .default('none')
    .describe('`irule`: what it logs: nothing, each WebSocket, or each request as the how-to does.'),
  masking: z
    .enum(['selective', 'preserve', 'unmask', 'remask'])
    .optional()
    .describe(
      '`profile`: what becomes of the masks of frames. `preserve`: they go through as they are; `unmask`: policies ' +
        'and iRules see clear bytes, members masked ones; `remask`: another mask on each side; `selective`: as `preserve`, unless a policy or an ' +
        'iRule looks into frames. Default: `selective`.',
    ),
  compression: z
    .boolean()
    .optional()
    .describe('`profile`, from TMOS 16.1: whether frames may be compressed. Default: true.'),
  compressMode: z
    .enum(['preserved', 'typed'])
    .optional()
    .describe('`profile`, from TMOS 16.1: how compressed frames are passed on. Default: `preserved`.'),
  windowBits: z
    .int()
    .min(8)
    .max(15)
    .optional()
    .describe('`profile`, from TMOS 16.1: the size of the compression window. Default: 10.'),
  noDelay: z
    .boolean()
    .optional()
    .describe('`profile`, from TMOS 16.1: send compressed frames without waiting for more. Default: true.'),
  payloadProcessing: z
    .enum(['end-to-end'])
    .optional()
    .describe(
      '`profile`, from TMOS 15.1.9, 16.1.4 and 17.0: who speaks what the frames hold. `end-to-end`, the default: client ' +
        'and member do.',
    ),
  payloadProtocol: devicePath
    .optional()
    .describe(
      '`profile`, as `payloadProcessing`: the profile on the device that knows what the frames hold, such as ' +
        '`/Common/mqtt`. Default: none.',
    ),
  looseInitialization: z
    .boolean()
    .default(false)
    .describe(
      '`fastl4`: take connections that began elsewhere, as those of the other unit after a failover.',
    ),
  looseClose: z
    .boolean()
    .default(false)
    .describe('`fastl4`: forget a connection when one side closes, whether the other is seen to or not.'),
});

export const websocket = z
  .union([
    mode.transform((one) => websocketSettings.parse({ mode: one })),
    websocketSettings.refine(
      ({ masking, compressMode }) => masking !== 'preserve' || compressMode !== 'typed',
      {
        path: ['compressMode'],
        error: 'the device does not take `typed` with masking: preserve',
      },
    ),
  ])
  .optional()
  .describe(
    '`native`: the http profile passes the upgrade (TMOS 11.4.1 and later). `irule`: the `allow-ws` iRule. ' +
      '`profile`: http and WebSocket profile, which knows the frames (12.1 and later). `fastl4`: packets are ' +
      'passed on, no HTTP and no TLS. `tcp`: no HTTP; TLS may end here. `auto` picks by the version of the device ' +
      'and by what is asked for beside. Left out: plain TCP, with HTTP only where a cookie or X-Forwarded-For ' +
      'needs it.',
  );
