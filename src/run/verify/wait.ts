import { pause } from '../../probe/deadline.ts';
import { verdictOf } from '../../probe/finding.ts';
import { probeBriefly } from '../../probe/probe.ts';
import type { VerifyEvent } from './result.ts';
import type { Subject } from './subjects.ts';

interface Patience {
  /** Milliseconds. */
  readonly wait: number;
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly notify: (event: VerifyEvent) => void;
}

/** Between two looks, in milliseconds. */
const PAUSE = 1000;

/** Waits until every member opens a WebSocket, at most so long. What cannot be reached from here is not waited for. */
export async function waitForMembers(members: readonly Subject[], patience: Patience): Promise<void> {
  const { wait, signal, notify } = patience;
  const until = performance.now() + wait;
  let missing = members;
  for (;;) {
    missing = await stillMissing(missing, patience, until);
    const left = until - performance.now();
    if (missing.length === 0 || left <= 0) return;
    const names = missing.map(({ tried }) => tried.member ?? '');
    notify({ type: 'waiting', members: names, seconds: Math.round(left / 1000) });
    await pause(Math.min(PAUSE, left), signal);
  }
}

async function stillMissing(
  members: readonly Subject[],
  { timeout, signal }: Patience,
  until: number,
): Promise<readonly Subject[]> {
  const looks = await Promise.all(
    members.map(async ({ endpoint, expected }) => {
      if (!endpoint) return false;
      const limit = Math.max(1, Math.min(timeout, until - performance.now()));
      const findings = await probeBriefly({ endpoint, expected, timeout: limit, signal }, () => undefined);
      return verdictOf(findings) === 'failed';
    }),
  );
  return members.filter((_, at) => looks[at]);
}
