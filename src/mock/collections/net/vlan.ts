import { mcpd } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { textsAt } from '../../wire/json.ts';
import { type Draft, type KindDefinition, kindAt, type Work, type Entry } from '../../objects/kind.ts';
import { linkTo } from '../../objects/link.ts';
import { parentKey } from '../../objects/entry.ts';
import { block, enabled, flag, number, rawText, text, readOnly, word, yesNo } from '../../objects/values.ts';

const sflow = block({
  pollInterval: number(0),
  pollIntervalGlobal: yesNo('yes'),
  samplingRate: number(0),
  samplingRateGlobal: yesNo('yes'),
});

/**
 * An interface or a trunk, tagged or not. Untagged when neither is said: the Python SDK's test_vlan.py changes a
 * new interface, and its client refuses to send back `tagged: true` with `tagMode: none` from 11.6 on.
 */
const interfaces: KindDefinition = {
  path: 'interfaces',
  word: 'VLAN interface',
  naming: 'plain',
  pairs: [['tagged', 'untagged']],
  properties: {
    tagMode: word(['none', 'service', 'customer', 'double'], 'none', { since: '11.6' }),
    tagged: flag(),
    untagged: flag(),
  },
  hooks: {
    prepare: ({ props, name }, { store }) => {
      if (!store.find('net/interface', name.name) && !store.find('net/trunk', name.name)) {
        // Captured in f5-declarative-onboarding#24.
        throw mcpd('01070256', `Requested VLAN member (${name.name}) is not valid`);
      }
      if (props.tagged === undefined) props.untagged = true;
    },
    references: ({ key }) => [
      { family: 'net/interface', path: key },
      { family: 'net/trunk', path: key },
    ],
    view: (props, { key }, store, tmos) => {
      const family = store.find('net/trunk', key) ? 'net/trunk' : 'net/interface';
      return tmos.atLeast('16.0') ? { ...props, nameReference: linkTo(family, key, store, tmos) } : props;
    },
  },
};

export const vlan: KindDefinition = {
  path: 'net/vlan',
  word: 'VLAN',
  family: 'vlan',
  children: [interfaces],
  properties: {
    autoLasthop: word(['default', 'enabled', 'disabled'], 'default'),
    cmpHash: word(['default', 'src-ip', 'dst-ip'], 'default'),
    customerTag: rawText(),
    dagRoundRobin: enabled('disabled', { since: '11.6' }),
    dagTunnel: word(['outer', 'inner'], 'outer', { since: '12.0' }),
    description: text(),
    failsafe: enabled('disabled'),
    failsafeAction: word(
      [
        'failover-restart-tm',
        'failover',
        'reboot',
        'restart-all',
        'failover-abort-tm',
        'go-offline-abort-tm',
      ],
      'failover-restart-tm',
    ),
    failsafeTimeout: number(90, { min: 10, max: 3600 }),
    fwdMode: word(['l3', 'l2', 'virtual-wire'], 'l3', { since: '14.0' }),
    hardwareSyncookie: enabled('disabled', { since: '13.1' }),
    ifIndex: readOnly(),
    learning: word(['enable-forward', 'disable-forward', 'disable-drop'], 'enable-forward'),
    mtu: number(1500, { min: 576, max: 9198 }),
    sflow,
    sourceChecking: enabled('disabled'),
    synFloodRateLimit: number(1000, { since: '13.1' }),
    syncacheThreshold: number(6000, { since: '13.1' }),
    tag: number(undefined, { min: 1, max: 4094 }),
  },
  hooks: { prepare, stored: enterRouteDomain, deleted: leaveRouteDomain, check },
};

/** The tag counts down from 4094 when none is given (device-facts: vlan-tags). */
function prepare(draft: Draft, work: Work): void {
  const { props, before } = draft;
  const others = work.store.list(draft.kind).filter((entry) => entry !== before);
  props.ifIndex ??= 144 + 16 * others.length;
  if (props.tag !== undefined) return;
  const taken = new Set(others.map((entry) => entry.props.tag));
  let tag = 4094;
  while (taken.has(tag)) tag--;
  props.tag = tag;
}

/** A new VLAN or tunnel is in route domain 0 from the start, and reads back there. */
export function enterRouteDomain(entry: Entry, before: Entry | undefined, work: Work): void {
  const domain = work.store.find('net/route-domain', '/Common/0');
  if (before || !domain || routeDomainOfVlan(entry.key, work)) return;
  work.put(domain, { props: { vlans: [...textsAt(domain.props, 'vlans'), entry.key] } });
}

export function leaveRouteDomain(entry: Entry, work: Work): void {
  const domain = routeDomainOfVlan(entry.key, work);
  if (domain)
    work.put(domain, {
      props: { vlans: textsAt(domain.props, 'vlans').filter((path) => path !== entry.key) },
    });
}

export function routeDomainOfVlan(path: string, work: Pick<Work, 'store' | 'kinds'>): Entry | undefined {
  const domains = work.store.list(kindAt(work.kinds, 'net/route-domain'));
  return domains.find(({ props }) => textsAt(props, 'vlans').includes(path));
}

function check(entry: Entry, work: Work): void {
  const { store } = work;
  const kind = kindAt(work.kinds, 'net/vlan');
  const twin = store
    .list(kind)
    .find((other) => other.key !== entry.key && other.props.tag === entry.props.tag);
  if (twin)
    throw mcpd(inferredCode.duplicateTag, inferredText.duplicateTag(Number(entry.props.tag), twin.key));
  const child = entry.kind.children.get('interfaces');
  if (!child) return;
  for (const item of store.list(child, parentKey(entry))) {
    if (item.props.untagged !== true) continue;
    const elsewhere = store
      .users('net/interface', item.key)
      .find((user) => user !== item && user.kind === child && user.props.untagged === true);
    if (elsewhere)
      throw mcpd(inferredCode.untaggedTwice, inferredText.untaggedTwice(item.key, elsewhere.parent));
  }
}
