import { CliError, EXIT } from '../../exit.ts';
import type { Load } from '../../probe/checks/reconnect.ts';
import { Interrupted } from '../../probe/deadline.ts';
import { type Finding, verdictOf } from '../../probe/finding.ts';
import type { Session } from '../../probe/open.ts';
import { probe, probeBriefly } from '../../probe/probe.ts';
import { ladderOf } from './ladder.ts';
import type { Rung, Tested, Verification, VerifyEvent } from './result.ts';
import type { Group, Subject } from './subjects.ts';
import { waitForMembers } from './wait.ts';

export interface VerifyRun {
  readonly groups: readonly Group[];
  /** Whether each member is tried without the virtual server, with everything. */
  readonly members: boolean;
  /** Milliseconds to wait for members before anything counts. */
  readonly wait: number | undefined;
  /** Milliseconds to hold a silent connection. */
  readonly idle: number | undefined;
  readonly load: Load;
  /** Milliseconds that one step may take. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly notify: (event: VerifyEvent) => void;
  /** Asks the device, where one is named: once, and only after a failure. */
  readonly askDevice: (() => Promise<Rung>) | undefined;
}

/** Targets that are tried at once: a dead one takes its whole time. */
const AT_ONCE = 8;

/** Tries every virtual server of a spec; for those that fail it looks for the cause. Nothing is changed anywhere. */
export async function verifyRun(run: VerifyRun): Promise<Verification> {
  try {
    return await verify(run);
  } catch (error) {
    if (error instanceof Interrupted) throw new CliError(EXIT.interrupted, 'interrupted');
    throw error;
  }
}

async function verify(run: VerifyRun): Promise<Verification> {
  const { groups } = run;
  if (run.wait !== undefined) {
    const { wait, timeout, signal, notify } = run;
    const members = groups.flatMap((group) => group.members);
    await waitForMembers(members, { wait, timeout, signal, notify });
  }
  const subjects = groups.flatMap(({ service, members }) =>
    run.members ? [service, ...members] : [service],
  );
  const tested = await testAll(subjects, run, true);
  const ladders = await laddersOf(groups, tested, run);
  return { verdict: verdictOf(tested), tested, ladders };
}

async function testAll(subjects: readonly Subject[], run: VerifyRun, isThorough: boolean): Promise<Tested[]> {
  const tested: Tested[] = [];
  let [next, done] = [0, 0];
  const worker = async (): Promise<void> => {
    for (let at = next++; at < subjects.length; at = next++) {
      const subject = subjects[at];
      if (!subject) return;
      const progress = () => ({ done, of: subjects.length });
      const one = await testOne(subject, run, isThorough, (finding) => {
        if (isThorough) run.notify({ type: 'checked', tried: subject.tried, finding, ...progress() });
      });
      tested[at] = one;
      done += 1;
      if (isThorough) run.notify({ type: 'tested', tested: one, ...progress() });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return tested;
}

async function testOne(
  subject: Subject,
  { load, idle, timeout, signal }: VerifyRun,
  isThorough: boolean,
  tell: (finding: Finding) => void,
): Promise<Tested> {
  const { tried, endpoint, obstacle, expected, echo, sticky, notes } = subject;
  if (!endpoint) {
    const findings = obstacle ? [obstacle] : [];
    return { ...tried, verdict: verdictOf(findings), findings, notes };
  }
  const session: Session = { endpoint, expected, timeout, signal };
  const findings = isThorough
    ? await probe(session, { echo, load, sticky, idle }, tell)
    : await probeBriefly(session, tell);
  return { ...tried, verdict: verdictOf(findings), findings, notes };
}

/** For each virtual server that failed, or whose members did: what members and the device say. */
async function laddersOf(groups: readonly Group[], tested: readonly Tested[], run: VerifyRun) {
  const testOf = (subject: Subject): Tested | undefined =>
    tested.find(
      ({ virtualServer, member }) =>
        virtualServer === subject.tried.virtualServer && member === subject.tried.member,
    );
  const failed = groups.filter(({ service, members }) =>
    [service, ...members].some((one) => testOf(one)?.verdict === 'failed'),
  );
  const missing = failed.flatMap(({ members }) => members.filter((one) => !testOf(one)));
  const asked = await testAll(missing, run, false);
  const device = failed.length > 0 ? await run.askDevice?.() : undefined;
  return failed.map(({ name, service }) => {
    const members = [...tested, ...asked].filter(
      (one) => one.virtualServer === name && one.member !== undefined,
    );
    return ladderOf({ name, service: testOf(service), members, device });
  });
}
