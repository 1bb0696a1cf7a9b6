import type { LoggedRequest } from '../targets/bigip/icontrol/wire.ts';
import {
  AssumptionError,
  type Mock,
  type MockOptions,
  MockStateError,
  type Moment,
  type Traffic,
  TrafficOptionError,
  type TrafficOptions,
  type TrafficPlace,
} from './api.ts';
import { Archives, configIn } from './unit/archives.ts';
import { Tokens, type User } from './unit/tokens.ts';
import { digest, roleOf } from './collections/auth/user.ts';
import { selfSigned } from './server/certificate.ts';
import { Faults } from './faults/faults.ts';
import { installBuiltIns, kindsOf } from './collections/factory.ts';
import { type Random, random } from './unit/random.ts';
import { keepMoment, momentOf } from './unit/moment.ts';
import { assume } from './operations/assume.ts';
import { createServer } from './server/server.ts';
import { entriesOf, readState, type StateFile, writeState } from './unit/state-file.ts';
import { lockState } from './unit/state-lock.ts';
import { ObjectStore } from './objects/store.ts';
import { Tasks } from './unit/tasks.ts';
import { type RunningTraffic, startTraffic } from './traffic/traffic.ts';
import { tmos, TMOS_VERSIONS } from './tmos.ts';
import { Transactions } from './unit/transactions.ts';
import type { Condition, Unit } from './unit/unit.ts';
import { Uploads } from './unit/uploads.ts';

export { AssumptionError, MockStateError, TMOS_VERSIONS, TrafficOptionError };
export type { LoggedRequest, Mock, MockOptions, Moment, Traffic, TrafficOptions, TrafficPlace };

const DEFAULT_TMOS = '17.1.2';
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Starts a mock BIG-IP that listens until `stop`. */
export async function createMock(options: MockOptions = {}): Promise<Mock> {
  const { host = '127.0.0.1', statePath } = options;
  if (!LOOPBACK.has(host) && !options.allowRemote) {
    throw new Error(`the mock listens on loopback only, not on ${host}, unless allowRemote says so`);
  }
  const unlock = statePath === undefined ? () => undefined : lockState(statePath);
  try {
    return await start(options, host, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function start(options: MockOptions, host: string, unlock: () => void): Promise<Mock> {
  const faults = new Faults(options.faults);
  const unit = createUnit(options, () => traffic?.cut());
  const certificate = await selfSigned(host);
  const { onRequest, latencyMs = 0 } = options;
  const server = createServer(unit, { certificate, latencyMs, onRequest, faults });
  await server.listen({ host, port: options.port ?? 0 });
  const traffic: RunningTraffic | undefined =
    options.traffic && (await startTraffic(unit, options.traffic, certificate).catch(closing(server)));
  const bound = server.server.address();
  const port = typeof bound === 'object' ? (bound?.port ?? 0) : 0;
  return {
    url: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    tmos: unit.tmos.text,
    certificate: certificate.certificate,
    fingerprint: certificate.fingerprint,
    save: () =>
      new Promise((done) => {
        unit.persist();
        done();
      }),
    reset: () => {
      reset(unit);
      traffic?.cut();
    },
    fail: (input) => faults.play(input),
    keep: () => {
      const goBack = keepMoment(unit);
      return () => {
        forget(unit);
        goBack();
      };
    },
    moment: () => momentOf(unit),
    restart: unit.restart,
    traffic,
    stop: async () => {
      unit.tasks.clear();
      await traffic?.stop();
      await server.close();
      unit.persist();
      unlock();
    },
  };
}

/** What fails while the server is up already takes it down again. */
const closing =
  (server: { close(): PromiseLike<unknown> }) =>
  async (error: unknown): Promise<never> => {
    await server.close();
    throw error;
  };

const HEALTHY: Condition = { role: 'active', readOnly: false, down: undefined };

function createUnit(options: MockOptions, onRestart: () => void): Unit {
  const state = options.statePath === undefined ? undefined : readState(options.statePath);
  if (state && options.tmos !== undefined && state.tmos !== options.tmos) {
    throw new MockStateError(
      `${options.statePath ?? ''} is the state of a TMOS ${state.tmos}, not of a ${options.tmos}`,
    );
  }
  const version = tmos(options.tmos ?? state?.tmos ?? DEFAULT_TMOS);
  const now = options.now ?? Date.now;
  const dice = random(options.seed);
  const store = new ObjectStore();
  const unit: Unit = {
    tmos: version,
    kinds: kindsOf(version),
    store,
    tokens: new Tokens(userFinder(store, options, dice), dice, now, version.atLeast('13.1')),
    transactions: new Transactions(now, version),
    tasks: new Tasks(now, version),
    archives: new Archives(),
    uploads: new Uploads(),
    random: dice,
    now,
    saved: [],
    startedAt: now(),
    condition: { ...HEALTHY },
    restart: () => {
      restart(unit);
      onRestart();
    },
    persist: () => {
      if (options.statePath !== undefined) writeState(options.statePath, unit);
    },
  };
  unit.tasks.durationMs = options.taskMs ?? unit.tasks.durationMs;
  reset(unit);
  if (state) load(state, unit);
  assume(options.assume ?? {}, unit);
  return unit;
}

/** Users are objects of the store; the one the options name has the password they name until it is changed. */
function userFinder(
  store: ObjectStore,
  options: MockOptions,
  dice: Random,
): (name: string) => User | undefined {
  const { user: first = 'admin', password: initial = 'admin' } = options;
  const uuids = new Map<string, string>();
  return (name) => {
    const entry = store.find('auth/user', name);
    if (!entry && name !== first) return undefined;
    const uuid = uuids.get(name) ?? dice.uuid();
    uuids.set(name, uuid);
    const kept = entry?.hidden.digest;
    return {
      role: entry ? roleOf(entry) : 'admin',
      uuid,
      matches: (input) =>
        kept === undefined ? name === first && input === initial : kept === digest(name, input),
    };
  };
}

function reset(unit: Unit): void {
  forget(unit);
  Object.assign(unit.condition, HEALTHY);
  unit.archives.clear();
  unit.store.restore([]);
  installBuiltIns(unit.store, unit.kinds, unit.tmos);
  unit.store.generation = Math.max(unit.store.generation, 1);
  unit.saved = unit.store.snapshot();
}

function load(state: StateFile, unit: Unit): void {
  unit.store.restore(entriesOf(state.running, unit.kinds));
  unit.store.generation = state.generation;
  unit.saved = state.saved === state.running ? unit.store.snapshot() : entriesOf(state.saved, unit.kinds);
  for (const archive of state.archives) unit.archives.add({ ...archive, config: configIn(archive.bytes) });
}

function restart(unit: Unit): void {
  forget(unit);
  unit.store.restore(unit.saved);
}

function forget(unit: Unit): void {
  unit.tokens.clear();
  unit.tasks.clear();
  unit.transactions.clear();
  unit.uploads.clear();
}
