import { identify, requireRole, type Session } from '../operations/authentication.ts';
import {
  busy,
  configurationError,
  type DeviceError,
  notRegistered,
  rest,
  tmsh,
  unsupported,
} from '../wire/errors.ts';
import type { Reply, Request } from '../wire/http.ts';
import { inferredText } from '../inferred.ts';
import { REASONS } from '../wire/html.ts';
import { type JsonObject, own } from '../wire/json.ts';
import type { Random } from '../unit/random.ts';
import { availableRoutes } from './routes/available.ts';
import { configuration, queueInTransaction } from './routes/configuration.ts';
import { backupRoutes } from './routes/backup.ts';
import { accountRoutes } from './routes/accounts.ts';
import { configRoutes } from './routes/config.ts';
import { licenseRoutes } from './routes/license.ts';
import { deviceMoveRoutes } from './routes/device-move.ts';
import { connectionRoutes } from './routes/connection.ts';
import { utilRoutes } from './routes/util-bash.ts';
import { utilFileRoutes } from './routes/util-files.ts';
import { fileRoutes } from './routes/files.ts';
import { Call, type Handler, matchRoute, type Route, routeTable } from './routes/route.ts';
import { sharedRoutes } from './routes/shared.ts';
import { systemRoutes } from './routes/system.ts';
import { transactionRoutes } from './routes/transaction.ts';
import { ucsRoutes } from './routes/ucs.ts';
import type { Unit } from '../unit/unit.ts';

// One request in, one answer out. A refusal anywhere becomes the envelope of the layer that refused.

const SHARED = routeTable([...sharedRoutes, ...accountRoutes, ...fileRoutes, ...availableRoutes]);
const TM = routeTable([
  ...availableRoutes,
  ...transactionRoutes,
  ...ucsRoutes,
  ...systemRoutes,
  ...configRoutes,
  ...utilRoutes,
  ...utilFileRoutes,
  ...connectionRoutes,
  ...backupRoutes,
  ...deviceMoveRoutes,
  ...licenseRoutes,
]);
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The answer to a request; what is refused is thrown, and becomes an envelope where it is sent. */
export function dispatch(request: Request, unit: Unit, commitFails?: string): Reply | Promise<Reply> {
  const segments = segmentsOf(request.path);
  const isTm = segments[0] === 'tm';
  const match = matchRoute(isTm ? TM : SHARED, segments);
  requireJson(request);
  const session = match?.route.open ? NOBODY : identify(request, unit.tokens);
  const { method } = request;
  if (!METHODS.has(method)) throw rest(405, `Method ${method} is not supported`);
  const call = new Call(request, unit, session, { segments, params: match?.params ?? NONE, commitFails });
  const handler = match && own(match.route.methods, method);
  if (isTm) return underTm(call, match?.route, handler);
  if (!match) throw notRegistered(`/${segments.join('/')}`);
  if (!handler) throw unsupported(segments.join('/'));
  return handler(call);
}

const NOBODY: Session = { user: '', role: 'no-access', token: undefined };
const NONE = {};

/** Behind /mgmt, decoded one by one; empty ones (a slash at the end) mean nothing. */
function segmentsOf(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.shift() !== 'mgmt') throw rest(404, `Public URI path not registered: ${path}`);
  if (!path.includes('%')) return parts;
  return parts.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      // A name with a route domain must be sent as %25; `%1` is a bad escape (device-facts: names-in-addresses).
      throw tmsh(`Bad escape in the request URI: ${part}`);
    }
  });
}

function underTm(call: Call, route: Route | undefined, handler: Handler | undefined): Reply | Promise<Reply> {
  const { method, path, session, unit, headers } = call;
  requireRole(session, method, path);
  const transaction = headers['x-f5-rest-coordination-id'];
  // A read in the middle of a transaction is answered (test_transaction.py of the Python SDK), except of itself.
  const isRead = method === 'GET' && call.segments[1] !== 'transaction';
  if (transaction !== undefined && !isRead) return queueInTransaction(call, String(transaction));
  if (method !== 'GET' && unit.condition.readOnly) throw configurationError(inferredText.readOnly);
  if (method !== 'GET' && unit.tasks.busy && !path.startsWith('/mgmt/tm/task/')) throw busy();
  if (handler) return handler(call);
  if (!route || method === 'GET') return configuration(call);
  throw unsupported(call.segments.slice(1).join('/'));
}

/** A body must say that it is JSON, except for chunks of files. */
function requireJson({ method, body, headers, path }: Request): void {
  const type = headers['content-type'];
  if (method === 'GET' || body.length === 0 || type === undefined || path.includes('/file-transfer/')) return;
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw rest(415, inferredText.mediaType(type));
}

export function refusal(error: DeviceError, request: Request, random: Random): Reply {
  const { status, message, apiError, layer, extra } = error;
  if (layer === 'html') {
    const reason = REASONS[status];
    return {
      status,
      body: message,
      type: 'text/html; charset=iso-8859-1',
      ...(reason === undefined ? {} : { reason }),
      ...(status === 401 ? { headers: CHALLENGE } : {}),
    };
  }
  const body =
    layer === 'rest'
      ? {
          code: status,
          message,
          ...restExtra(extra, request),
          restOperationId: 1 + random.below(99999999),
          kind: ':resterrorresponse',
        }
      : { code: status, message, errorStack: [], apiError };
  const close = message === 'Found invalid JSON body in the request.';
  const headers = isAnonymous(request) && status === 401 ? { ...CHALLENGE, ...COOKIES } : undefined;
  return {
    status,
    body: JSON.stringify(body),
    ...(close ? { close } : {}),
    ...(headers ? { headers } : {}),
  };
}

/** Clients that send a password only when they are asked for one wait for this (captured 17.1.0.1). */
const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="Enterprise Manager"' };
const COOKIES = {
  'Set-Cookie': ['BIGIPAuthCookie', 'BIGIPAuthUsernameCookie'].map(
    (name) => `${name}=; path=/; Secure; HttpOnly; SameSite=Strict`,
  ),
};

const isAnonymous = ({ headers }: Request) =>
  headers.authorization === undefined && headers['x-f5-auth-token'] === undefined;

const restExtra = (extra: JsonObject, request: Request): JsonObject => ({
  ...extra,
  referer: request.address,
});
