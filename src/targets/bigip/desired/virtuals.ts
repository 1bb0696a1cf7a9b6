import { parseAddress } from '../../../model/address.ts';
import type { SpecPath, Value } from '../../../model/object.ts';
import { joinPath, partitionOf } from '../resources/object-path.ts';
import { addressIn, networkIn } from '../resources/route-domain.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { destinationText } from '../resources/ltm/virtual.ts';
import { profileType } from '../resources/ltm/profile-types.ts';
import { canonicalRule } from '../resources/ltm/rule.ts';
import { type ChosenWay, chooseWay } from '../websocket/registry.ts';
import type { Carried } from '../websocket/way.ts';
import { hasCookie } from '../websocket/wishes.ts';
import { type Draft, finding, ltmPath, type Part, withCommon } from './draft.ts';
import { onOff } from '../resources/field.ts';
import { pools } from './pools.ts';
import { fallbackPersistence, draftPersistence, draftProfiles, type Stack } from './profiles.ts';
import { rules } from './rules.ts';
import { snatPools } from './snat-pools.ts';
import { vlans } from './vlans.ts';

export const virtuals: Part = { draft: draftVirtuals };

function draftVirtuals(draft: Draft): void {
  const chosen = new Map<string, SpecPath[]>();
  for (const [name, virtual] of Object.entries(draft.spec.virtualServers))
    addVirtual(draft, name, virtual, chosen);
  for (const [choice, places] of chosen) {
    const others = places.length === 1 ? '' : ` (and for ${places.length - 1} more)`;
    draft.report(finding('bigip/websocket-auto', 'note', places[0] ?? [], `${choice}${others}`));
  }
}

/** What `websocket: auto` came to and why, with the places that asked: said once for all of them. */
type Choices = Map<string, SpecPath[]>;

function addVirtual(draft: Draft, name: string, virtual: VirtualServer, chosen: Choices): void {
  const at = ['virtualServers', name];
  const path = ltmPath(draft.spec, virtual, name);
  const carried = carry(draft, virtual, at, chosen);
  const place = { path, at };
  const address = parseAddress(virtual.destination);
  if (!address) throw new Error(`unchecked destination ${virtual.destination}`);
  const ip = addressIn(partitionOf(path), virtual.destination);
  const wildcard = address.ip === '0.0.0.0' || address.ip === '::';
  const uses = wildcard ? [] : [addVirtualAddress(draft, virtual, path, ip, at)];
  const fields = {
    destination: destinationText(ip, virtual.port),
    source: sourceOf(virtual, ip, partitionOf(path)),
    ipProtocol: 'tcp',
    enabled: virtual.enabled,
    pool: virtual.pool === undefined ? null : draft.resolve(pools, virtual.pool, [...at, 'pool']),
    profiles: draftProfiles(draft, virtual, carried.stack, place),
    rules: rulesOf(draft, virtual, carried.rule, path, at),
    persist: draftPersistence(draft, virtual.persistence, place),
    fallbackPersistence: fallbackPersistence(virtual.fallbackPersistence),
    sourceAddressTranslation: snatOf(draft, virtual, at),
    vlans: vlansOf(draft, virtual, at),
    connectionLimit: virtual.connectionLimit,
    rateLimit: virtual.connectionRateLimit,
    mirror: onOff(virtual.mirror),
    // The device itself turns both off for a wildcard (device-facts: wildcard-translation).
    translateAddress: onOff(virtual.translateAddress ?? !wildcard),
    translatePort: onOff(virtual.translatePort ?? !wildcard),
  };
  const others = virtual.profiles.map(({ profile }) => profile).filter((one) => !profileType(one));
  const attached = [...new Set(others)].sort();
  draft.add(
    withCommon(
      { kind: 'ltm/virtual', path, fields, at, uses, attached, ...unnamedOf(virtual, fields) },
      virtual,
    ),
  );
}

/** How a virtual server carries what it is for, with what must stand on it. */
interface Carrying {
  readonly stack: Stack;
  readonly rule?: Carried['rule'];
}

function carry(draft: Draft, virtual: VirtualServer, at: SpecPath, chosen: Choices): Carrying {
  const found = chooseWay(virtual, draft.version);
  // Cookies and X-Forwarded-For are matters of HTTP.
  if (!found) return { stack: { tcp: true, http: hasCookie(virtual) || virtual.xForwardedFor, brought: [] } };
  const { way, why } = found;
  reportRefusals(draft, found, virtual.websocket?.mode === 'auto', at);
  if (why !== undefined) {
    const choice = `websocket: ${way.name}, because ${why}`;
    chosen.set(choice, [...(chosen.get(choice) ?? []), [...at, 'websocket']]);
  }
  const { profiles: brought = [], rule } = way.carry(virtual);
  const stack = { tcp: way.can.includes('tcp'), http: way.can.includes('http'), brought };
  return rule ? { stack, rule } : { stack };
}

