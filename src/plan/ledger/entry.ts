import { type Fields, toValue } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import { digestSecret, matchesDigest } from '../digest.ts';
import type { PlanInput } from '../input.ts';
import type { InventoryEntry } from '../inventory.ts';
import type { Kind } from '../kind.ts';
import { loansAfter } from '../loans.ts';

/** What the inventory holds of an object once a decision is carried out; nothing where it is not listed. */
export function entryAfter(input: PlanInput, decision: Decision): InventoryEntry | undefined {
  const kind = input.kinds.of(decision.kind);
  const entry = input.inventory[`${decision.kind}:${decision.path}`];
  if (!kind.owned) return undefined;
  if (decision.desired) return listed(input.spec, kind, decision, entry);
  const specs = entry?.specs.filter((spec) => spec !== input.spec) ?? [];
  if (!entry || specs.length === 0 || decision.action !== 'release') return undefined;
  return { ...entry, specs, lent: loansAfter(input.spec, kind, decision, entry) };
}

function listed(
  spec: string,
  kind: Kind,
  decision: Decision,
  entry: InventoryEntry | undefined,
): InventoryEntry {
  const { action, desired } = decision;
  return {
    origin: entry?.origin ?? (action === 'adopt' ? 'adopted' : 'created'),
    specs: [...new Set([...(entry?.specs ?? []), spec])].sort(),
    remembered: rememberedValues(decision, entry),
    lent: loansAfter(spec, kind, decision, entry),
    attached: attachedByUs(decision, entry),
    digests: secretDigests(kind, decision, entry),
    kept:
      action === 'adopt'
        ? (desired?.keepIfUnnamed ?? [])
        : (entry?.kept ?? []).filter((field) => desired?.keepIfUnnamed?.includes(field)),
  };
}

/** What each raw key that is set had before; keys no longer set are forgotten, being restored now. */
function rememberedValues({ desired, actual }: Decision, entry: InventoryEntry | undefined): Fields {
  const known = new Map(Object.entries(entry?.remembered ?? {}));
  const before = (desired?.rawKeys ?? [])
    .filter((key) => actual !== undefined || known.has(key))
    .map((key) => [key, known.has(key) ? (known.get(key) ?? null) : toValue(actual?.reply?.[key])] as const);
  return Object.fromEntries(before);
}

/** What was attached by hand before a spec named it is not ours to take away. */
function attachedByUs({ desired, actual }: Decision, entry: InventoryEntry | undefined): readonly string[] {
  const [known, there] = [entry?.attached ?? [], actual?.attached ?? []];
  return (desired?.attached ?? []).filter((name) => known.includes(name) || !there.includes(name));
}

/** A digest that still matches stays, so that the inventory changes only with the secret. */
function secretDigests(
  kind: Kind,
  { desired }: Decision,
  entry: InventoryEntry | undefined,
): Readonly<Record<string, string>> {
  const secrets = Object.entries(desired?.fields ?? {}).filter(
    ([field, value]) => kind.fields[field]?.secret && !kind.fields[field].same && value !== null,
  );
  return Object.fromEntries(
    secrets.map(([field, value]) => {
      const known = entry?.digests[field];
      return [field, known !== undefined && matchesDigest(value, known) ? known : digestSecret(value)];
    }),
  );
}
