import type { Health } from '../../objects/kind.ts';
import type { MonitorRule } from '../model/monitor.ts';
import type { Sight } from './watch.ts';

/** What the monitors of one object say together. */
export function healthOf({ monitors, atLeast }: MonitorRule, sightOf: (index: number) => Sight): Health {
  const sights = monitors.map((_, index) => sightOf(index));
  const good = sights.filter(({ state }) => state === 'up' || state === 'disabled');
  if (good.length >= atLeast)
    return { state: good.some(({ state }) => state === 'disabled') ? 'disabled' : 'up' };
  const open = sights.filter(({ state }) => state === 'checking');
  if (good.length + open.length >= atLeast) return { state: 'checking' };
  const index = sights.findIndex(({ state }) => state === 'down');
  return { state: 'down', why: `${monitors[index]?.path ?? ''}: ${sights[index]?.why ?? ''}.` };
}
