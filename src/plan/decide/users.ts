import { type ConfigObject, objectKey } from '../../model/object.ts';
import type { PlanInput } from '../input.ts';
import { candidateKeys, parentKey } from '../references.ts';

/**
 * For each object that cannot go, one that stays and needs it. What cannot go stays itself, so what it
 * needs cannot go either, and what stays keeps its parts.
 */
export function findUsers(
  input: PlanInput,
  deletable: ReadonlyMap<string, ConfigObject>,
): Map<string, string> {
  const going = new Map(deletable);
  const users = new Map<string, string>();
  const parts = partsByParent(input);
  const containers = [...deletable].filter(([, { kind }]) => input.kinds.of(kind).holds);
  const open = [...input.actual].filter(
    ([key, actual]) => !going.has(key) && !going.has(parentKey(input.kinds, actual) ?? ''),
  );
  for (let next = open.pop(); next; next = open.pop()) {
    const [user, actual] = next;
    const held = containers.filter(([, container]) =>
      input.kinds.of(container.kind).holds?.(container, actual),
    );
    const children = users.has(user) ? (parts.get(user) ?? []) : [];
    // Parts that nobody listed were waiting for their parent to go.
    open.push(...children.filter(([key]) => !going.has(key) && !users.has(key)));
    const needed = [
      ...neededBy(input, user, actual, going),
      ...held.map(([key]) => key),
      ...children.map(([key]) => key),
    ];
    for (const key of needed) {
      const object = going.get(key);
      if (!object) continue;
      users.set(key, user);
      going.delete(key);
      open.push([key, object]);
    }
  }
  return users;
}

function partsByParent({ actual, kinds }: PlanInput): Map<string, [string, ConfigObject][]> {
  const parts = new Map<string, [string, ConfigObject][]>();
  for (const object of actual.values()) {
    const parent = parentKey(kinds, object);
    if (parent === undefined) continue;
    const list = parts.get(parent) ?? [];
    list.push([objectKey(object), object]);
    parts.set(parent, list);
  }
  return parts;
}

/** What an object refers to among those that go, unless a desired object of that name takes its place. */
function neededBy(
  { kinds, desired }: PlanInput,
  key: string,
  actual: ConfigObject,
  going: ReadonlyMap<string, ConfigObject>,
): string[] {
  const after = desired.get(key);
  const user = after ? { ...actual, ...after, fields: { ...actual.fields, ...after.fields } } : actual;
  return kinds
    .of(user.kind)
    .refs(user)
    .filter(({ letsGo }) => !letsGo)
    .map(candidateKeys)
    .filter((keys) => !keys.some((one) => desired.has(one)))
    .flatMap((keys) => keys.filter((one) => going.has(one)));
}
