import { z } from 'zod';
import { parseAddress, parseNetwork } from '../../model/address.ts';
import {
  address,
  checked,
  description,
  devicePath,
  name,
  nameBut,
  network,
  placed,
  properties,
  reference,
} from './scalars.ts';

const interfaceName = z.string().regex(/^(\d{1,2}\.\d{1,2}|\d{1,2}\/\d{1,2}\.\d{1,2}|mgmt)$/, {
  error: 'not an interface: write 1.1, or 1/1.1 on a chassis',
});

const trunkOrInterface = z.union([interfaceName, name]);

export const interfaces = z
  .record(
    interfaceName,
    z.strictObject({
      enabled: z.boolean().describe('Whether the interface is up.'),
      description,
      properties,
    }),
  )
  .default({})
  .describe(
    'Physical interfaces. Only their fields are managed: they are never created, deleted or adopted.',
  );

const vlanInterface = z
  .union([
    trunkOrInterface.transform((one) => ({ name: one, tagged: false })),
    z
      .strictObject({ untagged: trunkOrInterface.optional(), tagged: trunkOrInterface.optional() })
      .superRefine(({ untagged, tagged }, context) => {
        if ((untagged === undefined) !== (tagged === undefined)) return;
        const message =
          tagged === undefined
            ? 'an interface is untagged or tagged'
            : 'an interface is untagged or tagged, not both';
        const hint = "write { untagged: '1.1' } or { tagged: '1.1' }";
        context.addIssue({ code: 'custom', message, params: { hint, rule: 'schema/value' } });
      })
      .transform(({ untagged, tagged }) => ({
        name: tagged ?? untagged ?? '',
        tagged: tagged !== undefined,
      })),
  ])
  .describe('An interface or trunk; a bare name is untagged.');

export const vlans = z
  .record(
    nameBut('all'),
    z
      .strictObject({
        ...placed,
        interfaces: z
          .array(vlanInterface)
          .max(256)
          .default([])
          .describe('The interfaces or trunks it runs on.'),
        tag: z
          .int()
          .min(1)
          .max(4094)
          .optional()
          .describe('The VLAN id. Left out, the device chooses one and it is never sent, compared or reset.'),
        mtu: z.int().min(576).max(9198).default(1500).describe('Bytes.'),
      })
      .superRefine((vlan, context) => {
        if (vlan.tag === undefined && vlan.interfaces.some((one) => one.tagged)) {
          context.addIssue({
            code: 'custom',
            path: ['interfaces'],
            message: 'a tagged interface needs the VLAN’s tag',
            params: { hint: 'add tag: 1 to 4094', rule: 'schema/required' },
          });
        }
      }),
  )
  .default({})
  .describe('VLANs.');

const notAService = { error: 'not a service: write tcp:443, udp:1026 or gre:0' };

const service = z
  .string(notAService)
  .regex(/^(tcp|udp|sctp):([1-9]\d{0,4}|0)$|^[a-z][a-z0-9-]*:0$/, notAService);

export const selfIps = z
  .record(
    nameBut(),
    z.strictObject({
      ...placed,
      address: network.describe('The address with its prefix, 20.20.20.1/24.'),
      vlan: reference.describe('The VLAN it belongs to.'),
      portLockdown: z
        .union([z.enum(['none', 'default', 'all']), z.array(service).min(1)])
        .default('none')
        .describe('What the address itself answers: nothing, the device’s default services, all, or a list.'),
      trafficGroup: devicePath
        .default('/Common/traffic-group-local-only')
        .describe('`/Common/traffic-group-1` makes it float between the units of a pair.'),
    }),
  )
  .default({})
  .describe('Self IPs: the addresses of the BIG-IP itself.');

/** What goes to IPv4 networks goes through an IPv4 gateway, and so for IPv6. */
function refuseOtherFamily(
  route: { readonly network: string; readonly gateway?: string | undefined },
  context: z.RefinementCtx,
): void {
  const words: Readonly<Record<string, number>> = { default: 4, 'default-inet6': 6 };
  const family = words[route.network.replace(/%.*/, '')] ?? parseNetwork(route.network)?.family;
  if (route.gateway === undefined || parseAddress(route.gateway)?.family === family) return;
  context.addIssue({
    code: 'custom',
    path: ['gateway'],
    message: 'network and gateway are not both IPv4 or both IPv6',
    params: { hint: 'the network of all IPv6 addresses is default-inet6', rule: 'schema/value' },
  });
}

const routeNetwork = checked(
  'address/prefix',
  (text) => parseNetwork(text) !== undefined || /^default(-inet6)?%\d{1,5}$/.test(text),
  'not an address with a prefix length',
  'write both, for example 20.20.20.1/24',
);

export const routes = z
  .record(
    nameBut(),
    z
      .strictObject({
        ...placed,
        network: z
          .union([z.enum(['default', 'default-inet6']), routeNetwork])
          .describe('Where to: a network, `default` or `default-inet6`; `default%10` in route domain 10.'),
        gateway: address.optional().describe('The next hop.'),
        pool: reference.optional().describe('A pool of next hops.'),
        blackhole: z.literal(true).optional().describe('Drop what goes there.'),
        mtu: z.int().min(0).max(9198).default(0).describe('Bytes; 0 is the interface’s own.'),
      })
      .superRefine((route, context) => {
        const hops = [route.gateway, route.pool, route.blackhole].filter((hop) => hop !== undefined);
        if (hops.length === 1) {
          refuseOtherFamily(route, context);
          return;
        }
        context.addIssue({
          code: 'custom',
          message: hops.length === 0 ? 'a route needs a next hop' : 'a route has one next hop',
          params: { hint: 'write exactly one of gateway, pool and blackhole', rule: 'schema/value' },
        });
      }),
  )
  .default({})
  .describe('Static routes.');
