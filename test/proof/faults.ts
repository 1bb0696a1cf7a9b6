import type { LoggedRequest } from '../../src/targets/bigip/icontrol/wire.ts';

/** One way in which a request can fail; what the mock is told to do. */
export interface FaultKind {
  readonly name: string;
  readonly action: unknown;
  /** How many requests in a row; one where it is not said. */
  readonly times?: number;
  readonly hits?: (request: Asked) => boolean;
}

export type Asked = Pick<LoggedRequest, 'method' | 'url' | 'transaction'>;

const FOR_GOOD = 100_000;

const writes = ({ method }: Asked): boolean => method !== 'GET';
const isTransaction = ({ url, transaction }: Asked): boolean =>
  transaction !== undefined || url.includes('/transaction/');
const isCommit = ({ method, url }: Asked): boolean => method === 'PATCH' && url.includes('/transaction/');
const isTask = ({ url }: Asked): boolean => url.includes('/task/');

const json = (status: number, message: string, apiError: number): object => ({ status, message, apiError });
const page = (status: number): object => ({
  status,
  message: '<html><title>Oh</title></html>',
  layer: 'html',
});

const STATUSES: readonly [string, object][] = [
  ['400', json(400, '01070734:3: Configuration error: no', 3)],
  ['400 of another layer', json(400, 'java.util.concurrent.TimeoutException', 26214401)],
  ['500', json(500, 'out of memory', 1)],
  ['503', json(503, 'There is an active asynchronous task executing.', 32964609)],
  ['504', { status: 504, message: 'Timeout', layer: 'rest' }],
  ['502 page', page(502)],
  ['503 page', page(503)],
];
const BEFORE_ONLY: readonly [string, object][] = [
  ['401 page', page(401)],
  ['403', json(403, 'Operation is not supported on component /ltm.', 26214401)],
  ['404 of mcpd', json(404, '01020036:3: The requested object (/Common/x) was not found.', 3)],
  ['409', json(409, '01020066:3: The requested object (/Common/x) already exists.', 3)],
  ['500 page', page(500)],
];
const NONSENSE = ['empty', 'html', 'wrong-type', 'other-object'] as const;

/** Every fault that the mock can play, as far as it makes a difference to a request. */
export const FAULTS: readonly FaultKind[] = [
  ...STATUSES.map(([name, action]) => ({ name, action })),
  ...BEFORE_ONLY.map(([name, action]) => ({ name, action })),
  ...STATUSES.map(([name, action]) => ({
    name: `${name} after the effect`,
    action: { ...action, when: 'after' },
    hits: writes,
  })),
  ...NONSENSE.flatMap((answer) => [
    { name: `200, ${answer}`, action: { answer } },
    { name: `200, ${answer}, after the effect`, action: { answer, when: 'after' }, hits: writes },
  ]),
  { name: 'huge', action: { answer: 'huge', when: 'after' } },
  { name: 'redirect', action: { redirect: 'https://192.0.2.7/mgmt/tm/ltm/pool' } },
  ...['truncate', 'hang', 'trickle', 'reset-before'].map((action) => ({ name: action, action })),
  ...['hang-after', 'reset-after'].map((action) => ({ name: action, action, hits: writes })),
  ...['unauthorized', 'token-unknown', 'token-expired', 'not-registered', 'mcpd-lost', 'busy'].map(
    (action) => ({
      name: action,
      action,
    }),
  ),
  { name: 'token-expired, again and again', action: 'token-expired', times: FOR_GOOD },
  { name: 'false-404', action: 'false-404', hits: (asked) => !writes(asked) },
  { name: 'restart', action: 'restart' },
  { name: 'restart, away for a while', action: { restart: { downMs: 60 } } },
  { name: 'restart-services', action: 'restart-services' },
  { name: 'read-only from now on', action: 'read-only' },
  { name: 'standby from now on', action: 'standby' },
  { name: 'away for good', action: 'reset-before', times: FOR_GOOD },
  { name: '503 page for good', action: page(503), times: FOR_GOOD },
  { name: 'commit error', action: { commitFails: '01070734:3: Configuration error: no' }, hits: isCommit },
  { name: 'transaction-vanished', action: 'transaction-vanished', hits: isTransaction },
  { name: 'task-lost', action: 'task-lost', hits: isTask },
];
