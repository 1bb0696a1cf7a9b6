import { atLeast, version as versionOf } from '../../model/version.ts';
import { TITLES } from '../../report/rehearsal/words.ts';
import type { LoadedSpec } from '../../run/job.ts';
import { isPlayable } from '../../run/rehearse/opening.ts';
import { rehearseRun } from '../../run/rehearse/rehearse-run.ts';
import type { Rehearsal, RehearsalEvent } from '../../run/rehearse/result.ts';
import type { Part } from '../../run/rehearse/stage.ts';
import type { Group } from '../../run/verify/subjects.ts';
import type { Deps } from '../deps.ts';
import { onDevice } from '../device/connection.ts';
import { knownVersion, withPassingMock } from '../device/embedded-mock.ts';
import { allowances, type ConnectionFlags, type GateFlags } from '../options.ts';
import { spoken } from '../present.ts';
import { thisRun } from '../device/this-run.ts';
import { prepareGroups } from '../verify/prepare.ts';
import { realGateways } from './gateways.ts';
import { type StageSettings, withStage } from './stage.ts';

export interface RehearsalFlags
  extends Pick<ConnectionFlags, 'mockTmos' | 'mockAssume'>, Pick<GateFlags, 'allowDeletes'> {
  readonly member?: readonly string[];
  readonly timeScale: number;
  /** Milliseconds of the device's time. */
  readonly idle?: number;
  readonly keep?: boolean;
}

export interface RehearsalInput {
  readonly loaded: LoadedSpec;
  readonly old: LoadedSpec | undefined;
  readonly flags: RehearsalFlags;
  readonly deps: Deps;
}

/** Of this machine's time: what answers here answers at once. */
const TIMEOUT = 5000;

/** Rehearses; work is done while everything still stands. */
export async function withRehearsal<T>(
  { loaded, old, flags, deps }: RehearsalInput,
  work: (rehearsal: Rehearsal) => Promise<T>,
): Promise<T> {
  knownVersion(flags.mockTmos);
  const real = realGateways(flags.member);
  const { target, version, groups } = await prepareGroups(loaded, flags.mockTmos, deps);
  const spec: Part = { loaded, groups: groups.filter(isPlayable) };
  const left = groups.filter((group) => !isPlayable(group));
  const before: Part | undefined = old && {
    loaded: old,
    groups: (await prepareGroups(old, version, deps)).groups,
  };
  const { timeScale, idle, keep = false } = flags;
  const { signal, io } = deps;
  const notify = (event: RehearsalEvent): void => {
    if (event.type === 'step-started') io.progress(spoken(TITLES[event.step], io));
  };
  const settings: StageSettings = {
    target,
    version,
    parts: [spec, ...(before ? [before] : [])],
    timeScale,
    real,
    onMock: (traffic, onMock) => withPassingMock(flags, loaded, deps, onMock, traffic),
  };
  return withStage(settings, ({ options, ...staged }) =>
    onDevice(options, deps, async ({ connection }) => {
      const stage = {
        ...staged,
        target,
        connection,
        holder: thisRun(),
        timeScale,
        allowed: allowances(flags),
        signal,
      };
      const run = {
        stage,
        spec,
        old: before,
        idle,
        keep,
        timeout: TIMEOUT,
        notes: [...notesOf(version), ...left.map(leftText)],
        notify,
      };
      return work(await rehearseRun(run).finally(() => io.endProgress()));
    }),
  );
}

function leftText({ name }: Group): string {
  return `${name} is not tried: its members have host names, which the mock does not resolve.`;
}

/** iControl REST came with 11.5: an older device takes nothing of what the rehearsal sends to the mock. */
function notesOf(text: string): string[] {
  if (atLeast(versionOf(text), '11.5')) return [];
  return [
    `A device with TMOS ${text} has no iControl REST: that it is applied over REST here is the mock's fiction. On the device: bigip-ws render --format tmsh.`,
  ];
}
