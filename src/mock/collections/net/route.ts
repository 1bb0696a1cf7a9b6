import { contains, parseAddress, parseNetwork, printed } from '../../wire/address.ts';
import { mcpd } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { scalarText, shown, textAt, textsAt } from '../../wire/json.ts';
import { type Draft, type KindDefinition, kindAt, type Work, type Entry } from '../../objects/kind.ts';
import { refersTo, refersToEach } from '../../objects/references.ts';
import { byVersion, custom, flag, invalid, number, text, texts, word } from '../../objects/values.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { checkNetwork } from './route-network.ts';

/** `default` and `default-inet6` are what `0.0.0.0/0` and `::/0` read (device-facts: default-routes). */
const network = custom(
  (value, context) => {
    const input = scalarText(value) ?? '';
    if (/^(default|default-inet6)(%\d+)?$/.test(input)) return input.replace(/%0$/, '');
    const parsed = parseNetwork(input.replace(/^any6?\//, (any) => (any === 'any6/' ? '::/' : '0.0.0.0/')));
    if (!parsed) throw invalid(context.property, value);
    const shown = printed(parsed.address, defaultRouteDomain(context.store, context.partition));
    if (parsed.length > 0) return `${shown}/${parsed.length}`;
    const domain = /%\d+$/.exec(shown)?.[0] ?? '';
    return `${parsed.address.version === 4 ? 'default' : 'default-inet6'}${domain}`;
  },
  undefined,
  { fixed: true },
);

const gateway = custom((value, context) => {
  const parsed = parseAddress(scalarText(value) ?? '');
  if (!parsed) throw invalid(context.property, value);
  return printed(parsed, defaultRouteDomain(context.store, context.partition));
});

export const route: KindDefinition = {
  path: 'net/route',
  word: 'route',
  required: ['network'],
  properties: {
    blackhole: flag(),
    description: text(),
    gw: gateway,
    tmInterface: refersTo('vlan'),
    mtu: number(0),
    network,
    pool: refersTo('ltm/pool'),
  },
  hooks: {
    prepare: ({ props, input, name }: Draft) => {
      const hops = ['blackhole', 'gw', 'tmInterface', 'pool'].filter((key) => props[key] !== undefined);
      // A next hop of another sort takes the place of the old one.
      const sent = hops.filter((key) => input[key] !== undefined && input[key] !== null);
      if (sent.length === 1) for (const key of hops) if (key !== sent[0]) Reflect.deleteProperty(props, key);
      if (sent.length > 1 || hops.length === 0)
        throw mcpd(inferredCode.route, inferredText.nextHop(name.fullPath));
    },
    check: (entry, work) => {
      checkReachable(entry, work);
      checkNetwork(entry, work);
    },
  },
};

function checkReachable(entry: Entry, work: Work): void {
  const gw = textAt(entry.props, 'gw');
  if (gw === undefined || selfsOf(gw, entry.key, work).length > 0) return;
  throw mcpd(inferredCode.route, inferredText.unreachable(gw));
}

function selfsOf(gw: string, routePath: string, work: Work): readonly Entry[] {
  const parsed = parseAddress(gw);
  if (!parsed) return [];
  const domain = parsed.routeDomain ?? defaultRouteDomain(work.store, routePath.split('/')[1] ?? 'Common');
  return work.store.list(kindAt(work.kinds, 'net/self')).filter((self) => {
    const own = parseNetwork(textAt(self.props, 'address') ?? '');
    const selfDomain = (self.hidden.address ?? '').split('%')[1] ?? '0';
    return own !== undefined && selfDomain === String(domain) && contains(own, parsed);
  });
}

/** The routes whose gateway only this self IP reaches. */
export function gatewaysThrough(self: Entry, work: Work): readonly Entry[] {
  return work.store.list(kindAt(work.kinds, 'net/route')).filter((entry) => {
    const gw = textAt(entry.props, 'gw');
    const reached = gw === undefined ? [] : selfsOf(gw, entry.key, work);
    return reached.length === 1 && reached[0]?.key === self.key;
  });
}

/** No limit is 0 on 13.1 and `infinite` later (captured 13.1.0, 16.0.0). */
const throughputCapacity = custom(
  (value, { property, tmos }) => {
    const input = scalarText(value) ?? '';
    if (input !== 'infinite' && !/^\d{1,10}$/.test(input)) throw invalid(property, value);
    const capacity = input === 'infinite' ? 0 : Number(input);
    return capacity === 0 && tmos.atLeast('14.0') ? 'infinite' : capacity;
  },
  byVersion(['13.1', 0], ['14.0', 'infinite']),
  { since: '13.1' },
);

const PROTOCOLS = 'BFD BGP IS-IS OSPFv2 OSPFv3 PIM RIP RIPng'.split(' ');

export const routeDomain: KindDefinition = {
  path: 'net/route-domain',
  word: 'route domain',
  properties: {
    bwcPolicy: refersTo('net/bwc/policy'),
    connectionLimit: number(0),
    description: text(),
    flowEvictionPolicy: refersTo('ltm/eviction-policy'),
    id: number(undefined, { max: 65534, fixed: true }),
    parent: refersTo('net/route-domain'),
    routingProtocol: texts(undefined, { known: PROTOCOLS }),
    servicePolicy: refersTo('net/service-policy'),
    strict: word(['enabled', 'disabled'], 'enabled'),
    throughputCapacity,
    vlans: refersToEach('vlan', { weak: true }),
  },
  builtIns: [{ name: '0', props: { id: 0, vlans: ['/Common/http-tunnel', '/Common/socks-tunnel'] } }],
  hooks: {
    prepare: ({ props, name }) => {
      if (props.id === undefined && /^\d+$/.test(name.name)) props.id = Number(name.name);
      if (props.id === undefined) throw mcpd('01070734', 'Configuration error: a route domain needs an id.');
    },
    stored: (entry, before, work) => {
      takeVlans(entry, work);
      giveBack(
        vlansOf(before).filter((path) => !vlansOf(entry).includes(path)),
        work,
      );
    },
    deleted: (entry, work) => giveBack(vlansOf(entry), work),
    check: (entry, work) => {
      const twin = work.store
        .list(entry.kind)
        .find((other) => other.key !== entry.key && other.props.id === entry.props.id);
      if (twin)
        throw mcpd(
          '01070734',
          `Configuration error: route domain id ${shown(entry.props.id)} already exists.`,
        );
    },
  },
};

/** A VLAN is in one route domain: taking it into another takes it out of the first. */
function takeVlans(entry: Entry, work: Work): void {
  const own = new Set(vlansOf(entry));
  for (const other of work.store.list(entry.kind)) {
    const kept = vlansOf(other).filter((path) => !own.has(path));
    if (other.key !== entry.key && kept.length < vlansOf(other).length)
      work.put(other, { props: { vlans: kept } });
  }
}

/** A VLAN that a route domain no longer has is in route domain 0 again (device-facts: route-domains). */
function giveBack(vlans: readonly string[], work: Work): void {
  const usual = work.store.find('net/route-domain', '/Common/0');
  const others = work.store.list(kindAt(work.kinds, 'net/route-domain')).flatMap(vlansOf);
  const free = vlans.filter((path) => !others.includes(path));
  if (usual && free.length > 0) work.put(usual, { props: { vlans: [...vlansOf(usual), ...free] } });
}

function vlansOf(entry: Entry | undefined): readonly string[] {
  return textsAt(entry?.props ?? {}, 'vlans');
}
