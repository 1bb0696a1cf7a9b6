import { EXIT, type ExitCode } from '../../src/exit.ts';
import type { Outcome } from '../harness/device.ts';
import type { Course } from './course.ts';
import type { Left, State } from './state.ts';

/** A run that a fault hit, what it said, and what it left. */
export interface Disturbed {
  readonly course: Course;
  readonly outcome: Outcome;
  readonly left: Left;
  readonly ms: number;
  /** The answer that would have told of what was opened was lost. */
  readonly isBeyondReach: boolean;
  /** The device refused everything from some request on. */
  readonly staysBroken: boolean;
}

/** Codes that say that nothing was changed. */
const UNTOUCHED: readonly ExitCode[] = [
  EXIT.refused,
  EXIT.usage,
  EXIT.invalidSpec,
  EXIT.unreachable,
  EXIT.tryLater,
  EXIT.denied,
  EXIT.interrupted,
];

const LONGEST_MS = 20_000;

/** Every sentence and code of a run that the device contradicts, and everything that it left behind. */
export function liesOf(run: Disturbed): readonly string[] {
  return [...codeLies(run), ...unsavedLies(run), ...wordLies(run), ...leftovers(run)];
}

function codeLies({ course, outcome: { code, error }, left }: Disturbed): string[] {
  const { steps, initial, rebooted, final } = course;
  const lies: string[] = [];
  const is = (state: State): boolean => left.running === state;
  if (!steps.some(is) && !is(rebooted)) lies.push('the device is between two boundaries');
  if (code === EXIT.done && !is(final)) lies.push('0, and the device is not as the spec says');
  if (code === EXIT.done && course.code === EXIT.done && course.isSaved && !left.isSaved)
    lies.push('0, and not saved');
  if (UNTOUCHED.includes(code) && !is(initial) && !is(rebooted))
    lies.push(`${code}, and something was changed`);
  if (code === EXIT.unfinished && !is(final)) lies.push('4, and it is not applied');
  if (code === EXIT.failed && !STATED.test(error)) lies.push('1, and nothing is said of the device');
  return lies;
}

function unsavedLies({ course, outcome: { err }, left }: Disturbed): string[] {
  const isOurs = !left.isSaved && left.running !== course.initial;
  return isOurs && !UNSAVED.test(err) ? ['running is not saved, and nobody says so'] : [];
}

const STATED = /nothing was changed|is done and in force|perhaps done in part|unknown|did not keep|run diff/;
const UNSAVED = /not saved|nothing of it is saved|a reboot (would undo|undoes|may undo)|unknown/;

/** A sentence, and what must be true of the device where it is said. */
type Claim = readonly [RegExp, (run: Disturbed, found: RegExpExecArray) => boolean];

const CLAIMS: readonly Claim[] = [
  // What a reboot of the device itself took away was not this run.
  [/nothing was changed/, ({ course, left }) => [course.initial, course.rebooted].includes(left.running)],
  [/^saved$/m, ({ left }) => left.isSaved],
  [/applied, but not saved|^not saved \(/m, ({ left }) => !left.isSaved],
  [/applied, but not/, ({ course, left }) => left.running === course.final],
  // What a restart took away after that is told at the end.
  [
    /read again: (the device is as the spec says|nothing on the device is listed for this spec any more)/,
    ({ course, left, outcome }) => left.running === course.final || outcome.error.includes('unknown'),
  ],
  [/it is not saved|a reboot would undo it/, ({ left }) => !left.isSaved],
  [
    /accepted the change but did not keep/,
    // Where only a secret changes, what is compared shows no difference.
    ({ course, left }) => left.running !== course.final || course.initial === course.final,
  ],
  [
    /phase (\d+) of (\d+) is done and in force, what follows it is not/,
    ({ course, left }, [, done]) => left.running === course.phases[Number(done) - 1],
  ],
  [
    /phase (\d+) of (\d+) is done and in force/,
    ({ course, left }, [, done]) => isFrom(course, course.phases[Number(done) - 1], left.running),
  ],
  [/archived before the change: (\S+)/, ({ left }, [, name = '']) => left.archives.includes(name)],
  [/archived the finished state: (\S+)/, ({ left }, [, name = '']) => left.archives.includes(name)],
];

function wordLies(run: Disturbed): string[] {
  const { err, out } = run.outcome;
  return CLAIMS.flatMap(([words, isTrue]) => {
    const found = words.exec(`${err}\n${out}`);
    return found && !isTrue(run, found) ? [`untrue: ${found[0]}`] : [];
  });
}

function isFrom({ steps }: Course, from: State | undefined, now: State): boolean {
  return from !== undefined && steps.indexOf(now) >= steps.indexOf(from);
}

function leftovers({ outcome: { err }, left, ms, isBeyondReach, staysBroken }: Disturbed): string[] {
  const lies: string[] = [];
  const isLoginLost = isBeyondReach || err.includes('does not answer POST /mgmt/shared/authn/login');
  if (left.tokens > (isLoginLost ? 1 : 0) && !err.includes('token could not be deleted'))
    lies.push(`${left.tokens} tokens are left`);
  // One whose number was lost with the answer is empty, and ends by itself; a device that refuses keeps what it has.
  const open = left.openTransactions.filter((commands) => commands > 0 || !isBeyondReach);
  if (open.length > 0 && !staysBroken) lies.push('a transaction is open');
  if (left.lock?.isHeld && !err.includes('the lock could not be given back'))
    lies.push('the lock is held by nobody');
  if (ms > LONGEST_MS) lies.push(`it took ${Math.round(ms)} ms`);
  return lies;
}
