import type { HeldClient } from '../clients.ts';
import { isAt, isDown, isUp, lookUntil, memberWatch, patience, type Watched } from '../members.ts';
import { entrancesOf, notOpened, openThrough, spreadTexts } from '../opening.ts';
import type { StagedGateway } from '../stage.ts';
import { countOf, failed, type Outcome, passed, type Rehearsing, skipped, timeText } from '../step.ts';

/** One gateway ends as a process does: its monitor finds that out, and new clients go to the others. */
export async function loseGateway(rehearsing: Rehearsing): Promise<Outcome> {
  const { stage, spec } = rehearsing.run;
  const look = await memberWatch(stage, spec.loaded);
  const gateway = chooseGateway(stage.gateways, await look());
  if (!gateway?.control)
    return skipped('no gateway of this rehearsal has a monitor that would find it gone: nothing was stopped');
  const { plan, control } = gateway;
  const open = rehearsing.clients.filter((client) => client.cut() === undefined);
  await control.stop();
  rehearsing.stopped = gateway;
  const isLost = (seen: readonly Watched[]): boolean => seen.filter((one) => isAt(one, plan)).every(isDown);
  const found = await lookUntil(look, isLost, { limit: patience(stage), signal: stage.signal });
  const after = timeText(found.milliseconds, stage.timeScale);
  if (!found.isRight)
    return failed([`${plan.name} ended and is not found down after ${after}`], {
      source: spec.loaded.locate(plan.at),
      hint: 'does a monitor ask this member, and something that only a living gateway answers?',
    });
  const told = [`${plan.name} ended: found down by its monitor after ${after}`, fateText(open, plan.name)];
  return withoutIt(rehearsing, plan.name, told);
}

/** One that is up, that something watches, and that has others beside it where there is such a one. */
function chooseGateway(
  gateways: readonly StagedGateway[],
  seen: readonly Watched[],
): StagedGateway | undefined {
  const able = gateways.filter(({ plan, control }) => {
    const own = seen.filter((one) => isAt(one, plan));
    return control && own.length > 0 && own.every((one) => one.member.isMonitored && isUp(one));
  });
  const hasOthers = ({ plan }: StagedGateway): boolean => {
    const pools = seen.filter((one) => isAt(one, plan)).map(({ pool }) => pool);
    return seen.some((one) => pools.includes(one.pool) && !isAt(one, plan) && isUp(one));
  };
  return able.find(hasOthers) ?? able[0];
}

/** What became of connections, told by which gateway had them. */
function fateText(open: readonly HeldClient[], name: string): string {
  const isCut = (client: HeldClient): boolean => client.cut() !== undefined;
  const own = open.filter(({ gateway }) => gateway === name);
  const others = open.filter(({ gateway }) => gateway !== name);
  const lost = `${own.filter(isCut).length} of ${countOf(own.length, 'connection')} to it cut`;
  const rest = others.filter(isCut).length;
  return `${lost}, ${rest === 0 ? 'none' : rest} of ${others.length} to others`;
}

/** New clients while it is gone. */
async function withoutIt(rehearsing: Rehearsing, name: string, told: readonly string[]): Promise<Outcome> {
  const entrances = entrancesOf(rehearsing.run.spec, rehearsing).filter(({ members }) =>
    members.includes(name),
  );
  const alone = entrances.filter(({ members }) => members.length === 1);
  const lonely = alone.map((one) => `${one.name} has no other member: its clients wait until it is back`);
  const { clients, fault } = await openThrough(
    entrances.filter((one) => !alone.includes(one)),
    rehearsing,
  );
  rehearsing.clients = [...rehearsing.clients, ...clients];
  if (!fault) return passed(...told, ...lonely, ...spreadTexts(clients).map((text) => `new ones, ${text}`));
  const outcome = notOpened(fault);
  return { ...outcome, says: [`while ${name} is gone, ${outcome.says[0] ?? ''}`, ...told] };
}

/** It comes back: its monitor finds that out, and new clients may come to it. */
export async function recoverGateway(rehearsing: Rehearsing): Promise<Outcome> {
  const { stopped } = rehearsing;
  const { stage, spec } = rehearsing.run;
  if (!stopped) return skipped('no gateway was stopped');
  await stopped.control?.start();
  const look = await memberWatch(stage, spec.loaded);
  const isBack = (seen: readonly Watched[]): boolean =>
    seen.filter((one) => isAt(one, stopped.plan)).every(isUp);
  const found = await lookUntil(look, isBack, { limit: patience(stage), signal: stage.signal });
  const { name, at } = stopped.plan;
  const after = timeText(found.milliseconds, stage.timeScale);
  if (!found.isRight)
    return failed([`${name} is there again and not found up after ${after}`], {
      source: spec.loaded.locate(at),
      hint: 'with manualResume a person brings it back; timeUntilUp delays it',
    });
  const { clients, fault } = await openThrough(entrancesOf(spec, rehearsing), rehearsing);
  rehearsing.clients = [...rehearsing.clients, ...clients];
  if (fault) return notOpened(fault);
  return passed(
    `${name} is back: found up by its monitor after ${after}`,
    ...spreadTexts(clients).map((text) => `new ones, ${text}`),
  );
}
