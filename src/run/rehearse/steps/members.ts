import { isUp, lookUntil, memberWatch, patience, type Watched } from '../members.ts';
import { countOf, failed, type Outcome, passed, type Rehearsing, skipped, timeText } from '../step.ts';

/** Monitors find every member up that the spec lets take connections. */
export async function findMembersUp({ run }: Rehearsing): Promise<Outcome> {
  const { stage, spec } = run;
  const look = await memberWatch(stage, spec.loaded);
  const isAwaited = ({ member }: Watched): boolean => member.isMonitored && member.isEnabled;
  const found = await lookUntil(look, (seen) => seen.filter(isAwaited).every(isUp), {
    limit: patience(stage),
    signal: stage.signal,
  });
  const awaited = found.seen.filter(isAwaited);
  if (awaited.length === 0)
    return skipped('no member has a monitor: nobody finds out that one is down, and clients are sent there');
  const others = found.seen.length - awaited.length;
  if (found.isRight)
    return passed(
      `${countOf(awaited.length, 'member')} found up by monitors after ${timeText(found.milliseconds, stage.timeScale)}`,
      ...(others > 0
        ? [`${countOf(others, 'other')} without a monitor, or kept from taking connections`]
        : []),
    );
  const down = awaited.filter((one) => !isUp(one));
  const [first] = down;
  return failed(
    down.map(
      ({ seen: { name, state } }) =>
        `${name} is ${state?.availability ?? 'not there'}: ${state?.reason ?? ''}`,
    ),
    {
      ...(first?.seen.source ? { source: first.seen.source } : {}),
      hint: 'do the port of the member, and what its monitor asks and expects, fit the gateway? bigip-ws status tells the same of a device',
    },
  );
}
