import type { Clock } from '../counting/clock.ts';
import type { Endpoint } from '../contract.ts';
import type { Monitor } from '../model/monitor.ts';
import type { Places } from '../places/places.ts';
import type { Finding } from './probe.ts';
import { monitorType } from './registry.ts';

// One monitor on one destination: it looks again and again, and tells when what it found changes.

export interface Sight {
  readonly state: 'checking' | 'up' | 'down' | 'disabled';
  /** Why it is down. */
  readonly why?: string;
}

export interface Watch {
  readonly sight: () => Sight;
  /** Resolves once it has looked. */
  readonly first: Promise<void>;
  /** Takes on other settings. */
  readonly change: (monitor: Monitor) => void;
  readonly stop: () => void;
}

interface Parts {
  readonly target: Endpoint;
  readonly places: Places;
  readonly clock: Clock;
  readonly onChange: () => void;
}

export function startWatch(initial: Monitor, { target, places, clock, onChange }: Parts): Watch {
  let monitor = initial;
  let sight: Sight = { state: 'checking' };
  let isStopped = false;
  let firstSuccess: number | undefined;
  let lastSuccess = clock.now();
  let next: NodeJS.Timeout | undefined;
  let deadline: NodeJS.Timeout | undefined;
  const seconds = (key: string, otherwise = 0) => Number(monitor.props[key] ?? otherwise) * 1000;
  const ours = (ms: number) => Math.max(1, ms / clock.scale);
  const become = (found: Sight) => {
    if (isStopped || found.state === sight.state) return;
    sight = found;
    onChange();
  };
  const succeeded = ({ state }: Finding) => {
    clearTimeout(deadline);
    deadline = undefined;
    lastSuccess = clock.now();
    firstSuccess ??= lastSuccess;
    const isWaiting = sight.state !== 'up' && lastSuccess - firstSuccess < seconds('timeUntilUp');
    if (!isWaiting) become({ state });
  };
  // What has never been up is down at the first failure; what was up has until the timeout.
  const failed = (why: string) => {
    firstSuccess = undefined;
    const left = lastSuccess + seconds('timeout', 16) - clock.now();
    const toDown = () => become({ state: 'down', why });
    if (sight.state === 'checking' || left <= 0) toDown();
    else deadline ??= setTimeout(toDown, ours(left));
  };
  const look = async (): Promise<void> => {
    const started = clock.now();
    const withinMs = ours(seconds('timeout', 16));
    const found = await monitorType(monitor.type).probe({ monitor, target, places, withinMs });
    if (isStopped) return;
    if (found.state === 'down') failed(found.why ?? '');
    else succeeded(found);
    const upInterval = sight.state === 'up' ? seconds('upInterval') : 0;
    const wait = (upInterval || seconds('interval', 5)) - (clock.now() - started);
    next = setTimeout(() => void look(), ours(wait));
  };
  const isPlayed = monitorType(monitor.type).refusal === undefined;
  return {
    sight: () => sight,
    first: isPlayed ? look() : Promise.resolve(),
    change: (changed) => {
      monitor = changed;
    },
    stop: () => {
      isStopped = true;
      clearTimeout(next);
      clearTimeout(deadline);
    },
  };
}
