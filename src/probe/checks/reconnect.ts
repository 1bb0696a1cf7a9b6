import { roundTrip } from '../channel.ts';
import { spreadText } from '../cookies.ts';
import { pause, within } from '../deadline.ts';
import { findingOf } from '../fault.ts';
import type { Finding } from '../finding.ts';
import { open, type Session } from '../open.ts';
import { timesOf, timesText } from '../times.ts';
import { checkClose } from './close.ts';

/** How many connections are opened, how many of them at once, and how many a second. */
export interface Load {
  readonly count: number;
  readonly concurrency: number;
  readonly rate: number;
}

interface Attempt {
  /** What did not pass, the first thing. */
  readonly fault?: Finding;
  readonly milliseconds: number;
  readonly cookies: readonly string[];
}

/** Opens connections again and again: one that works tells little of a pool of several members. */
export async function checkReconnect(session: Session, load: Load): Promise<Finding> {
  const attempts = await attemptsOf(session, load);
  const faults = attempts.flatMap(({ fault }) => (fault ? [fault] : []));
  const good = attempts.filter(({ fault }) => !fault);
  const done = `${good.length} of ${attempts.length} connections opened and closed`;
  if (faults.length > 0)
    return findingOf('reconnect', { id: 'reconnect/failed', message: `${done}; ${countsOf(faults)}` });
  const times = timesOf(good.map(({ milliseconds }) => milliseconds));
  const spread = spreadText(good.map(({ cookies }) => cookies));
  return {
    check: 'reconnect',
    verdict: 'passed',
    message: `${done}; a handshake takes ${timesText(times)}${spread === undefined ? '' : `; ${spread}`}`,
    times,
  };
}

async function attemptsOf(session: Session, { count, concurrency, rate }: Load): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const started = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const turn = next++;
      await pause(started + (turn * 1000) / rate - performance.now(), session.signal);
      attempts.push(await attempt(session));
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
  return attempts;
}

async function attempt(session: Session): Promise<Attempt> {
  const found: Finding[] = [];
  const opened = await open(session, (finding) => void found.push(finding));
  const { channel, upgraded } = opened ?? {};
  if (channel) {
    // A member that is gone behind the virtual server shows after the handshake.
    await roundTrip(channel, within(session.timeout)).catch(() => undefined);
    found.push(await checkClose(channel, session.timeout));
  } else opened?.destroy();
  const fault = found.find(({ verdict }) => verdict !== 'passed');
  return {
    ...(fault ? { fault } : {}),
    milliseconds: upgraded?.milliseconds ?? 0,
    cookies: upgraded?.cookies ?? [],
  };
}

/** Each different failure once, with how often it came. */
function countsOf(faults: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { message } of faults) counts.set(message, (counts.get(message) ?? 0) + 1);
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, 3);
  return most.map(([message, count]) => `${count} times: ${message}`).join('; ');
}
