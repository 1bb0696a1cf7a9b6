import { z } from 'zod';
import { parseNetwork, parsePlace } from '../../../model/address.ts';
import { destinationAddress, devicePath, limit, network, port, reference } from '../scalars.ts';

// Where a virtual server listens: said once in it, or for each of its `listeners`.

const vlanSet = z.union([
  z.literal('all'),
  z.array(reference).min(1),
  z.strictObject({ except: z.array(reference).min(1) }),
]);

const snatChoice = z.union([z.enum(['none', 'automap']), reference]);

const addressSettings = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether the address takes traffic at all.'),
  arp: z.boolean().default(true).describe('Whether it answers ARP.'),
  icmpEcho: z.boolean().default(true).describe('Whether it answers ping.'),
  routeAdvertisement: z
    .enum(['disabled', 'enabled', 'selective', 'any', 'all', 'always'])
    .default('disabled')
    .describe('Advertised to dynamic routing. From TMOS 13.1 `selective`, `any`, `all`, `always` too.'),
  trafficGroup: devicePath.default('/Common/traffic-group-1').describe('The group it fails over with.'),
});

const destination = destinationAddress.describe(
  'The address clients connect to; a network for all of its addresses, `any` or `any6` for a wildcard.',
);
const onPort = port.describe('The port clients connect to, or `any`.');

/** What a listener may say otherwise than its virtual server. Everything else is the service, which is one. */
const listener = z
  .strictObject({
    destination,
    port: onPort,
    source: network.optional().describe('Who may connect.'),
    enabled: z.boolean().optional().describe('Whether it takes new connections.'),
    // An IPv6 address before IPv4 members needs another one than the IPv4 address beside it.
    snat: snatChoice.optional().describe('The source address towards the members.'),
    vlans: vlanSet.optional().describe('Where it listens.'),
    // Each virtual server on the device counts for itself.
    connectionLimit: limit('').unwrap().optional().describe('Most connections at once.'),
    connectionRateLimit: limit('').unwrap().optional().describe('New connections a second.'),
    virtualAddress: addressSettings.optional().describe('The address itself.'),
  })
  .describe('What is left out is as the virtual server says.');

const listenerName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$/, {
  error: 'letters, digits and _ . - only, at most 63, a letter, digit or _ first',
});

/** The fields of a virtual server that say where it listens. */
export const listening = {
  destination: destination.optional(),
  port: onPort.optional(),
  listeners: z
    .record(listenerName, listener)
    .optional()
    .describe(
      'Instead of `destination` and `port`: several places at which this one service listens, by names. Each ' +
        'is a virtual server `<name>-<listener>` on the device; profiles, persistence and iRules are made once, for all.',
    ),
  source: network.optional().describe('Who may connect. Default: everyone, 0.0.0.0/0 or ::/0.'),
  enabled: z.boolean().default(true).describe('Whether it takes new connections.'),
  snat: snatChoice
    .default('none')
    .describe('The source address towards the members: the client’s, a self IP’s, or one of a SNAT pool.'),
  vlans: vlanSet.default('all').describe('Where it listens: on all VLANs, on some, or on all but some.'),
  virtualAddress: addressSettings
    .optional()
    .describe(
      'The address itself, shared by every virtual server on it. Left out: one that is there already is used as it is; one that is made for it has the defaults.',
    ),
};

/** For editors: one of both, as `checkPlace` has it. */
export const PLACE_REQUIRED = {
  allOf: [{ oneOf: [{ required: ['destination', 'port'] }, { required: ['listeners'] }] }],
};

/**
 * That a virtual server says where it listens, and once. It looks at what is written, whatever else is wrong with
 * it, so that all is told together.
 */
export function checkPlace(virtual: unknown, context: z.RefinementCtx): void {
  if (!isMap(virtual)) return;
  const { listeners } = virtual;
  const said = ['destination', 'port'].filter((key) => virtual[key] !== undefined);
  if (listeners === undefined) {
    const missing = ['destination', 'port'].filter((key) => !said.includes(key));
    const hint = said.length === 0 ? LISTENERS : undefined;
    for (const key of missing) problem(context, [key], `\`${key}\` is required`, 'schema/required', hint);
  } else {
    for (const key of said)
      problem(context, [key], `${key} and listeners both say where it listens`, VALUE, ONE_OF_BOTH);
    if (isMap(listeners) && Object.keys(listeners).length === 0)
      problem(context, ['listeners'], 'without a listener it listens nowhere', VALUE, LISTENERS);
  }
  checkFamilies(virtual, context);
}

type Written = Readonly<Record<string, unknown>>;

const VALUE = 'schema/value';
const LISTENERS = 'write destination and port; for several places listeners: with both in each';
const ONE_OF_BOTH = 'move it to one of the listeners, or remove listeners:';

function checkFamilies({ source, destination: address, listeners }: Written, context: z.RefinementCtx): void {
  const places = isMap(listeners)
    ? Object.entries(listeners).map(([key, one]) => ({
        path: ['listeners', key],
        one: isMap(one) ? one : {},
      }))
    : [{ path: [], one: { destination: address } }];
  for (const { path, one } of places) {
    const from = familyOf(one.source ?? source, parseNetwork);
    const to = familyOf(one.destination, parsePlace);
    if (from === undefined || to === undefined || from === to) continue;
    problem(
      context,
      one.source === undefined ? ['source'] : [...path, 'source'],
      'source and destination are not both IPv4 or both IPv6',
      VALUE,
      'leave source out for everyone: it is 0.0.0.0/0 or ::/0',
    );
  }
}

function familyOf(value: unknown, parse: (text: string) => { family: number } | undefined) {
  return typeof value === 'string' ? parse(value)?.family : undefined;
}

function isMap(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problem(
  context: z.RefinementCtx,
  path: string[],
  message: string,
  rule: string,
  hint: string | undefined,
): void {
  context.addIssue({
    code: 'custom',
    path,
    message,
    params: { rule, ...(hint === undefined ? {} : { hint }) },
  });
}
