import { busy, DeviceError, mcpd, mcpdLost, rest } from '../wire/errors.ts';
import type { Reply, Request } from '../wire/http.ts';
import { nonsenseReply, redirection } from './nonsense.ts';
import type { FaultAction, FaultName } from './faults.ts';
import { html500, html502, html503 } from '../wire/html.ts';
import { setRole } from '../unit/role.ts';
import type { Unit } from '../unit/unit.ts';

// What each fault does. Bodies are those of real devices (device-facts: two-doors, passing-errors).

const CONNECTIONS = ['hang', 'hang-after', 'reset-before', 'reset-after', 'truncate', 'trickle'] as const;
type Connection = (typeof CONNECTIONS)[number];

/** How the request goes on after a fault had its say. */
export interface FaultPlan {
  /** Answered with this instead of being carried out, or after it was. */
  readonly instead?: DeviceError | Reply;
  readonly isCarriedOut?: boolean;
  readonly delayMs?: number;
  /** What happens to the connection. */
  readonly connection?: Connection;
  /** A commit is carried out, taken back, and answered with this text. */
  readonly commitFails?: string;
}

export function planFault(action: FaultAction, request: Request, unit: Unit): FaultPlan {
  if (typeof action === 'string') return planNamed(action, request, unit);
  if ('delayMs' in action) return { delayMs: action.delayMs };
  if ('commitFails' in action) return { commitFails: action.commitFails };
  if ('restart' in action) {
    unit.restart();
    unit.condition.down = { from: unit.now(), until: unit.now() + action.restart.downMs };
    return downPlan(request, unit);
  }
  if ('redirect' in action) return { instead: redirection(action.redirect) };
  const isCarriedOut = action.when === 'after';
  if ('answer' in action) return { instead: nonsenseReply(action.answer), isCarriedOut };
  const { status, message, apiError = 3, layer = 'icrd' } = action;
  return { instead: new DeviceError(status, message, apiError, layer), isCarriedOut };
}

const noHeader = (request: Request) =>
  rest(
    401,
    `Authorization failed: no user authentication header or token detected. Uri:http://localhost:8100${request.path}`,
  );

const ANSWERS: Readonly<Partial<Record<FaultName, (request: Request, unit: Unit) => DeviceError>>> = {
  unauthorized: noHeader,
  'token-unknown': () => rest(401, 'X-F5-Auth-Token does not exist.'),
  'token-limit': (_asked, { random }) =>
    rest(400, `user ${random.uuid()} has reached maximum active login tokens`),
  'not-registered': notRegisteredYet,
  'html-500': html500,
  'html-502': html502,
  'html-503': html503,
  'mcpd-lost': mcpdLost,
  'false-404': (request) => mcpd('01020036', `The requested object (${request.path}) was not found.`),
  busy,
};

function notRegisteredYet(request: Request): DeviceError {
  const hint = 'Please verify URI is supported and wait for /available suffix to be responsive.';
  return rest(404, `URI path ${request.path} not registered.  ${hint}`);
}

function planNamed(name: FaultName, request: Request, unit: Unit): FaultPlan {
  const answer = ANSWERS[name];
  if (answer) return { instead: answer(request, unit) };
  const connection = CONNECTIONS.find((one) => one === name);
  if (connection) return { connection };
  CHANGES[name]?.(unit, request);
  return {};
}

const idIn = ({ path, headers }: Request) =>
  /\/(\d+)(\/|$)/.exec(path)?.[1] ?? String(headers['x-f5-rest-coordination-id'] ?? '');

/** Faults that change the device; the request itself then meets what it has become. */
const CHANGES: Readonly<Partial<Record<FaultName, (unit: Unit, request: Request) => void>>> = {
  'token-expired': ({ tokens }, { headers }) => tokens.expire(String(headers['x-f5-auth-token'] ?? '')),
  restart: (unit) => unit.restart(),
  'restart-services': ({ tasks, transactions, tokens }) => {
    tasks.clear();
    transactions.clear();
    tokens.clear();
  },
  'transaction-vanished': ({ transactions }, request) => transactions.remove(idIn(request)),
  'task-lost': ({ tasks }, request) => tasks.forget(idIn(request)),
  'read-only': ({ condition }) => (condition.readOnly = true),
  'read-write': ({ condition }) => (condition.readOnly = false),
  standby: (unit) => setRole('standby', unit),
  active: (unit) => setRole('active', unit),
};

/** While it restarts: first the web server's page, then workers that are not registered yet. */
export function downPlan(request: Request, { condition, now }: Pick<Unit, 'condition' | 'now'>): FaultPlan {
  const { down } = condition;
  if (!down || now() >= down.until) return {};
  const isEarly = now() < (down.from + down.until) / 2;
  return { instead: isEarly ? html503() : notRegisteredYet(request) };
}
