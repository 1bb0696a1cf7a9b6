import { z } from 'zod';
import { parseAddress, parseNetwork } from '../../model/address.ts';
import {
  destinationAddress,
  devicePath,
  limit,
  ltmName,
  network,
  pathOr,
  placed,
  plainText,
  port,
  reference,
  seconds,
  profileOf,
} from './scalars.ts';

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
      '`profile`: what becomes of the masks of frames. `preserve`: they go through as they are; `unmask`: members ' +
        'get clear bytes; `remask`: another mask on each side; `selective`: as `preserve`, unless a policy or an ' +
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

const websocket = z
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

const cookie = z.strictObject({
  type: z.literal('cookie'),
  cookieName: z
    .string()
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]*$/, { error: 'not a cookie name' })
    .default('')
    .describe('Empty: the device’s own, BIGipServer<pool>.'),
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

const persistence = z
  .union([
    z.enum(['none', 'cookie', 'source-address']),
    pathOr('none', 'cookie', 'source-address'),
    z.discriminatedUnion('type', [cookie, sourceAddress]),
  ])
  .default('none')
  .describe('`cookie` and `source-address` are the built-in profiles; a map makes one of its own.');

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
