import { z } from 'zod';
import { framework } from './framework.ts';
import { httpRoutes } from './http-routes.ts';
import { compression, http2, oneConnect } from './http-services.ts';
import { checkPlace, listening, PLACE_REQUIRED } from './listeners.ts';
import { persistence } from './persistence.ts';
import { checkProtocol, protocol } from './protocol.ts';
import { redirectHttp } from './redirect-http.ts';
import { devicePath, limit, ltmName, pathOr, placed, reference, seconds, profileOf } from '../scalars.ts';
import { tls } from './tls.ts';
import { verify } from './verify.ts';
import { websocket } from './websocket.ts';

const tcp = profileOf('tcp');

const tcpProfile = z
  .union([
    tcp.transform((one) => ({ client: one, server: one })),
    z.strictObject({ client: tcp.default('/Common/tcp'), server: tcp.default('/Common/tcp') }),
  ])
  .default({ client: '/Common/tcp', server: '/Common/tcp' })
  .describe('The TCP profile on the device to use or to build on, for both sides or for each.');

const furtherProfile = z.union([
  devicePath.transform((one) => ({ profile: one, context: undefined })),
  z
    .strictObject({
      profile: devicePath,
      context: z.enum(['all', 'clientside', 'serverside']).optional(),
    })
    .transform((one) => ({ profile: one.profile, context: one.context })),
]);

const settings = z.strictObject({
  ...placed,
  ...listening,
  protocol,
  pool: reference.optional().describe('Where connections go.'),
  websocket,
  framework,
  tls,
  routes: httpRoutes,
  redirectHttp,
  idleTimeout: z
    .union([seconds(4_294_967_294).min(1), z.literal('indefinite')])
    .optional()
    .describe(
      'Seconds without traffic before a connection is cut, on both sides. Default: the TCP profile’s, 300.',
    ),
  keepAlive: seconds()
    .min(1)
    .optional()
    .describe('Seconds between TCP keep-alives. Default: the TCP profile’s, 1800.'),
  tcpProfile,
  httpProfile: profileOf('http')
    .default('/Common/http')
    .describe('The HTTP profile on the device to use or to build on.'),
  xForwardedFor: z
    .boolean()
    .default(false)
    .describe('Tell the members the client’s address, in the handshake.'),
  oneConnect,
  compression,
  http2,
  profiles: z
    .array(furtherProfile)
    .max(64)
    .default([])
    .describe(
      'Further profiles that are on the device. `/Common/fastL4` without `websocket:` takes the place of TCP.',
    ),
  persistence,
  fallbackPersistence: z
    .union([z.enum(['none', 'source-address']), pathOr('none', 'source-address')])
    .default('none')
    .describe('Used where the first cannot be.'),
  rules: z
    .array(reference)
    .max(64)
    .default([])
    .describe('iRules, in this order, after one that `websocket` needs.'),
  connectionLimit: limit('Most connections at once (divided over the TMMs by the device)'),
  connectionRateLimit: limit('New connections a second'),
  mirror: z.boolean().default(false).describe('Mirror connections to the standby unit.'),
  translateAddress: z
    .boolean()
    .optional()
    .describe('Send to the member’s address. Default: true, false for a wildcard.'),
  translatePort: z
    .boolean()
    .optional()
    .describe('Send to the member’s port. Default: true, false for a wildcard.'),
  verify,
});

export type VirtualServer = z.output<typeof settings>;

const virtualServer = settings
  .superRefine(checkPlace, { when: () => true })
  .superRefine(checkProtocol)
  .meta(PLACE_REQUIRED);

export const virtualServers = z
  .record(ltmName(), virtualServer)
  .default({})
  .describe('Virtual servers: what clients connect to.');
