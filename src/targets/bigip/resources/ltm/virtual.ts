import type { Impact } from '../../../../model/impact.ts';
import { asText, type Fields, isList, toValue, type Value } from '../../../../model/object.ts';
import {
  count,
  enabled,
  type Field,
  isReply,
  itemsOf,
  limit,
  network,
  path,
  paths,
  type Reply,
  text,
  toReferences,
  word,
} from '../field.ts';
import { PERSISTENCE_KINDS, PROFILE_KINDS } from '../attached-kinds.ts';
import { defineResource, readObject } from '../resource.ts';
import { plainList } from '../tmsh-form.ts';
import { fresh, harmless, isWithin, limiting, refusing, refusingAt } from '../impact.ts';
import { destination, virtualAddressOf } from './destination.ts';
import { profilesImpact } from './profiles-impact.ts';

const VLAN_KINDS = ['net/vlan', 'net/tunnels/tunnel'];

const fields = {
  destination: destination(),
  source: network('source', { impact: sourceImpact, same: sameSource }),
  ipProtocol: word('ipProtocol', { ...refusing, defaultValue: 'tcp' }),
  enabled: enabled({ ...refusingAt(false), defaultValue: true }),
  pool: path('pool', ['ltm/pool'], refusingAt(null)),
  profiles: profiles(),
  rules: paths('rules', ['ltm/rule'], { ...fresh, defaultValue: [], tmsh: plainList }),
  persist: persist(),
  fallbackPersistence: path('fallbackPersistence', PERSISTENCE_KINDS, fresh),
  sourceAddressTranslation: snat(),
  vlans: vlans(),
  connectionLimit: count('connectionLimit', { ...limiting, defaultValue: 0 }),
  rateLimit: limit('rateLimit', { ...limiting, defaultValue: 0 }),
  mirror: word('mirror', { ...fresh, defaultValue: 'disabled' }),
  translateAddress: word('translateAddress', { ...refusing, defaultValue: 'enabled' }),
  translatePort: word('translatePort', { ...refusing, defaultValue: 'enabled' }),
  description: text('description', harmless),
};

export const ltmVirtual = defineResource({
  kind: 'ltm/virtual',
  label: 'virtual server',
  purpose: 'Listens for clients and passes what they send to a pool.',
  howTo: 'step 11',
  after: ['ltm/pool/members', 'ltm/virtual-address', 'net/self'],
  expand: true,
  impact: { create: 'none', delete: 'drops-connections' },
  claims: (virtual) => [`listener ${listener(virtual.fields)}`],
  fields,
  fromDevice: (raw, context) =>
    readObject('ltm/virtual', fields, raw, context).map((virtual) => ({
      ...virtual,
      uses: virtualAddressOf(raw),
      attached: itemsOf(raw.profilesReference).map((item) => String(item.fullPath)),
    })),
});

/** Clients are in the route domain of the destination; whether a `%0` is printed with them is not known. */
function sameSource(desired: Value, actual: Value): boolean {
  return asText(desired).replace(/%0(?=\/)/, '') === asText(actual).replace(/%0(?=\/)/, '');
}

/** What no two virtual servers may share; one that listens on some VLANs may share with one on others. */
function listener(fields: Fields): string {
  return ['destination', 'source', 'ipProtocol', 'vlans'].map((name) => asText(fields[name])).join(' ');
}

/** The set of profiles, `/Common/http` or, on one side only, `/Common/tcp clientside`. */
function profiles(): Field {
  return {
    read: (raw) => readProfiles(raw),
    write: (value) => ({ profiles: isList(value) ? value.map(profileBody) : [] }),
    refs: (value) =>
      isList(value)
        ? value.flatMap((one) => toReferences(PROFILE_KINDS, asText(one).split(' ')[0] ?? ''))
        : [],
    refKinds: PROFILE_KINDS,
    same: sameProfiles,
    impact: profilesImpact,
  };
}

