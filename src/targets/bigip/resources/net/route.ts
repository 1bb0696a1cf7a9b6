import { canonicalAddress, canonicalNetwork, networkOf, parseNetwork } from '../../../../model/address.ts';
import { asText, type ConfigObject, type Value } from '../../../../model/object.ts';
import { spelled } from '../route-domain.ts';
import {
  count,
  type Field,
  inOwnPartition,
  ownRouteDomain,
  type ReadContext,
  type Reply,
  text,
  toReferences,
} from '../field.ts';
import { defineResource } from '../resource.ts';
import { cutting, fresh, harmless } from '../impact.ts';

export const netRoute = defineResource({
  kind: 'net/route',
  label: 'route',
  purpose: 'Leads to a network that no self IP is on.',
  after: ['net/self', 'net/vlan', 'auth/partition', 'sys/folder'],
  impact: { create: 'new-connections', delete: 'drops-connections' },
  claims: ({ fields }) => [`route ${asText(fields.network)}`],
  // The device refuses to delete a self IP that the gateway of a route is reached through (device-facts: in-use).
  dependsOn: ({ fields }, other) => other.kind === 'net/self' && reaches(other, asText(fields.nextHop)),
  fields: {
    network: {
      read: (raw, context) => routeNetwork(raw.network, ownRouteDomain(raw, context)),
      write: (value) => ({ network: value }),
      immutable: true,
      ...cutting,
    },
    nextHop: nextHop(),
    mtu: count('mtu', { ...fresh, defaultValue: 0 }),
    description: text('description', harmless),
  },
});

function reaches({ fields }: ConfigObject, nextHop: string): boolean {
  const self = parseNetwork(asText(fields.address));
  const gateway = self && parseNetwork(`${nextHop.replace('gateway ', '')}/${self.prefix}`);
  return gateway !== undefined && gateway.family === self?.family && networkOf(gateway) === networkOf(self);
}

/**
 * The canonical network of a route in a partition of this default, as far as it is known; the device's word for
 * 0.0.0.0/0 is `default`, and in another route domain `default%10` (device-facts: default-routes).
 */
export function routeNetwork(value: unknown, byDefault: number | undefined): Value {
  if (typeof value !== 'string') return null;
  const canonical = canonicalNetwork(value);
  const found = byDefault === undefined ? canonical : spelled(canonical, byDefault, byDefault);
  return found
    .replace(/^(?:0\.0\.0\.0(%\d+)?\/0|any(%\d+)?)$/, 'default$1$2')
    .replace(/^(?:::(%\d+)?\/0|any6(%\d+)?)$/, 'default-inet6$1$2');
}

/** `gateway 10.0.0.1`, `pool /Common/x`, `blackhole` or `vlan /Common/x`; exactly one of four keys is set. */
function nextHop(): Field {
  return {
    read: readHop,
    write: (value) => writeHop(asText(value)),
    immutable: true,
    ...cutting,
    refKinds: ['ltm/pool'],
    refs: (value) => {
      const [way, target] = asText(value).split(' ');
      return way === 'pool' ? toReferences(['ltm/pool'], target ?? null) : [];
    },
  };
}

function readHop(raw: Reply, context: ReadContext): Value {
  if (typeof raw.gw === 'string') return `gateway ${inOwnPartition(canonicalAddress(raw.gw), raw, context)}`;
  if (typeof raw.pool === 'string') return `pool ${raw.pool}`;
  if (raw.blackhole === true) return 'blackhole';
  return typeof raw.tmInterface === 'string' ? `vlan ${raw.tmInterface}` : null;
}

function writeHop(value: string): Record<string, Value> {
  const [way, target = ''] = value.split(' ');
  if (way === 'gateway') return { gw: target };
  return way === 'pool' ? { pool: target } : { blackhole: true };
}
