import { z } from 'zod';
import { parseAddress, parseNetwork } from '../../model/address.ts';
import { httpRoutes } from './http-routes.ts';
import { persistence } from './persistence.ts';
import { redirectHttp } from './redirect-http.ts';
import {
  destinationAddress,
  devicePath,
  limit,
  ltmName,
  network,
  pathOr,
  placed,
  port,
  reference,
  seconds,
  profileOf,
} from './scalars.ts';
import { websocket } from './websocket.ts';

const vlans = z
  .union([z.literal('all'), z.array(reference).min(1), z.strictObject({ except: z.array(reference).min(1) })])
  .default('all')
  .describe('Where it listens: on all VLANs, on some, or on all but some.');

const virtualAddress = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether the address takes traffic at all.'),
    arp: z.boolean().default(true).describe('Whether it answers ARP.'),
    icmpEcho: z.boolean().default(true).describe('Whether it answers ping.'),
    routeAdvertisement: z
      .enum(['disabled', 'enabled', 'selective', 'any', 'all', 'always'])
      .default('disabled')
      .describe('Advertised to dynamic routing. From TMOS 13.1 `selective`, `any`, `all`, `always` too.'),
    trafficGroup: devicePath.default('/Common/traffic-group-1').describe('The group it fails over with.'),
  })
  .optional()
  .describe(
    'The address itself, shared by every virtual server on it. Left out: one that is there already is used as it is; one that is made for it has the defaults.',
  );

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
  destination: destinationAddress.describe('The address clients connect to; `any` or `any6` for a wildcard.'),
  port: port.describe('The port clients connect to, or `any`.'),
  source: network.optional().describe('Who may connect. Default: everyone, 0.0.0.0/0 or ::/0.'),
  enabled: z.boolean().default(true).describe('Whether it takes new connections.'),
  pool: reference.optional().describe('Where connections go.'),
  websocket,
  routes: httpRoutes,
  redirectHttp,
  snat: z
    .union([z.enum(['none', 'automap']), reference])
    .default('none')
    .describe('The source address towards the members: the client’s, a self IP’s, or one of a SNAT pool.'),
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
  profiles: z.array(furtherProfile).max(64).default([]).describe('Further profiles that are on the device.'),
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
  vlans,
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
  virtualAddress,
});

export type VirtualServer = z.output<typeof settings>;

const virtualServer = settings.superRefine(({ source, destination }, context) => {
  const from = parseNetwork(source ?? '')?.family;
  if (from === undefined || from === parseAddress(destination)?.family) return;
  context.addIssue({
    code: 'custom',
    path: ['source'],
    message: 'source and destination are not both IPv4 or both IPv6',
    params: { hint: 'leave source out for everyone: it is 0.0.0.0/0 or ::/0', rule: 'schema/value' },
  });
});

export const virtualServers = z
  .record(ltmName(), virtualServer)
  .default({})
  .describe('Virtual servers: what clients connect to.');
