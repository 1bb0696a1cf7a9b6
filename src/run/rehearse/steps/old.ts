import { applyOn, doneText } from '../applying.ts';
import { lookUntil, memberWatch, patience, isUp } from '../members.ts';
import { entrancesOf, notOpened, openThrough, spreadTexts } from '../opening.ts';
import { countOf, type Outcome, passed, type Rehearsing } from '../step.ts';

/** What is on the device before the change, with clients that are connected to it. */
export async function applyOld(rehearsing: Rehearsing): Promise<Outcome> {
  const { run } = rehearsing;
  const { stage, old } = run;
  if (!old) throw new Error('there is no older spec');
  const applied = await applyOn(stage, old.loaded, { destroy: false });
  if ('failure' in applied) return applied.failure;
  const look = await memberWatch(stage, old.loaded);
  await lookUntil(look, (seen) => seen.every((one) => !isExpectedUp(one.member) || isUp(one)), {
    limit: patience(stage),
    signal: stage.signal,
  });
  const { clients, fault } = await openThrough(entrancesOf(old, rehearsing), rehearsing);
  rehearsing.clients = clients;
  if (fault) return notOpened(fault);
  return passed(
    `${old.loaded.file}: ${doneText(applied.plan, applied.saved)}`,
    `${countOf(clients.length, 'WebSocket')} opened and left open`,
    ...spreadTexts(clients),
  );
}

function isExpectedUp({ isMonitored, isEnabled }: { isMonitored: boolean; isEnabled: boolean }): boolean {
  return isMonitored && isEnabled;
}