function readProfiles(raw: Reply): Value {
  return itemsOf(raw.profilesReference)
    .map((item) => {
      const context = typeof item.context !== 'string' || item.context === 'all' ? '' : ` ${item.context}`;
      return `${String(item.fullPath)}${context}`;
    })
    .sort();
}

function profileBody(one: Value): Value {
  const [name = '', context] = asText(one).split(' ');
  return context === undefined ? { name } : { name, context };
}

/** The device sets the side of TLS profiles itself (device-facts: transport-profile): one without is found on any. */
function sameProfiles(desired: Value, actual: Value): boolean {
  if (!isList(desired) || !isList(actual) || desired.length !== actual.length) return false;
  const left = new Set(actual.map(String));
  const rest = desired.map(String).filter((one) => !left.delete(one));
  const loose = new Map([...left].map((one) => [one.split(' ')[0], one]));
  return rest.every((one) => !one.includes(' ') && loose.delete(one));
}

/** At most one entry; the device prints name and partition apart. */
function persist(): Field {
  return {
    read: (raw) => {
      const [first] = itemsOf(raw, 'persist');
      if (!first) return null;
      const parts = ['', first.partition ?? 'Common', first.subPath, first.name];
      const name = asText(toValue(first.name));
      return name.startsWith('/') ? name : parts.filter((part) => typeof part === 'string').join('/');
    },
    write: (value) => ({ persist: value === null ? [] : [{ name: value, tmDefault: 'yes' }] }),
    refs: (value) => toReferences(PERSISTENCE_KINDS, value),
    refKinds: PERSISTENCE_KINDS,
    ...fresh,
  };
}

/** `none`, `automap` or the path of a SNAT pool. */
function snat(): Field {
  const key = 'sourceAddressTranslation';
  return {
    read: (raw) => {
      const found = raw[key];
      if (!isReply(found)) return 'none';
      return found.type === 'snat' ? toValue(found.pool) : (toValue(found.type) ?? 'none');
    },
    write: (value) => ({
      [key]:
        typeof value === 'string' && value.startsWith('/') ? { type: 'snat', pool: value } : { type: value },
    }),
    refs: (value) =>
      typeof value === 'string' && value.startsWith('/') ? toReferences(['ltm/snatpool'], value) : [],
    refKinds: ['ltm/snatpool'],
    defaultValue: 'none',
    // Without it the answers of members may no longer come back this way.
    ...refusingAt('none'),
  };
}

/** `all`, a sorted list, or `{ except: [...] }`: one value out of `vlans` and the pair vlansEnabled/vlansDisabled. */
function vlans(): Field {
  return {
    read: (raw) => {
      const list = Array.isArray(raw.vlans) ? raw.vlans.map(String).sort() : [];
      if (raw.vlansEnabled === true) return list;
      return list.length === 0 ? 'all' : { except: list };
    },
    write: (value) => {
      if (isList(value)) return { vlans: value, vlansEnabled: true };
      return { vlans: exceptOf(value), vlansDisabled: true };
    },
    refs: (value) => toReferences(VLAN_KINDS, isList(value) ? value : exceptOf(value)),
    refKinds: VLAN_KINDS,
    defaultValue: 'all',
    impact: (before, after) => (coversVlans(after, before) ? 'new-connections' : 'refuses-new'),
  };
}

function exceptOf(value: Value): readonly Value[] {
  const except = isReply(value) ? toValue(value.except) : null;
  return isList(except) ? except : [];
}

/** Whether a virtual server on these VLANs still listens wherever one on those did. */
function coversVlans(these: Value, those: Value): boolean {
  if (isList(these)) return isWithin(those, these);
  const except = exceptOf(these);
  return isList(those)
    ? !those.some((vlan) => except.includes(vlan))
    : except.every((vlan) => exceptOf(those).includes(vlan));
}

/** Clients of other networks than the new one are no longer listened to. */
function sourceImpact(_before: Value, after: Value): Impact {
  return after === '0.0.0.0/0' || after === '::/0' ? 'new-connections' : 'refuses-new';
}