/** Says what the way lacks on this version, or cannot do at all, and which way can. */
function reportRefusals(
  draft: Draft,
  { way, tooOld, refused }: ChosenWay,
  isAuto: boolean,
  at: SpecPath,
): void {
  if (tooOld !== undefined) {
    const message = `websocket: ${way.name} needs TMOS ${tooOld} or newer; this is ${draft.version.text}`;
    const hint = isAuto ? 'leave out what only that way can do' : 'write websocket: auto';
    draft.report(finding('bigip/too-old', 'error', [...at, 'websocket'], message, hint));
  }
  for (const { at: where, what, others } of refused) {
    const message = `websocket: ${way.name} cannot do ${what}: it ${way.nature}`;
    const can = others.length > 0 ? `websocket: ${others.join(', ')} can` : 'no way of this version can';
    const hint = `${can}; or leave it out`;
    draft.report(finding('websocket/way-cannot', 'error', [...at, ...where], message, hint));
  }
}

function rulesOf(
  draft: Draft,
  virtual: VirtualServer,
  rule: Carried['rule'],
  path: string,
  at: SpecPath,
): Value {
  const own = virtual.rules.map((one, index) => draft.resolve(rules, one, [...at, 'rules', index]));
  if (!rule) return [...new Set(own)];
  const rulePath = path.slice(0, path.lastIndexOf('/') + 1) + rule.name;
  const fields = { apiAnonymous: canonicalRule(rule.text) };
  const there = draft.find('ltm/rule', rulePath);
  if (!there) draft.add({ kind: 'ltm/rule', path: rulePath, fields, at: [...at, 'websocket'], shared: true });
  else if (there.fields.apiAnonymous !== fields.apiAnonymous) {
    const message = `the iRule ${rulePath} would have two texts`;
    draft.report(
      finding(
        'bigip/rule-clash',
        'error',
        [...at, 'websocket'],
        message,
        'give one of them another name: websocket: { mode: irule, name: … }',
      ),
    );
  }
  return [...new Set([rulePath, ...own])];
}

function snatOf(draft: Draft, { snat }: VirtualServer, at: SpecPath): Value {
  return snat === 'none' || snat === 'automap' ? snat : draft.resolve(snatPools, snat, [...at, 'snat']);
}

function vlansOf(draft: Draft, { vlans: listensOn }: VirtualServer, at: SpecPath): Value {
  if (listensOn === 'all') return 'all';
  const list = Array.isArray(listensOn) ? listensOn : listensOn.except;
  const where = Array.isArray(listensOn) ? [...at, 'vlans'] : [...at, 'vlans', 'except'];
  const all = new Set(list.map((one, index) => draft.resolve(vlans, one, [...where, index])));
  const paths = [...all].sort();
  return Array.isArray(listensOn) ? paths : { except: paths };
}

function sourceOf({ source }: VirtualServer, ip: string, partition: string): Value {
  const text = networkIn(partition, source ?? (ip.includes(':') ? '::/0' : '0.0.0.0/0'));
  const [address = '', prefix = ''] = text.split('/');
  // A virtual server and its clients are in one route domain; the device shows it on both.
  const domain = address.includes('%') ? '' : (/%\d+$/.exec(ip)?.[0] ?? '');
  return `${address}${domain}/${prefix}`;
}

/** Rules, persistence and VLANs that an adoption must not empty when the spec does not name them. */
function unnamedOf(
  virtual: VirtualServer,
  fields: Readonly<Record<string, Value>>,
): { keepIfUnnamed?: readonly string[] } {
  const keepIfUnnamed = [
    ...(Array.isArray(fields.rules) && fields.rules.length === 0 ? ['rules'] : []),
    ...(virtual.persistence === 'none' ? ['persist'] : []),
    ...(virtual.fallbackPersistence === 'none' ? ['fallbackPersistence'] : []),
    ...(virtual.vlans === 'all' ? ['vlans'] : []),
  ];
  return keepIfUnnamed.length > 0 ? { keepIfUnnamed } : {};
}

/** Adds the virtual address of a virtual server, once for all that share it; gives its key. */
function addVirtualAddress(
  draft: Draft,
  virtual: VirtualServer,
  virtualPath: string,
  ip: string,
  at: SpecPath,
): string {
  const kind = 'ltm/virtual-address';
  const path = joinPath(partitionOf(virtualPath), '', ip);
  const settings = virtual.virtualAddress;
  const fields = {
    address: ip,
    enabled: settings?.enabled === false ? 'no' : 'yes',
    arp: onOff(settings?.arp ?? true),
    icmpEcho: onOff(settings?.icmpEcho ?? true),
    routeAdvertisement: settings?.routeAdvertisement ?? 'disabled',
    trafficGroup: settings?.trafficGroup ?? '/Common/traffic-group-1',
  };
  const there = draft.find(kind, path);
  if (!there || (there.asFound && settings))
    draft.add({ kind, path, fields, at, ...(settings ? {} : { asFound: true }) });
  else if (settings && JSON.stringify(there.fields) !== JSON.stringify(fields)) {
    const message = `the address ${ip} has other settings in another virtual server`;
    draft.report(
      finding('spec/virtual-address-clash', 'error', [...at, 'virtualAddress'], message, 'write them once'),
    );
  }
  return `${kind}:${path}`;
}
