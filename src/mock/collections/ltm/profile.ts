import { notFound } from '../../wire/errors.ts';
import type { BuiltIn, Hooks, KindDefinition, Properties } from '../../objects/kind.ts';
import type { JsonObject } from '../../wire/json.ts';
import { refersTo } from '../../objects/references.ts';
import { noneSince13, profileText } from '../../objects/values.ts';
import { fromDefaults, type Keys } from '../parts/from-defaults.ts';

// What all profiles share. Their names form one space; a virtual server lists them without their type.

export interface ProfileShape {
  readonly type: string;
  readonly keys: Keys;
  readonly builtIns: readonly BuiltIn[];
  readonly word?: string;
  readonly since?: string;
  readonly hooks?: Hooks;
}

export const profileParent = () =>
  refersTo('profile', {
    initial: noneSince13,
    ownOnly: true,
    missing: (target) => notFound('profile', target),
  });

/** The three keys that every profile has; a table places them in the order of the wire. */
const OWN_PROPERTIES: Properties = {
  defaultsFrom: profileParent(),
  description: profileText({ ownOnly: true }),
  appService: profileText({ ownOnly: true }),
};
export const OWN = { appService: 'none', defaultsFrom: 'none', description: 'none' } as const;

/** The first built-in is the one that profiles of the type default from. */
export function profile({ type, keys, builtIns, word, since, hooks }: ProfileShape): KindDefinition {
  return {
    path: `ltm/profile/${type}`,
    word: word ?? 'profile',
    referenceWord: 'profile',
    family: 'profile',
    inherits: builtIns[0]?.name ?? type,
    builtIns,
    ...(since === undefined ? {} : { since }),
    properties: { ...fromDefaults(keys), ...OWN_PROPERTIES },
    ...(hooks ? { hooks } : {}),
  };
}

/** A built-in with a parent of the same type, and where it differs from that. */
export function child(
  name: string,
  parent: string,
  props: JsonObject = {},
  versions: Pick<BuiltIn, 'since' | 'until'> = {},
): BuiltIn {
  return { name, props: { defaultsFrom: `/Common/${parent}`, ...props }, ...versions };
}
