import { SpecError } from '../exit.ts';
import type { Inventory } from '../plan/inventory.ts';
import { makePlan } from '../plan/make-plan.ts';
import { type DesiredState, desiredState, located } from './desired.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { PlanMade, UnsavedChange } from './events.ts';
import type { Job } from './job.ts';
import { lookTwice } from './look.ts';
import { gateRefusals } from './gate/registry.ts';
import type { LockState } from './device-lock.ts';
import type { Connection, Reading, Target } from './target.ts';

/** A plan, and what carrying it out needs besides. */
export interface PlannedRun extends PlanMade {
  /** As it was read: `undefined` where the device has none yet. */
  readonly inventory: Inventory | undefined;
  /** What was compared. */
  readonly reading: Pick<Reading, 'desired' | 'actual'>;
}

const NOTHING: DesiredState = { objects: new Map(), decisions: [], advice: [] };

/**
 * Reads the device and compares, and looks for a change that was not saved. Only GET requests are sent. `ask`: what is
 * planned is to be done, so that what speaks against it is worth further reads.
 */
export async function planRun(
  target: Target,
  connection: Connection,
  job: Job,
  ask = false,
): Promise<PlannedRun> {
  const compare = (): Promise<PlannedRun> => compareRun(target, connection, job);
  // Without an inventory there is nothing to destroy, and what is there belongs to nobody.
  const isBelieved = ({ inventory, plan }: PlannedRun): boolean =>
    inventory !== undefined || (!job.destroy && plan.refusals.length === 0);
  const [compared, lock] = await Promise.all([
    lookTwice(connection, compare, isBelieved),
    connection.lock?.state(),
  ]);
  const planned = await withDeviceRefusals(connection, job, compared, ask);
  const unsaved = lock && unsavedChange(lock);
  if (!unsaved) return planned;
  return { ...planned, unsaved, decisions: [unsavedWarning(unsaved), ...planned.decisions] };
}

/**
 * The plan with the reasons of the device not to carry it out. `ask`: also those that further requests tell. A plan
 * that changes nothing needs none.
 */
export async function withDeviceRefusals(
  { refusals }: Connection,
  { allowed = {} }: Job,
  planned: PlannedRun,
  ask: boolean,
): Promise<PlannedRun> {
  const { plan, reading } = planned;
  if (!refusals || plan.changes.length === 0) return planned;
  const found = await refusals({ plan, reading, allowed, ask });
  return { ...planned, plan: { ...plan, refusals: [...plan.refusals, ...found] } };
}

/** Reads the device and compares. */
export async function compareRun(target: Target, connection: Connection, job: Job): Promise<PlannedRun> {
  const { loaded, destroy } = job;
  const [device, inventory] = await Promise.all([connection.facts(), connection.inventory()]);
  const state = destroy ? NOTHING : desiredState(target, loaded, device.version);
  const known: Inventory = inventory ?? {};
  const reading = await connection.read({
    spec: loaded.spec.name,
    desired: state.objects,
    inventory: known,
  });
  refuseDangling(reading, job);
  const plan = makePlan({
    spec: loaded.spec.name,
    desired: reading.desired,
    actual: reading.actual,
    inventory: known,
    kinds: target.kinds,
    adopt: job.adopt,
    archive: destroy ? undefined : loaded.spec.archive?.name,
    locate: loaded.locate,
  });
  const refusals = [
    ...plan.refusals,
    ...gateRefusals({ plan, desired: state.objects, kinds: target.kinds }, job),
  ];
  return {
    device,
    plan: { ...plan, refusals },
    destroy,
    inventory,
    reading,
    decisions: [...state.decisions, ...reading.notes.map((one) => located(one, loaded))],
    advice: state.advice.filter(({ severity }) => severity === 'warning'),
  };
}

function unsavedChange({ phase, isHeld, holder, since }: LockState): UnsavedChange | undefined {
  return phase === 'committed' ? { spec: holder.spec, host: holder.host, since, isHeld } : undefined;
}

function unsavedWarning({ spec, host, since, isHeld }: UnsavedChange): Diagnostic {
  return {
    rule: 'run/unsaved',
    severity: 'warning',
    message: `a change of the spec ${spec} (from ${host}, ${since}) is running and not saved: a reboot undoes it`,
    hint: isHeld
      ? 'its run may still be under way; if it is gone, apply finishes it: --lock-wait 3m, or unlock first'
      : 'apply saves it, also where it has nothing to change',
  };
}

function refuseDangling({ dangling }: Reading, { loaded }: Job): void {
  if (dangling.length > 0) throw new SpecError(dangling.map((one) => located(one, loaded)));
}

/** Whether two plans would do the same, for the check between reading and writing. */
export function samePlan(one: PlanMade, other: PlanMade): boolean {
  const essence = ({ plan }: PlanMade): string =>
    JSON.stringify(plan.changes.map(({ action, kind, path, fields }) => [action, kind, path, fields]));
  return essence(one) === essence(other);
}

/** Whether two plans that do the same would also write the same, with all that goes along with it. */
export function sameWrites(one: PlannedRun, other: PlannedRun): boolean {
  const essence = ({ plan, inventory }: PlannedRun): string =>
    JSON.stringify([inventory, plan.phases.map(({ name, operations }) => [name, operations])]);
  return essence(one) === essence(other);
}
