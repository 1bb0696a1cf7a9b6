import { CliError, EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import type { TrafficOptions, TrafficPlace } from '../mock/mock.ts';

// The flags of `mock` that are about traffic, and its table of places.

export interface TrafficFlags {
  readonly traffic?: boolean;
  readonly map?: readonly string[];
  readonly timeScale?: string;
}

/** What the flags ask for; undefined without `--traffic`. */
export function trafficOptions(flags: TrafficFlags, io: Io): TrafficOptions | undefined {
  if (flags.traffic !== true) {
    refuseAlone('--map', flags.map);
    refuseAlone('--time-scale', flags.timeScale);
    return undefined;
  }
  const words = flags.map ?? [];
  return {
    ...(words.includes('auto') ? { map: 'auto' } : {}),
    places: placesFrom(words.filter((word) => word !== 'auto')),
    ...(flags.timeScale === undefined ? {} : { timeScale: scaleFrom(flags.timeScale) }),
    onLog: (line) => io.note(line),
  };
}

function refuseAlone(flag: string, value: unknown): void {
  if (value === undefined) return;
  throw new CliError(EXIT.usage, `${flag} says how traffic passes, and none does`, { hint: 'add --traffic' });
}

function placesFrom(words: readonly string[]): Readonly<Record<string, string>> {
  const places = new Map<string, string>();
  for (const word of words) {
    const [, from, to] = /^([^=]+)=([^=]+)$/.exec(word) ?? [];
    if (from === undefined || to === undefined) {
      throw new CliError(EXIT.usage, `--map must be auto or <address:port>=<loopback:port>, not ${word}`, {
        hint: 'such as --map 203.0.113.10:80=127.0.0.1:8080',
      });
    }
    if (places.has(from)) throw new CliError(EXIT.usage, `--map says twice where ${from} is`);
    places.set(from, to);
  }
  return Object.fromEntries(places);
}

/** Beyond that a second of the device is less than the clock of this machine tells. */
const FASTEST = 1000;

function scaleFrom(text: string): number {
  const scale = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && scale > 0 && scale <= FASTEST) return scale;
  throw new CliError(EXIT.usage, `--time-scale must be a number above 0, at most ${FASTEST}, not ${text}`);
}

/** One line a place: what it is, the address that a device would have, where it is. */
export function placesText(places: readonly TrafficPlace[]): string {
  if (places.length === 0) return 'traffic: no virtual servers yet';
  const rows = places.map(({ of, path, address, port, at, why }) => [
    of === 'virtual' ? 'virtual server' : 'member',
    path,
    endpoint(address, port),
    at ? `at ${endpoint(at.address, at.port)}` : `not carried: ${why ?? ''}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return ['traffic:', ...lines.map((line) => `  ${line.trimEnd()}`)].join('\n');
}

const endpoint = (address: string, port: number) =>
  `${address.includes(':') ? `[${address}]` : address}:${port === 0 ? 'any' : port}`;
