import { type Fields, objectKey, toValue } from '../../model/object.ts';
import type { Change } from '../change.ts';
import {
  ARCHIVE_KIND,
  digestSecret,
  type Inventory,
  type InventoryEntry,
  matchesDigest,
} from '../inventory.ts';
import type { PlanInput } from '../make-plan.ts';

/** The inventory once these changes are done. */
export function settle(input: PlanInput, done: readonly Change[]): Inventory {
  const inventory = new Map(input.inventory);
  for (const change of done) {
    const key = objectKey(change);
    const entry = inventory.get(key);
    const next = nextEntry(input, change, entry);
    if (next) inventory.set(key, next);
    else inventory.delete(key);
  }
  settleArchive(input, inventory);
  return inventory;
}

/** An archive stays listed when its spec goes: the file stays too, and is still ours to overwrite. */
function settleArchive({ spec, archive }: PlanInput, inventory: Map<string, InventoryEntry>): void {
  if (archive === undefined) return;
  inventory.set(`${ARCHIVE_KIND}:${archive}`, {
    origin: 'created',
    specs: [spec],
    remembered: {},
    digests: {},
    kept: [],
  });
}

function nextEntry(
  input: PlanInput,
  change: Change,
  entry: InventoryEntry | undefined,
): InventoryEntry | undefined {
  if (!input.kinds.of(change.kind).owned) return undefined;
  if (change.desired) return listed(input, change, entry);
  const specs = entry?.specs.filter((spec) => spec !== input.spec) ?? [];
  return entry && specs.length > 0 && change.action === 'release' ? { ...entry, specs } : undefined;
}

function listed(input: PlanInput, change: Change, entry: InventoryEntry | undefined): InventoryEntry {
  const desired = change.desired;
  return {
    origin: change.action === 'adopt' ? (entry?.origin ?? 'adopted') : (entry?.origin ?? 'created'),
    specs: [...new Set([...(entry?.specs ?? []), input.spec])].sort(),
    remembered: rememberedValues(change, entry),
    digests: secretDigests(input, change, entry),
    kept:
      change.action === 'adopt'
        ? (desired?.keepIfUnnamed ?? [])
        : (entry?.kept ?? []).filter((field) => desired?.keepIfUnnamed?.includes(field)),
  };
}

/** What each raw key that is set had before; keys no longer set are forgotten, being restored now. */
function rememberedValues(change: Change, entry: InventoryEntry | undefined): Fields {
  const rawKeys = change.desired?.rawKeys ?? [];
  const before = rawKeys
    .filter((key) => change.actual !== undefined || Object.hasOwn(entry?.remembered ?? {}, key))
    .map((key) => [key, entry?.remembered[key] ?? toValue(change.actual?.reply?.[key])] as const);
  return Object.fromEntries(before);
}

/** A change is settled once for each phase after it, and its secrets get one salt. */
const digested = new WeakMap<Change, Readonly<Record<string, string>>>();

function secretDigests(
  input: PlanInput,
  change: Change,
  entry: InventoryEntry | undefined,
): Readonly<Record<string, string>> {
  const there = digested.get(change);
  if (there) return there;
  const kind = input.kinds.of(change.kind);
  const secrets = Object.entries(change.desired?.fields ?? {}).filter(
    ([field, value]) => kind.fields[field]?.secret && value !== null,
  );
  const digests = Object.fromEntries(
    secrets.map(([field, value]) => {
      const known = entry?.digests[field];
      return [field, known !== undefined && matchesDigest(value, known) ? known : digestSecret(value)];
    }),
  );
  digested.set(change, digests);
  return digests;
}
