import type { Health } from '../../objects/kind.ts';
import type { Clock } from '../counting/clock.ts';
import type { Endpoint } from '../contract.ts';
import { destinationOf, type Monitor, type MonitorRule } from '../model/monitor.ts';
import { textOf } from '../places/endpoint.ts';
import type { Places } from '../places/places.ts';
import { healthOf } from './health.ts';
import { monitorType } from './registry.ts';
import { type Sight, startWatch, type Watch } from './watch.ts';

// Everything that is watched. Two members with one address and monitor are watched once.

/** A member or a node with something that watches it. */
export interface Watched {
  /** What it is counted under. */
  readonly key: string;
  readonly endpoint: Endpoint;
  readonly rule: MonitorRule;
  /** Moves when somebody writes the object: that resumes what waits for it. */
  readonly generation: number;
}

export interface Monitors {
  /** Watches these and no others. */
  follow(watched: readonly Watched[]): void;
  health(key: string): Health | undefined;
  /** Milliseconds of the device since it came up while the mock ran; undefined: it has been up all the time. */
  upFor(key: string): number | undefined;
  /** Resolves when each has looked once. */
  looked(): Promise<void>;
  stop(): void;
}

interface Parts {
  readonly places: Places;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly onChange: (key: string, health: Health) => void;
}

interface Running {
  readonly watch: Watch;
  readonly users: Set<string>;
}

export function createMonitors({ places, clock, log, onChange }: Parts): Monitors {
  const running = new Map<string, Running>();
  const refused = new Set<string>();
  const told = new Map<string, { readonly health: Health; readonly since: number | undefined }>();
  /** What waits for somebody to resume it, with the generation that it was at. */
  const latched = new Map<string, number>();
  let all = new Map<string, Watched>();

  const watchOf = (monitor: Monitor, { endpoint, key }: Watched): Watch => {
    const target = destinationOf(monitor, endpoint);
    const id = `${monitor.path} ${textOf(target)}`;
    const known = running.get(id);
    known?.users.add(key);
    known?.watch.change(monitor);
    if (known) return known.watch;
    const users = new Set([key]);
    const evaluateUsers = () => [...users].forEach(evaluate);
    const watch = startWatch(monitor, { target, places, clock, onChange: evaluateUsers });
    running.set(id, { watch, users });
    tellRefused(monitor);
    return watch;
  };
  const tellRefused = ({ path, type }: Monitor) => {
    const { refusal } = monitorType(type);
    if (refusal === undefined || refused.has(path)) return;
    refused.add(path);
    log(`${path}: ${refusal}`);
  };
  const evaluate = (key: string): void => {
    const watched = all.get(key);
    if (!watched) return;
    const seen = healthOf(watched.rule, (index) => sightOf(watched, index));
    const health = held(watched, seen);
    const before = told.get(key);
    if (before?.health.state === health.state) return;
    const isBack = before?.health.state === 'down' && health.state !== 'down';
    told.set(key, { health, since: isBack ? clock.now() : before?.since });
    if (before) onChange(key, health);
  };
  const sightOf = (watched: Watched, index: number): Sight => {
    const monitor = watched.rule.monitors[index];
    return monitor ? watchOf(monitor, watched).sight() : { state: 'checking' };
  };
  /** What a monitor with manual resume took down stays so until somebody writes the object. */
  const held = ({ key, rule, generation }: Watched, health: Health): Health => {
    const isManual = rule.monitors.some(({ props }) => props.manualResume === 'enabled');
    const wasUp = told.get(key)?.health.state === 'up';
    if (isManual && wasUp && health.state === 'down') latched.set(key, generation);
    if (latched.get(key) !== generation) latched.delete(key);
    return latched.has(key) ? { state: 'down', why: 'It waits for somebody to resume it.' } : health;
  };
  const drop = (watched: ReadonlyMap<string, Watched>) => {
    for (const key of [...told.keys()]) if (!watched.has(key)) told.delete(key);
    for (const { users } of running.values()) users.clear();
  };
  return {
    follow: (watched) => {
      all = new Map(watched.map((one) => [one.key, one]));
      drop(all);
      for (const key of all.keys()) evaluate(key);
      for (const [id, { users, watch }] of running) {
        for (const key of users) if (!all.has(key)) users.delete(key);
        if (users.size > 0) continue;
        watch.stop();
        running.delete(id);
      }
    },
    health: (key) => told.get(key)?.health,
    upFor: (key) => {
      const since = told.get(key)?.since;
      return since === undefined ? undefined : clock.now() - since;
    },
    looked: async () => {
      await Promise.all([...running.values()].map(({ watch }) => watch.first));
    },
    stop: () => {
      for (const { watch } of running.values()) watch.stop();
      running.clear();
    },
  };
}
