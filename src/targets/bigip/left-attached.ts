import { asText, type ConfigObject, type Fields, isList, type ObjectSet } from '../../model/object.ts';
import type { Finding } from '../../run/target.ts';
import { DECIDED_PROFILE_KINDS, PERSISTENCE_KINDS } from './resources/attached-kinds.ts';
import { isReply, itemsOf, type Reply } from './resources/field.ts';

/** What the reply of a virtual server does not tell of its profiles. */
export interface Attached {
  /** The kind of a profile that is attached without a link to it; `undefined` for one of no decided kind. */
  readonly kindOf: (path: string) => string | undefined;
  /** Those that a spec attached by name: they leave with its line. */
  readonly gave: (virtual: ConfigObject) => readonly string[];
}

interface Left {
  readonly objects: ObjectSet;
  readonly notes: readonly Finding[];
}

/**
 * What the vocabulary has no word for stays: a profile or persistence of another kind, attached by hand to a
 * virtual server of ours, is desired as it is found. Policies are never sent. All of it is told.
 */
export function leaveAttached(desired: ObjectSet, actual: ObjectSet, attached: Attached): Left {
  const objects = new Map(desired);
  const notes: Finding[] = [];
  for (const [key, virtual] of desired) {
    const found = actual.get(key);
    if (virtual.kind !== 'ltm/virtual' || !found?.reply) continue;
    const profiles = unnamedProfiles(virtual, found.reply, attached);
    const persistence = unnamedPersistence(virtual, found, found.reply);
    const policies = itemsOf(found.reply.policiesReference).map(pathOf);
    if (profiles.length > 0 || Object.keys(persistence).length > 0)
      objects.set(key, {
        ...virtual,
        fields: { ...virtual.fields, ...merged(virtual, profiles), ...persistence },
      });
    notes.push(
      ...leftAlone(virtual, ['profile', 'profiles'], profiles.map(pathOf), 'profiles: takes its path'),
      ...leftAlone(
        virtual,
        ['persistence profile', 'persistence profiles'],
        [...new Set(Object.values(persistence).map(asText))],
        'persistence: takes its path',
      ),
      ...leftAlone(
        virtual,
        ['policy', 'policies'],
        policies,
        'a spec has no word for it: change it on the device',
      ),
    );
  }
  return { objects, notes };
}

/** Profiles that are attached without a link to them: their kinds must be asked for (device-facts: profile-types). */
export function profilesOfNoKind(desired: ObjectSet, actual: ObjectSet): string[] {
  const paths = [...desired].flatMap(([key, virtual]) => {
    if (virtual.kind !== 'ltm/virtual') return [];
    const items = itemsOf(actual.get(key)?.reply?.profilesReference);
    return items
      .filter((item) => kindIn(item.nameReference) === undefined)
      .map(pathOf)
      .filter((path) => !names(virtual, path));
  });
  return [...new Set(paths)];
}

function unnamedProfiles(virtual: ConfigObject, reply: Reply, { kindOf, gave }: Attached): Reply[] {
  const ours = gave(virtual);
  return itemsOf(reply.profilesReference).filter((item) => {
    const path = pathOf(item);
    if (names(virtual, path) || ours.includes(path)) return false;
    return !DECIDED_PROFILE_KINDS.includes(kindIn(item.nameReference) ?? kindOf(path) ?? '');
  });
}

function names({ fields }: ConfigObject, path: string): boolean {
  return isList(fields.profiles) && fields.profiles.some((one) => asText(one).split(' ')[0] === path);
}

function merged({ fields }: ConfigObject, profiles: readonly Reply[]): Fields {
  const own = isList(fields.profiles) ? fields.profiles : [];
  return { profiles: [...own.map(asText), ...profiles.map(valueOf)].sort() };
}

function valueOf(item: Reply): string {
  const isOnBoth = typeof item.context !== 'string' || item.context === 'all';
  return isOnBoth ? pathOf(item) : `${pathOf(item)} ${String(item.context)}`;
}

/** Persistence of a kind that no spec could name, where the spec asks for none. */
function unnamedPersistence({ fields }: ConfigObject, found: ConfigObject, reply: Reply): Fields {
  const links = {
    persist: itemsOf(reply, 'persist')[0]?.nameReference,
    fallbackPersistence: reply.fallbackPersistenceReference,
  };
  const kept = Object.entries(links).filter(([field, link]) => {
    const kind = kindIn(link);
    return fields[field] === null && kind !== undefined && !PERSISTENCE_KINDS.includes(kind);
  });
  return Object.fromEntries(kept.map(([field]) => [field, found.fields[field] ?? null]));
}

function pathOf(item: Reply): string {
  return String(item.fullPath);
}

/** The kind of what a link leads to stands in its path. */
function kindIn(reference: unknown): string | undefined {
  const link = isReply(reference) ? reference.link : undefined;
  return typeof link === 'string' ? /\/mgmt\/tm\/(.+)\/[^/]+$/.exec(link)?.[1] : undefined;
}

function leftAlone(
  virtual: ConfigObject,
  [one, many]: readonly [string, string],
  paths: readonly string[],
  hint: string,
): Finding[] {
  if (paths.length === 0) return [];
  const what =
    paths.length === 1
      ? `the ${one} ${paths.join()} stays attached to ${virtual.path} and is`
      : `the ${many} ${paths.join(', ')} stay attached to ${virtual.path} and are`;
  return [
    {
      rule: 'bigip/left-attached',
      severity: 'note',
      message: `${what} left alone`,
      hint,
      at: virtual.at ?? [],
      object: `${virtual.kind} ${virtual.path}`,
    },
  ];
}
