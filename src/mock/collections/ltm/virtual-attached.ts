import { mcpd, notFound } from '../../wire/errors.ts';
import { textAt } from '../../wire/json.ts';
import type { Kind, KindDefinition, Work, Entry, Store } from '../../objects/kind.ts';
import { linkTo } from '../../objects/link.ts';
import { nameOf, type ObjectName } from '../../wire/names.ts';
import { parentKey } from '../../objects/entry.ts';
import { word } from '../../objects/values.ts';

// The two sub-collections of a virtual server. Their items are names of other objects.

/** A profile on a virtual server. */
export interface Attached {
  readonly type: string;
  readonly context: string;
  readonly entry: Entry;
}

const CONTEXTS = ['all', 'clientside', 'serverside'];
const SIDE: Readonly<Record<string, string>> = { 'client-ssl': 'clientside', 'server-ssl': 'serverside' };

/** The type of a profile, from where it is kept: `ltm/profile/http`. */
export function profileType(entry: Entry | undefined): string {
  return entry?.kind.path.split('/').at(-1) ?? '';
}

/** Captured in POSH-LTM-Rest#105 and terraform-provider-bigip-old#47. */
const NOT_A_PROFILE = 'A persistence profile must be set via the virtual server persist attribute.';

const isPersistence = ({ name, fullPath }: ObjectName, store: Store) =>
  [fullPath, `/Common/${name}`].some((path) => store.find('persistence', path));

export const virtualProfiles: KindDefinition = {
  path: 'profiles',
  word: 'profile',
  itemsOf: 'profile',
  properties: { context: word(CONTEXTS, 'all') },
  hooks: {
    prepare: ({ name, props }, { store }) => {
      const profile = store.find('profile', name.fullPath);
      if (!profile && isPersistence(name, store)) throw mcpd('01070161', NOT_A_PROFILE);
      if (!profile) throw notFound('profile', name.fullPath);
      const side = SIDE[profileType(profile)];
      if (side !== undefined) props.context = side;
    },
    references: ({ key }) => [{ family: 'profile', path: key }],
    view: (props, { key }, store, tmos) => ({ ...props, nameReference: linkTo('profile', key, store, tmos) }),
  },
};

export const virtualPolicies: KindDefinition = {
  path: 'policies',
  word: 'Policy',
  itemsOf: 'ltm/policy',
  properties: {},
  hooks: {
    prepare: ({ name }, { store }) => {
      if (!store.find('ltm/policy', name.fullPath)) throw notFound('Policy', name.fullPath);
    },
    references: ({ key }) => [{ family: 'ltm/policy', path: key }],
    view: (props, { key }, store, tmos) => ({
      ...props,
      nameReference: linkTo('ltm/policy', key, store, tmos),
    }),
  },
};

const TRANSPORT = new Set(['tcp', 'udp', 'fastl4', 'fasthttp', 'sctp']);

/** No profile at all means fastL4; others without a transport get tcp or udp (device-facts: transport-profile). */
export function addTransport(entry: Entry, work: Work): void {
  const kind = entry.kind.children.get('profiles');
  if (!kind) return;
  dropAssumed(entry, kind, work);
  const attached = work.store.list(kind, parentKey(entry));
  const types = attached.map(({ key }) => profileType(work.store.find('profile', key)));
  let protocol = textAt(entry.props, 'ipProtocol') ?? 'any';
  if (!types.some((type) => TRANSPORT.has(type))) {
    const wanted = types.length === 0 ? 'fastL4' : protocol === 'udp' ? 'udp' : 'tcp';
    const made = work.create(kind, nameOf(`/Common/${wanted}`), {}, parentKey(entry));
    if (wanted === 'fastL4') work.put(made, { hidden: { assumed: 'yes' } });
    types.push(wanted.toLowerCase());
  }
  const only = types.includes('tcp') ? 'tcp' : types.includes('udp') ? 'udp' : protocol;
  if (protocol === 'any' && only !== 'any' && entry.hidden.protocol !== 'said') {
    protocol = only;
    work.put(work.store.get(entry.kind, entry.key) ?? entry, { props: { ipProtocol: only } });
  }
}

/**
 * The fastL4 that nobody asked for makes room: `POST …/profiles {name: "http"}` on a virtual server that was
 * made without any profile is taken (asserted on devices by the Python SDK, test_profiles_CE).
 */
function dropAssumed(entry: Entry, kind: Kind, work: Work): void {
  const attached = work.store.list(kind, parentKey(entry));
  const assumed = attached.find(({ hidden }) => hidden.assumed === 'yes');
  if (assumed && attached.length > 1) work.remove(assumed);
}
