import { CliError, EXIT } from '../exit.ts';
import { objectKey } from '../model/object.ts';
import type { Change } from '../plan/change.ts';
import type { Inventory } from '../plan/inventory.ts';
import type { ChangedRun } from './agreed.ts';
import { lookTwice } from './look.ts';
import type { PlannedRun } from './plan-run.ts';
import { lost, stands, unsaved } from './unfinished.ts';

/** The device accepts some things and does not keep them, and others change it too: only what is read back counts. */
export async function readBack(run: ChangedRun): Promise<void> {
  const { replan, tell } = run;
  tell({ type: 'reading-back-started' });
  const isKept = (found: PlannedRun): boolean => differencesIn(run, found).length === 0;
  const found = await unsaved(run, 'read back', () => lookTwice(run.connection, replan, isKept));
  if (isKept(found)) {
    tell({ type: 'kept', destroy: found.destroy, foreign: found.plan.foreign.length });
    return;
  }
  const differences = differencesIn(run, found).join('; ');
  if (!(await stands(run))) throw lost(differences);
  throw new CliError(EXIT.failed, differences, { hint: 'it is not saved; run diff to see the values' });
}

/** What is not as it was sent, and what somebody else must have changed between the last look and the commit. */
function differencesIn({ planned }: ChangedRun, { plan, inventory }: PlannedRun): string[] {
  const sent = new Set(planned.plan.changes.map(objectKey));
  const [ours, foreign] = [true, false].map((isOurs) =>
    plan.changes.filter((change) => sent.has(objectKey(change)) === isOurs).map(changeText),
  );
  const claimed = plan.refusals.map(({ object, message }) => object ?? message);
  return [
    ...sentence('the device accepted the change but did not keep: ', ours),
    ...sentence('somebody else changed the device meanwhile: ', [...(foreign ?? []), ...claimed]),
    ...(isSameInventory(planned.plan.phases.at(-1)?.inventory ?? {}, inventory ?? {})
      ? []
      : ['somebody else changed the inventory meanwhile']),
  ];
}

function sentence(words: string, list: readonly string[] = []): string[] {
  return list.length === 0 ? [] : [`${words}${list.join('; ')}`];
}

function changeText({ action, kind, path, fields }: Change): string {
  const names = fields.map(({ field }) => field).join(', ');
  return `${action} ${kind} ${path}${names === '' ? '' : ` (${names})`}`;
}

/** Which objects are listed, and for whom; what is remembered of them is found out on the way. */
function isSameInventory(expected: Inventory, found: Inventory): boolean {
  const essence = (inventory: Inventory): string =>
    JSON.stringify(
      Object.entries(inventory)
        .map(([key, { origin, specs }]) => [key, origin, [...specs].sort()])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    );
  return essence(expected) === essence(found);
}
