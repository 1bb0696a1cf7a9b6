import type { ExitCode } from '../../src/exit.ts';
import type { Device } from '../harness/device.ts';
import type { Asked } from './faults.ts';
import type { Scenario } from './scenarios.ts';
import { leftOn, type State } from './state.ts';

/** How a change goes that nothing disturbs. */
export interface Course {
  readonly scenario: Scenario;
  readonly code: ExitCode;
  readonly requests: readonly Asked[];
  /** The device after each request that changed it, from the beginning on. */
  readonly steps: readonly State[];
  /** The device after each phase, in order. */
  readonly phases: readonly State[];
  readonly initial: State;
  /** What a restart at the beginning would make of it. */
  readonly rebooted: State;
  readonly final: State;
  readonly isSaved: boolean;
  /** Back to the beginning. */
  readonly goBack: () => void;
}

/** Sets a device up, keeps that moment, and runs the change once. `onRequest` is called after each request. */
export async function undisturbed(
  device: Device,
  scenario: Scenario,
  listen: (listener: ((asked: Asked) => void) | undefined) => void,
): Promise<Course> {
  const { mock } = device;
  mock.fail();
  mock.reset();
  await scenario.before(device);
  const goBack = mock.keep();
  const { running: initial, saved: rebooted } = leftOn(mock);
  const requests: Asked[] = [];
  const steps: State[] = [initial];
  const phases: State[] = [];
  listen((asked) => {
    requests.push(asked);
    if (asked.method === 'GET' || asked.transaction !== undefined) return;
    const now = leftOn(mock).running;
    if (steps.at(-1) !== now) steps.push(now);
    const isTransaction = asked.url.startsWith('/mgmt/tm/transaction');
    // What was done outside comes to its end when the first transaction begins.
    if (isTransaction && asked.method === 'POST' && phases.length === 0 && now !== initial) phases.push(now);
    if (isTransaction && asked.method === 'PATCH') phases.push(now);
  });
  const { code } = await scenario.change(device);
  listen(undefined);
  const { running: final, isSaved } = leftOn(mock);
  if (phases.at(-1) !== final) phases.push(final);
  return { scenario, code, requests, steps, phases, initial, rebooted, final, isSaved, goBack };
}
