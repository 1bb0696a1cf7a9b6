import { CliError, EXIT, SpecError } from '../../exit.ts';
import { maskData } from '../../model/mask.ts';
import type { ObjectSet } from '../../model/object.ts';
import type { Change } from '../../plan/change.ts';
import { matchesDigest } from '../../plan/digest.ts';
import type { InventoryEntry } from '../../plan/inventory.ts';
import type { Phase } from '../../plan/phase.ts';
import type { PlannedRun } from '../plan-run.ts';
import { type Imaged, imageOf, type PlanImage } from './image.ts';
import { whatMoved } from './moved.ts';
import type { SealedPhase } from './seal.ts';

/** Holds a run to a plan that was made and saved earlier. */
export interface Hold {
  /** The plan to be carried out, which is the saved one to the byte; throws 75 where something has moved. */
  readonly exactly: (planned: PlannedRun) => PlannedRun;
  /** What keeps a plan from being made again, as the refusal that it is. */
  readonly refusal: (error: unknown) => unknown;
}

/**
 * The plan is made again, from the device and the spec as they are, since a saved one has no secrets. It must come to
 * the same, to the byte; only then it is sent.
 */
export function holdTo(
  { image: saved, shown }: { readonly image: PlanImage; readonly shown: Shown },
  context: Omit<Imaged, 'planned'>,
): Hold {
  const { file } = context.loaded;
  return {
    exactly: (planned) => {
      const phases = planned.plan.phases.map((phase, index) =>
        withSaltsOf(saved.phases[index], phase, planned.reading.desired),
      );
      const same = { ...planned, plan: { ...planned.plan, phases } };
      const moved = whatMoved(saved, imageOf({ ...context, planned: same }, saved.salt), file);
      const isShown = wordsOf(shown.changes) === wordsOf(maskData(planned.plan.changes, context.mask));
      const reasons = moved.length > 0 || isShown ? moved : ['what was shown is not what would be done'];
      if (reasons.length > 0) throw stale(reasons, file);
      return same;
    },
    refusal: (error) => asStale(error, file),
  };
}

/** What a reader was shown of a change. */
interface Shown {
  readonly changes: readonly Change[];
}

/** All but the place in the spec, which moves with every line above it. */
function wordsOf(changes: Shown['changes']): string {
  return JSON.stringify(
    changes.map(({ action, kind, path, impact, fields, note }) => [
      action,
      kind,
      path,
      impact,
      fields.map(({ field, before, after, secret }) => [field, before, after, secret]),
      note,
    ]),
  );
}

function stale(reasons: readonly string[], file: string, cause?: unknown): CliError {
  return new CliError(EXIT.tryLater, `the saved plan does not hold any more: ${reasons.join('; ')}`, {
    hint: `nothing was changed; make and look at a new plan: bigip-ws diff ${file} --out <plan.json>`,
    cause,
  });
}

/** It was made once: where the spec is no longer right for the device, something has moved; else it is not known. */
function asStale(error: unknown, file: string): unknown {
  if (error instanceof SpecError)
    return stale(
      error.diagnostics.map(({ message }) => message),
      file,
      error,
    );
  if (!(error instanceof CliError) || error.code !== EXIT.failed) return error;
  const message = `whether the saved plan still holds cannot be told: ${error.message}`;
  return new CliError(EXIT.tryLater, message, {
    ...error.details,
    hint: ['nothing was changed', error.details.hint].filter((part) => part !== undefined).join('\n'),
    cause: error,
  });
}

/** The digests that the inventory gets have random salts: those that were saved, where the secret fits them. */
function withSaltsOf(saved: SealedPhase | undefined, phase: Phase, desired: ObjectSet): Phase {
  if (!saved) return phase;
  const entries = Object.entries(phase.inventory).map(([key, entry]): [string, InventoryEntry] => {
    const known = digestsOf(saved.inventory[key]);
    const digests = Object.entries(entry.digests).map(([field, digest]): [string, string] => {
      const before = known[field];
      const fits = before !== undefined && matchesDigest(desired.get(key)?.fields[field] ?? null, before);
      return [field, fits ? before : digest];
    });
    return [key, { ...entry, digests: Object.fromEntries(digests) }];
  });
  return { ...phase, inventory: Object.fromEntries(entries) };
}

function digestsOf(entry: SealedPhase['inventory'][string] | undefined): Readonly<Record<string, string>> {
  if (entry === undefined || entry === null || typeof entry !== 'object' || !('digests' in entry)) return {};
  const { digests } = entry;
  const texts = Object.entries(digests ?? {}).filter(
    (one): one is [string, string] => typeof one[1] === 'string',
  );
  return Object.fromEntries(texts);
}
