import { asText, type ConfigObject, isList, type ObjectSet } from '../../model/object.ts';
import { PROFILE_TYPES } from './resources/attached-kinds.ts';
import { isReply, itemsOf, type Reply } from './resources/field.ts';

/** Profiles of types that the vocabulary lacks, left attached to a virtual server that does not name them. */
export interface KeptProfiles {
  readonly virtual: ConfigObject;
  readonly paths: readonly string[];
}

/** Types that a spec always decides on: those of the vocabulary, and every transport, of which there is one. */
const DECIDED: readonly string[] = [...PROFILE_TYPES, 'fasthttp', 'sctp', 'ipother'];

/**
 * What cannot be named stays: a profile whose type the vocabulary lacks, attached by hand to a virtual server
 * of ours, is desired as it is found. `gave` tells those that a spec once named: they leave with its line.
 */
export function keepProfiles(
  desired: ObjectSet,
  actual: ObjectSet,
  gave: (virtual: ConfigObject) => readonly string[],
): { readonly objects: ObjectSet; readonly kept: readonly KeptProfiles[] } {
  const objects = new Map(desired);
  const kept = [...desired].flatMap(([key, virtual]): KeptProfiles[] => {
    const found = actual.get(key)?.reply;
    if (virtual.kind !== 'ltm/virtual' || !found) return [];
    const named = namesOf(virtual);
    const strange = itemsOf(found.profilesReference).filter(isStrange).map(attached);
    const gone = gave(virtual);
    const more = strange.filter(([path]) => !named.includes(path) && !gone.includes(path));
    if (more.length === 0) return [];
    const own = isList(virtual.fields.profiles) ? virtual.fields.profiles : [];
    const profiles = [...own.map(asText), ...more.map(([, value]) => value)].sort();
    objects.set(key, { ...virtual, fields: { ...virtual.fields, profiles } });
    return [{ virtual, paths: more.map(([path]) => path) }];
  });
  return { objects, kept };
}

function namesOf({ fields }: ConfigObject): string[] {
  return isList(fields.profiles) ? fields.profiles.map((one) => asText(one).split(' ')[0] ?? '') : [];
}

function attached(item: Reply): readonly [string, string] {
  const path = asText(String(item.fullPath));
  const isOnBoth = typeof item.context !== 'string' || item.context === 'all';
  return [path, isOnBoth ? path : `${path} ${String(item.context)}`];
}

/** The type stands in the path of the link (device-facts: profile-types); without one nothing is known to be strange. */
function isStrange({ nameReference }: Reply): boolean {
  const link = isReply(nameReference) ? nameReference.link : undefined;
  const type = typeof link === 'string' ? /\/mgmt\/tm\/(.+)\/[^/]+$/.exec(link)?.[1] : undefined;
  return type !== undefined && !DECIDED.some((one) => type === `ltm/profile/${one}`);
}
