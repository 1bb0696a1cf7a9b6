import { notFound } from '../errors.ts';
import type { BuiltIn, Hooks, KindDefinition, Properties } from '../kind.ts';
import { refersTo } from '../references.ts';
import { noneSince13, profileText } from '../values.ts';

// What all profiles share. Their names form one space; a virtual server lists them without their type.

export interface ProfileShape {
  readonly type: string;
  readonly properties: Properties;
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

/** The first built-in is the one that profiles of the type default from. */
export function profile({ type, properties, builtIns, word, since, hooks }: ProfileShape): KindDefinition {
  return {
    path: `ltm/profile/${type}`,
    word: word ?? 'profile',
    referenceWord: 'profile',
    family: 'profile',
    inherits: builtIns[0]?.name ?? type,
    builtIns,
    ...(since === undefined ? {} : { since }),
    properties: {
      ...properties,
      defaultsFrom: profileParent(),
      description: profileText({ ownOnly: true }),
      appService: profileText({ ownOnly: true }),
    },
    ...(hooks ? { hooks } : {}),
  };
}

/** The three keys that every profile has, where they belong in the order of the wire. */
export const OWN = { appService: 'none', defaultsFrom: 'none', description: 'none' } as const;
