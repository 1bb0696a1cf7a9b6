import type { Entry, Store } from '../../objects/kind.ts';
import { parentKey } from '../../objects/entry.ts';
import { profileType } from '../../collections/ltm/virtual-attached.ts';
import { type Network, parseAddress, parseNetwork } from '../../wire/address.ts';
import { isObject, listAt, objectAt, textAt, textsAt } from '../../wire/json.ts';
import type { Endpoint, RuleText } from '../contract.ts';
import type { PersistenceView, ProfileView, VirtualView } from '../view.ts';
import type { Limited } from '../counting/limits.ts';
import { policiesOf } from './policy.ts';
import { refusalOf } from './refusal.ts';

// A virtual server as the traffic sees it.

export interface VirtualServer extends VirtualView {
  /** Host or network; port 0 is any. */
  readonly destination: { readonly network: Network; readonly port: number };
  readonly source: Network;
  readonly isEnabled: boolean;
  readonly rules: readonly RuleText[];
  /** Full path of its virtual-address. */
  readonly addressPath: string;
  readonly limits: Limited;
  readonly addressLimits: Limited;
  readonly snat: { readonly type: string; readonly pool: string | undefined };
  /** Whether the port of the member is used, not the one that the client asked for. */
  readonly translatesPort: boolean;
  /** Why the mock cannot carry it. */
  readonly refusal: string | undefined;
}

export function virtualOf(entry: Entry, store: Store): VirtualServer | undefined {
  const { props, hidden } = entry;
  const destination = destinationOf(entry, store);
  const source = parseNetwork(textAt(props, 'source') ?? '');
  if (!destination || !source) return undefined;
  const profiles = profilesOf(entry, store);
  const snat = objectAt(props, 'sourceAddressTranslation');
  return {
    path: entry.key,
    pool: textAt(props, 'pool'),
    profiles,
    persistence: persistenceOf(entry, store),
    fallbackPersistence: persistenceAt(textAt(props, 'fallbackPersistence'), store),
    policies: policiesOf(entry, store),
    destination,
    source,
    isEnabled: props.disabled !== true && addressAt(hidden.address, store)?.props.enabled !== 'no',
    rules: textsAt(props, 'rules').map((path) => ({ path, text: ruleText(path, store) })),
    addressPath: hidden.address ?? '',
    limits: limitsOf(entry),
    addressLimits: limitsOf(addressAt(hidden.address, store)),
    snat: { type: textAt(snat, 'type') ?? 'none', pool: textAt(snat, 'pool') },
    translatesPort: props.translatePort !== 'disabled',
    refusal: refusalOf(props, profiles),
  };
}

/** The one address where it is a host, with the port that clients connect to. */
export function hostOf({ destination: { network, port } }: VirtualServer): Endpoint | undefined {
  const { ip, version, routeDomain } = network.address;
  if (network.length !== (version === 4 ? 32 : 128)) return undefined;
  return { address: routeDomain ? `${ip}%${routeDomain}` : ip, port };
}

function destinationOf({ props, hidden }: Entry, store: Store): VirtualServer['destination'] | undefined {
  const [listener = '', port = ''] = (hidden.listener ?? '').split(' ');
  const address = parseAddress(listener);
  if (!address) return undefined;
  const mask = textAt(props, 'mask') ?? textAt(addressAt(hidden.address, store)?.props ?? {}, 'mask');
  return { network: { address, length: lengthOf(mask, address.ip, address.version) }, port: Number(port) };
}

/** `255.255.255.255`, `ffff:…`, `any`; a wildcard covers everything whatever its mask says. */
function lengthOf(mask: string | undefined, ip: string, version: 4 | 6): number {
  if (ip === '0.0.0.0' || ip === '::' || mask === 'any' || mask === 'any6') return 0;
  const whole = version === 4 ? 32 : 128;
  if (mask === undefined) return whole;
  if (version === 4) return parseNetwork(`${ip}/${mask}`)?.length ?? whole;
  const words = parseAddress(mask)?.ip.split(':').filter(Boolean) ?? [];
  return words.reduce((sum, word) => sum + parseInt(word, 16).toString(2).replaceAll('0', '').length, 0);
}

const addressAt = (path: string | undefined, store: Store) => store.find('ltm/virtual-address', path ?? '');

export function limitsOf(entry: Entry | undefined): Limited {
  const rate = Number(entry?.props.rateLimit);
  return {
    connectionLimit: Number(entry?.props.connectionLimit ?? 0),
    rateLimit: Number.isFinite(rate) ? rate : 0,
  };
}

const ruleText = (path: string, store: Store) =>
  textAt(store.find('ltm/rule', path)?.props ?? {}, 'apiAnonymous') ?? '';

function profilesOf(entry: Entry, store: Store): readonly ProfileView[] {
  const kind = entry.kind.children.get('profiles');
  return (kind ? store.list(kind, parentKey(entry)) : []).flatMap(({ key, props }): ProfileView[] => {
    const profile = store.find('profile', key);
    const side = textAt(props, 'context');
    const context = side === 'clientside' || side === 'serverside' ? side : 'all';
    return profile ? [{ path: key, type: profileType(profile), context, props: profile.props }] : [];
  });
}

/** The profile of a type on one side. */
export function profileOn(
  { profiles }: VirtualView,
  type: string,
  side: 'clientside' | 'serverside',
): ProfileView | undefined {
  return profiles.find((one) => one.type === type && (one.context === 'all' || one.context === side));
}

export function persistenceAt(path: string | undefined, store: Store): PersistenceView | undefined {
  const found = path === undefined ? undefined : store.find('persistence', path);
  return found && { path: found.key, type: profileType(found), props: found.props };
}

function persistenceOf({ props }: Entry, store: Store): PersistenceView | undefined {
  const items = listAt(props, 'persist').filter(isObject);
  const item = items.find(({ tmDefault }) => tmDefault === 'yes') ?? items[0];
  if (!item) return undefined;
  return persistenceAt(`/${textAt(item, 'partition') ?? 'Common'}/${textAt(item, 'name') ?? ''}`, store);
}
