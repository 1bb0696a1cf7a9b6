import { type ConfigObject, objectKey, parseObjectKey } from '../../model/object.ts';
import { type Change, makeChange } from '../change.ts';
import { parentKey } from '../schedule/implicit.ts';
import { ARCHIVE_KIND, type InventoryEntry } from '../inventory.ts';
import type { PlanInput } from '../make-plan.ts';

interface Gone {
  readonly key: string;
  readonly entry: InventoryEntry;
  readonly actual: ConfigObject | undefined;
}

/** Objects this spec lists and no longer names: deleted where we made them and nobody else needs them. */
export function planUnwanted(input: PlanInput): Change[] {
  const gone = [...input.inventory]
    .filter(([key, entry]) => entry.specs.includes(input.spec) && !input.desired.has(key))
    .filter(([key]) => parseObjectKey(key).kind !== ARCHIVE_KIND)
    .map(([key, entry]): Gone => ({ key, entry, actual: input.actual.get(key) }));
  if (gone.length === 0) return [];
  const deletable = new Map(
    gone.flatMap(({ key, entry, actual }) => (actual && isOurs(input, entry) ? [[key, actual]] : [])),
  );
  const users = findUsers(input, deletable);
  return gone.map((one) => {
    const user = users.get(one.key);
    return one.actual && deletable.has(one.key) && user === undefined
      ? deletion(input, one.actual)
      : release(input, one, user);
  });
}

function isOurs({ spec }: PlanInput, { origin, specs }: InventoryEntry): boolean {
  return origin === 'created' && specs.every((one) => one === spec);
}

function deletion({ kinds }: PlanInput, actual: ConfigObject): Change {
  return makeChange('delete', actual, kinds.of(actual.kind).impact.delete, { fields: [], actual });
}

function release(input: PlanInput, { key, entry, actual }: Gone, user: string | undefined): Change {
  const note = releaseReason(input, entry, actual, user);
  return makeChange('release', parseObjectKey(key), 'none', {
    fields: [],
    note,
    ...(actual ? { actual } : {}),
  });
}

function releaseReason(
  { spec }: PlanInput,
  entry: InventoryEntry,
  actual: ConfigObject | undefined,
  user: string | undefined,
): string {
  if (!actual) return 'it is no longer on the device';
  const others = entry.specs.filter((one) => one !== spec);
  if (others.length > 0) return `the spec ${others.join(', ')} needs it`;
  if (user === undefined) return 'it was there before this spec';
  return `${parseObjectKey(user).path} needs it and stays`;
}

/**
 * For each object that cannot go, one that stays and needs it. What cannot go stays itself, so what it
 * needs cannot go either, and a pool that stays keeps its members.
 */
function findUsers(input: PlanInput, deletable: ReadonlyMap<string, ConfigObject>): Map<string, string> {
  const going = new Map(deletable);
  const users = new Map<string, string>();
  const members = membersByParent(input);
  const containers = [...deletable].filter(([, { kind }]) => input.kinds.of(kind).holds);
  const open = [...input.actual].filter(
    ([key, actual]) => !going.has(key) && !going.has(parentOf(input, actual) ?? ''),
  );
  for (let next = open.pop(); next; next = open.pop()) {
    const [user, actual] = next;
    const held = containers.filter(([, container]) =>
      input.kinds.of(container.kind).holds?.(container, actual),
    );
    const children = users.has(user) ? (members.get(user) ?? []) : [];
    // Members that nobody listed were waiting for their pool to go.
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

function parentOf({ kinds }: PlanInput, { kind, path }: ConfigObject): string | undefined {
  const parent = kinds.of(kind).inlineIn;
  return parent && parentKey(parent.kind, path);
}

function membersByParent(input: PlanInput): Map<string, [string, ConfigObject][]> {
  const members = new Map<string, [string, ConfigObject][]>();
  for (const actual of input.actual.values()) {
    const parent = parentOf(input, actual);
    if (parent === undefined) continue;
    const list = members.get(parent) ?? [];
    list.push([objectKey(actual), actual]);
    members.set(parent, list);
  }
  return members;
}

/** What an object refers to among those that go, unless another desired object of that name takes its place. */
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
    .map(({ kinds: candidates, path }) => candidates.map((kind) => `${kind}:${path}`))
    .filter((keys) => !keys.some((one) => desired.has(one)))
    .flatMap((keys) => keys.filter((one) => going.has(one)));
}
