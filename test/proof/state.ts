import { createHash } from 'node:crypto';
import type { Mock, Moment } from '../../src/mock/mock.ts';
import { fromRecords } from '../../src/targets/bigip/icontrol/inventory-records.ts';
import { itemsOf, isReply } from '../../src/targets/bigip/resources/field.ts';

/** The configuration of a device as one word: the same word is the same configuration. */
export type State = string;

/** What a run left on a device. */
export interface Left {
  readonly running: State;
  /** Whether a restart would bring back what runs; secrets are compared too. */
  readonly isSaved: boolean;
  readonly saved: State;
  readonly lock: Lock | undefined;
  readonly archives: readonly string[];
  readonly tokens: number;
  readonly openTransactions: readonly number[];
}

export interface Lock {
  readonly phase: string;
  readonly isHeld: boolean;
}

const LOCK = 'ltm/data-group/internal:/Common/bigip-ws/lock';
const FOLDER = 'sys/folder:/Common/bigip-ws';
const INVENTORY = 'ltm/data-group/internal:/Common/bigip-ws-inventory';
/** What a device counts or makes up by itself. */
const VOLATILE = new Set([
  'vsIndex',
  'ifIndex',
  'creationTime',
  'lastModifiedTime',
  'createTime',
  'lastUpdateTime',
  'failoverState',
  'checksum',
]);

export function leftOn(mock: Mock): Left {
  const { running, saved, archives, tokens, openTransactions } = mock.moment();
  const lock = recordsIn(running[LOCK]);
  return {
    running: stateOf(running),
    isSaved: JSON.stringify(plain(withoutLock(running))) === JSON.stringify(plain(withoutLock(saved))),
    saved: stateOf(saved),
    lock: running[LOCK] ? { phase: lock.get('phase') ?? '', isHeld: lock.get('held') !== 'no' } : undefined,
    archives,
    tokens,
    openTransactions,
  };
}

function recordsIn(object: unknown): ReadonlyMap<string, string> {
  return new Map(itemsOf(object, 'records').map(({ name, data }) => [String(name), String(data)]));
}

/** The lock is no configuration, and digests are salted: only that there is one is compared. */
export function configurationIn(objects: Moment['running']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    withoutLock(objects).map(([key, value]): [string, unknown] => [
      key,
      key === INVENTORY ? inventory(value) : plain(value),
    ]),
  );
}

function withoutLock(objects: Moment['running']): readonly (readonly [string, unknown])[] {
  return Object.entries(objects)
    .filter(([key]) => key !== LOCK && key !== FOLDER)
    .sort(([one], [two]) => (one < two ? -1 : 1));
}

function stateOf(objects: Moment['running']): State {
  return createHash('sha256')
    .update(JSON.stringify(configurationIn(objects)).replaceAll(/\$M\$[^"]*/g, '(secret)'))
    .digest('base64url');
}

function inventory(object: unknown): unknown {
  const records =
    isReply(object) && Array.isArray(object.records) ? (object.records as readonly unknown[]) : [];
  return Object.entries(fromRecords(records)).map(([key, entry]) => [
    key,
    { ...entry, digests: Object.keys(entry.digests) },
  ]);
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isReply(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !VOLATILE.has(key))
      .map(([key, inner]) => [key, plain(inner)]),
  );
}
