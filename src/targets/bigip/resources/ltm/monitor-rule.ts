import type { Value } from '../../../../model/object.ts';
import type { Reference } from '../../../../plan/kind.ts';
import type { Field } from '../field.ts';
import { refusing } from '../impact.ts';
import type { TmshWord } from '../tmsh-form.ts';

/** Every collection a monitor can live in; a name is unique across them (device-facts: monitor-names). */
export const MONITOR_KINDS = [
  'http',
  'https',
  'tcp',
  'gateway-icmp',
  'icmp',
  'tcp-half-open',
  'udp',
  'external',
  'inband',
].map((type) => `ltm/monitor/${type}`);

/**
 * Which monitors decide: `/Common/a and /Common/b`, `min 1 of /Common/a /Common/b`, `default` or none.
 * Undone here: the trailing blank (to 13.x), the braces of the `min` form, the order, `/Common/none`
 * (read back by some versions after it was set to none). Written without braces: many versions refuse
 * their own `min 1 of { … }` (device-facts: monitor-strings, monitor-none).
 */
export function monitorRule(options: { readonly defaultValue?: Value } = {}): Field {
  return {
    read: (raw) => canonicalMonitors(raw.monitor),
    write: (value) => ({ monitor: value ?? 'none' }),
    refs: monitorReferences,
    tmsh: monitorWords,
    refKinds: MONITOR_KINDS,
    detached: null,
    // Set, it may find members down; dropped, clients are sent to dead ones.
    ...refusing,
    ...options,
  };
}

/** The canonical text for a list, all of which (or at least `atLeast`) must succeed; an empty one is none. */
export function monitorText(monitors: readonly string[], atLeast?: number): Value {
  if (monitors.length === 0) return null;
  const sorted = [...new Set(monitors)].sort();
  return atLeast === undefined ? sorted.join(' and ') : `min ${atLeast} of ${sorted.join(' ')}`;
}

function canonicalMonitors(value: unknown): Value {
  if (typeof value !== 'string') return null;
  const found = value.trim();
  if (found === '' || found === 'none' || found === '/Common/none') return null;
  if (found === 'default') return found;
  const some = /^min (\d+) of \{?\s*([^}]*?)\s*\}?$/.exec(found);
  if (some) return monitorText((some[2] ?? '').split(/\s+/), Number(some[1]));
  return monitorText(found.split(/ and /).map((one) => one.trim()));
}

/** Words, not one text; with the braces that JSON must not have (device-facts: monitor-strings). */
function monitorWords(value: Value): readonly TmshWord[] | undefined {
  if (typeof value !== 'string' || !value.includes(' ')) return undefined;
  const [, head = '', list] = /^(min \d+ of) (.*)$/.exec(value) ?? [];
  return list === undefined ? value.split(' ') : [...head.split(' '), list.split(' ')];
}

function monitorReferences(value: Value): Reference[] {
  if (typeof value !== 'string') return [];
  return [...value.matchAll(/\/\S+/g)].map(([path]) => ({ kinds: MONITOR_KINDS, path }));
}
