import { objectKey } from '../../model/object.ts';
import type { Decision } from '../decision.ts';
import type { PlanInput } from '../input.ts';
import type { Inventory, InventoryEntry } from '../inventory.ts';
import { entryAfter } from './entry.ts';

/** Gives the inventory once these decisions are carried out. */
export type Ledger = (done: readonly Decision[]) => Inventory;

/** The ledger of a plan. Each entry is made once, so that a secret has one salt in all phases. */
export function ledgerOf(input: PlanInput, decisions: readonly Decision[]): Ledger {
  const entries = new Map(decisions.map((decision) => [objectKey(decision), entryAfter(input, decision)]));
  return (done) => {
    const inventory: Record<string, InventoryEntry> = { ...input.inventory };
    const gone = new Set<string>();
    for (const key of done.map(objectKey)) {
      const entry = entries.get(key);
      if (entry) inventory[key] = entry;
      else gone.add(key);
    }
    const kept = Object.entries(inventory).filter(([key]) => !gone.has(key));
    return { ...Object.fromEntries(kept), ...backupEntry(input) };
  };
}

/** A backup stays listed when its spec goes: the file stays too, and is still ours to overwrite. */
function backupEntry({ spec, archive, kinds }: PlanInput): Inventory {
  if (archive === undefined) return {};
  const entry = {
    origin: 'created',
    specs: [spec],
    remembered: {},
    lent: {},
    attached: [],
    digests: {},
    kept: [],
  } as const;
  return { [kinds.backupKey(archive)]: entry };
}
