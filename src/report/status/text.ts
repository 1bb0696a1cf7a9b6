import { formatSource } from '../../model/diagnostic.ts';
import type { Seen, SeenPool, Status } from '../../run/status/result.ts';
import type { Paint, Reporter } from '../reporter.ts';
import type { StatusView } from '../views.ts';

/** Narrower than any name that is worth a column of its own. */
const NARROWEST = 24;
const STATE = 12;
const NUMBER = 9;

/** A line for each virtual server, pool and member; below what does not take connections, the device's reason. */
export const statusText: Reporter<StatusView> = (view, { out: paint }) => {
  if (view.did === 'fail') return { notes: [] };
  const { device, spec, time, since, virtualServers, pools } = view;
  const named = [...virtualServers, ...pools, ...pools.flatMap(({ members }) => members)];
  const width = Math.max(NARROWEST, ...named.map(({ name }) => name.length + 2));
  const isAgain = since !== undefined;
  const table = { width, isAgain, paint };
  const ago = isAgain ? `, ${since} s after the look before` : '';
  const lines = [
    `${paint.bold(spec.name)} on ${device.host} (${device.hostname}, TMOS ${device.version})  ${paint.dim(`${time}${ago}`)}`,
    '',
    paint.dim(headLine(table)),
    ...virtualServers.flatMap((one) => seenLines(one, '', table)),
    ...pools.flatMap((pool) => ['', ...poolLines(pool, table)]),
    ...emptyLines(view),
  ];
  return { out: lines.join('\n'), notes: [] };
};

interface Table {
  readonly width: number;
  /** There was a look before, so rates are known. */
  readonly isAgain: boolean;
  readonly paint: Paint;
}

function headLine({ width, isAgain }: Table): string {
  const numbers = ['now', 'most', 'total', ...(isAgain ? ['per s'] : [])];
  return `${'connections:'.padEnd(width + 2 + STATE)}${numbers.map((word) => word.padStart(NUMBER)).join('')}`;
}

function emptyLines({ virtualServers, pools }: Pick<Status, 'virtualServers' | 'pools'>): string[] {
  return virtualServers.length + pools.length > 0 ? [] : ['The spec has no virtual server and no pool.'];
}

function poolLines(pool: SeenPool, table: Table): string[] {
  const { members, skew } = pool;
  const spread = skew ? [`  ${skew.least} to ${skew.most} a member, ${skew.mean} on average`] : [];
  return [
    ...seenLines(pool, '', table),
    ...members.flatMap((member) => seenLines(member, '  ', table)),
    ...spread.map((line) => table.paint.dim(line)),
  ];
}

function seenLines(seen: Seen, indent: string, { width, isAgain, paint }: Table): string[] {
  const { name, state, source, rate } = seen;
  const { word, colour } = stateOf(seen);
  const { current, most, total } = state?.connections ?? {};
  const numbers = [current, most, total, ...(isAgain ? [rate] : [])];
  const cells = numbers.map((value) => (state ? (value ?? '-') : '').toString().padStart(NUMBER)).join('');
  const place = source ? formatSource(source) : state ? 'not in the spec' : '';
  const line = `${`${indent}${name}`.padEnd(width + 2)}${paint[colour](word.padEnd(STATE))}${cells}  ${paint.dim(place)}`;
  const isTold = word !== 'available' && state !== undefined && state.reason !== '';
  return [line.trimEnd(), ...(isTold ? [`${indent}    ${state.reason}`] : [])];
}

function stateOf({ state }: Seen): { word: string; colour: 'green' | 'yellow' | 'red' } {
  if (!state) return { word: 'ABSENT', colour: 'red' };
  if (!state.enabled) return { word: 'disabled', colour: 'yellow' };
  const { availability } = state;
  if (availability === 'available') return { word: availability, colour: 'green' };
  if (availability === 'offline') return { word: 'OFFLINE', colour: 'red' };
  return { word: availability, colour: 'yellow' };
}
