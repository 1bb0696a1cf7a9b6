import { absolute, parseAddress, printed } from '../../wire/address.ts';
import { mcpd, tmsh } from '../../wire/errors.ts';
import { inferredText } from '../../inferred.ts';
import { scalarText, textAt, textsAt } from '../../wire/json.ts';
import {
  type Draft,
  type Kind,
  type KindDefinition,
  kindAt,
  type Work,
  type Entry,
} from '../../objects/kind.ts';
import { nameOf, partitionOf } from '../../wire/names.ts';
import { refersToEach } from '../../objects/references.ts';
import { custom, enabled, flag, INDEFINITE, invalid, number, quoted } from '../../objects/values.ts';
import { described } from '../parts/metadata.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { trafficGroup } from '../cm/traffic-group.ts';

/** One per address of a pool, made and deleted with it (device-facts: snat-translations). */
export const snatTranslation: KindDefinition = {
  path: 'ltm/snat-translation',
  word: 'SNAT translation address',
  pairs: [['enabled', 'disabled']],
  properties: {
    address: custom((value) => scalarText(value), undefined, { fixed: true }),
    appService: described.appService,
    arp: enabled('enabled'),
    connectionLimit: number(0),
    description: described.description,
    disabled: flag(),
    enabled: flag(true),
    inheritedTrafficGroup: custom((value) => scalarText(value), 'true'),
    ipIdleTimeout: quoted('indefinite', { words: INDEFINITE }),
    tcpIdleTimeout: quoted('indefinite', { words: INDEFINITE }),
    trafficGroup: trafficGroup('/Common/traffic-group-1'),
    udpIdleTimeout: quoted('indefinite', { words: INDEFINITE }),
    unit: number(1),
  },
  alias: ({ hidden }) => hidden.address,
  hooks: {
    prepare: (draft, work) => {
      const input = textAt(draft.props, 'address') ?? draft.name.name;
      const address = parseAddress(input);
      if (!address) throw invalid('address', input);
      const domain = defaultRouteDomain(work.store, draft.name.partition);
      draft.props.address = printed(address, domain);
      draft.hidden.address = absolute(address, domain);
    },
  },
};

export const snatpool: KindDefinition = {
  path: 'ltm/snatpool',
  word: 'SNAT Pool',
  heldByTransaction: (path) => stillReferenced(path),
  properties: {
    ...described,
    members: refersToEach('ltm/snat-translation', { sorted: true }),
  },
  hooks: {
    prepare: createTranslations,
    stored: (entry, before, work) => dropTranslations(before, entry, work),
    deleting: (entry, { store }) => {
      if (store.users('ltm/snatpool', entry.key).length > 0) throw stillReferenced(entry.key);
    },
    deleted: (entry, work) => dropTranslations(entry, undefined, work),
  },
};

const stillReferenced = (path: string) =>
  mcpd('01070320', `Snatpool ${path} is still referenced by a virtual server.`);

/** A `%0` stays in a name (recorded on 15.1.10), and is no second address where that is there without it. */
function createTranslations(draft: Draft, work: Work): void {
  const kind = kindAt(work.kinds, 'ltm/snat-translation');
  const members = textsAt(draft.props, 'members').map((path) => known(path, kind, work));
  if (members.length === 0) throw tmsh(inferredText.missingProperty('members'));
  draft.props.members = [...new Set(members)];
  for (const path of members) {
    if (!work.store.get(kind, path)) work.create(kind, nameOf(path), { address: nameOf(path).name });
  }
}

function known(path: string, kind: Kind, { store }: Work): string {
  const address = parseAddress(nameOf(path).name);
  if (store.get(kind, path) || !address) return path;
  const same = store.withAlias(kind, absolute(address, defaultRouteDomain(store, partitionOf(path))));
  return same.find(({ key }) => partitionOf(key) === partitionOf(path))?.key ?? path;
}

function dropTranslations(before: Entry | undefined, after: Entry | undefined, work: Work): void {
  const kept = new Set(after ? textsAt(after.props, 'members') : []);
  for (const path of before ? textsAt(before.props, 'members') : []) {
    const translation = work.store.find('ltm/snat-translation', path);
    const isUsed = work.store.users('ltm/snat-translation', path).length > 0;
    if (!kept.has(path) && translation && !isUsed) work.remove(translation);
  }
}
