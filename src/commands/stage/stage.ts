import { CliError, EXIT } from '../../exit.ts';
import type { MockOptions } from '../../mock/api.ts';
import { desiredState } from '../../run/desired.ts';
import type { LoadedSpec } from '../../run/job.ts';
import { type GatewayPlan, gatewayPlans } from '../../run/rehearse/gateway-plans.ts';
import type { Part, Stage } from '../../run/rehearse/stage.ts';
import type { ConnectOptions, Target } from '../../run/target.ts';
import type { Group } from '../../run/verify/subjects.ts';
import type { Mock } from '../../mock/api.ts';
import { type RealGateways, startGateways } from './gateways.ts';
import { findOnMock, isClient, placesFor } from './places.ts';

/** What a mock with gateways behind it is, for those who try it. */
export type Staged = Pick<Stage, 'gateways' | 'strangers' | 'find' | 'settled' | 'log'> & {
  readonly options: ConnectOptions;
};

export interface StageSettings {
  readonly target: Target;
  /** The specs that are to have gateways, the one that counts first. */
  readonly parts: readonly Part[];
  readonly version: string;
  readonly timeScale: number;
  readonly real: RealGateways;
  /** Starts the mock with this traffic, and stops it when the work is done. */
  readonly onMock: <T>(
    traffic: NonNullable<MockOptions['traffic']>,
    work: (options: ConnectOptions, mock: Mock) => Promise<T>,
  ) => Promise<T>;
}

/** Runs work on a mock that carries traffic to gateways, all on loopback, and takes everything down afterwards. */
export async function withStage<T>(
  settings: StageSettings,
  work: (staged: Staged) => Promise<T>,
): Promise<T> {
  const { parts, timeScale, real, onMock } = settings;
  const plans = parts.flatMap(({ loaded }) => plansOf(loaded, settings));
  const gateways = await startGateways(onceEach(plans), real, isClient);
  try {
    const groups: Group[] = parts.flatMap((part) => part.groups);
    const places = await placesFor(gateways.staged, groups);
    const log: string[] = [];
    const { certificate } = gateways;
    const traffic = {
      map: 'auto',
      places,
      timeScale,
      onLog: (line: string) => void log.push(line),
      ...(certificate === undefined ? {} : { trusted: certificate }),
    } as const;
    return await onMock(traffic, (options, mock) => {
      const { traffic: running } = mock;
      if (!running) throw new CliError(EXIT.failed, 'the mock carries no traffic');
      const { staged, strangers } = gateways;
      const find = findOnMock(running);
      const settled = (): Promise<void> => running.settled();
      return work({ gateways: staged, strangers, find, settled, log: () => log, options });
    });
  } finally {
    await gateways.stop();
  }
}

function plansOf(loaded: LoadedSpec, { target, version }: StageSettings): GatewayPlan[] {
  const { spec, files, now } = loaded;
  const { objects } = desiredState(target, loaded, version);
  return gatewayPlans({
    loaded,
    services: target.services(spec),
    backends: target.backends(spec),
    answersPast: new Set(target.answeredPast({ spec, files, now, version, objects })),
  });
}

/** The first that has an address and port counts: two specs of one service want the same of it. */
function onceEach(plans: readonly GatewayPlan[]): GatewayPlan[] {
  const seen = new Map<string, GatewayPlan>();
  for (const plan of plans) {
    const key = `${plan.address} ${plan.port}`;
    if (!seen.has(key)) seen.set(key, plan);
  }
  return [...seen.values()];
}
