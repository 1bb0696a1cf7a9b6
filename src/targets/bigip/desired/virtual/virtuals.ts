import { formatAddress, parsePlace } from '../../../../model/address.ts';
import type { Fields, SpecPath, Value } from '../../../../model/object.ts';
import { type Listener, listenersOf } from '../../../../spec/listeners.ts';
import type { VirtualServer } from '../../../../spec/schema/schema.ts';
import { onOff } from '../../resources/field.ts';
import { profileType } from '../../resources/ltm/profile-types.ts';
import { destinationText } from '../../resources/ltm/destination.ts';
import { partitionOf } from '../../resources/object-path.ts';
import { addressIn } from '../../resources/route-domain.ts';
import { type Draft, finding, ltmPath, type Part, withCommon } from '../draft.ts';
import { pools } from '../pools.ts';
import { snatPools } from '../snat-pools.ts';
import { vlans } from '../vlans.ts';
import { addVirtualAddress, sourceOf } from './address.ts';
import { carry, type Choices, rulesOf } from './carry.ts';
import { refuseTaken } from './own.ts';
import { draftPersistence, namedPersistence } from './persistence.ts';
import { draftProfiles } from './profiles.ts';
import { addRedirect } from './redirect-http.ts';
import { draftTls } from './tls.ts';

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

/** What is made for a virtual server is made once and named after it, however many places it listens at. */
function addVirtual(draft: Draft, name: string, virtual: VirtualServer, chosen: Choices): void {
  const at = ['virtualServers', name];
  const path = ltmPath(draft.spec, virtual, name);
  const carried = carry(draft, virtual, at, chosen);
  const place = { path, at };
  const listeners = listenersOf(name, virtual);
  const service = {
    pool: virtual.pool === undefined ? null : draft.resolve(pools, virtual.pool, [...at, 'pool']),
    profiles: [
      ...draftProfiles(draft, virtual, carried.stack, place),
      ...draftTls(draft, virtual, place),
    ].sort(),
    rules: rulesOf(draft, virtual, carried.rule, place),
    persist: draftPersistence(draft, virtual.persistence, place, listeners.length > 1),
    fallbackPersistence: namedPersistence(virtual.fallbackPersistence),
  };
  for (const listener of listeners) addListener(draft, listener, service, at);
}

function addListener(
  draft: Draft,
  { name, at, virtual }: Listener,
  service: Fields,
  serviceAt: SpecPath,
): void {
  const path = ltmPath(draft.spec, virtual, name);
  refuseTaken(draft, path, at);
  const place = parsePlace(virtual.destination);
  if (!place) throw new Error(`unchecked destination ${virtual.destination}`);
  const ip = addressIn(partitionOf(path), formatAddress(place));
  const wildcard = place.ip === '0.0.0.0' || place.ip === '::';
  // A wildcard has a mask of its own (device-facts: masks).
  const prefix = wildcard ? undefined : place.prefix;
  const uses = wildcard ? [] : [addVirtualAddress(draft, virtual, path, { ip, prefix: place.prefix }, at)];
  const fields = {
    destination: destinationText(ip, virtual.port, prefix),
    source: sourceOf(virtual, ip, partitionOf(path)),
    ipProtocol: virtual.protocol,
    enabled: virtual.enabled,
    ...service,
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
  const object = { kind: 'ltm/virtual', path, fields, at, uses, attached, ...unnamedOf(virtual, fields) };
  draft.add(withCommon(object, virtual));
  addRedirect(draft, virtual, { ip, prefix }, object, serviceAt);
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
