import { requireRole, type Session } from './auth.ts';
import {
  busy,
  configurationError,
  type DeviceError,
  invalidJson,
  notRegistered,
  rest,
  unsupported,
} from './errors.ts';
import type { Answer, Asked } from './exchange.ts';
import { inferredText } from './inferred.ts';
import { REASONS } from './html.ts';
import { isObject, isTooDeep, type JsonObject, own } from './json.ts';
import type { Random } from './random.ts';
import { configuration, queueCommand } from './routes/configuration.ts';
import { backupRoutes } from './routes/backup.ts';
import { connectionRoutes } from './routes/connection.ts';
import { utilRoutes } from './routes/util-bash.ts';
import { fileRoutes } from './routes/files.ts';
import { type Call, type Handler, matchRoute, type Route, routeTable } from './routes/route.ts';
import { sharedRoutes } from './routes/shared.ts';
import { systemRoutes } from './routes/system.ts';
import { transactionRoutes } from './routes/transaction.ts';
import { ucsRoutes } from './routes/ucs.ts';
import type { Unit } from './unit.ts';

// One request in, one answer out. A refusal anywhere becomes the envelope of the layer that refused.

const SHARED = routeTable([...sharedRoutes, ...fileRoutes]);
const TM = routeTable([
  ...transactionRoutes,
  ...ucsRoutes,
  ...systemRoutes,
  ...utilRoutes,
  ...connectionRoutes,
  ...backupRoutes,
]);
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The answer to a request; what is refused is thrown, and becomes an envelope where it is sent. */
export function dispatch(asked: Asked, unit: Unit): Answer | Promise<Answer> {
  const { segments, method } = asked;
  const isTm = segments[0] === 'tm';
  const match = matchRoute(isTm ? TM : SHARED, segments);
  requireJson(asked);
  const session = match?.route.open ? NOBODY : unit.auth.identify(asked);
  const call: Call = { ...asked, session, unit, params: match?.params ?? {}, json: () => parseBody(asked) };
  if (!METHODS.has(method)) throw rest(405, `Method ${method} is not supported`);
  const handler = match && own(match.route.methods, method);
  if (isTm) return underTm(call, match?.route, handler);
  if (!match) throw notRegistered(`/${segments.join('/')}`);
  if (!handler) throw unsupported(segments.join('/'));
  return handler(call);
}

const NOBODY: Session = { user: '', role: 'no-access', token: undefined };

function underTm(
  call: Call,
  route: Route | undefined,
  handler: Handler | undefined,
): Answer | Promise<Answer> {
  const { method, path, session, unit, headers } = call;
  requireRole(session, method, path);
  const transaction = headers['x-f5-rest-coordination-id'];
  if (transaction !== undefined) return queueCommand(call, String(transaction));
  if (method !== 'GET' && unit.condition.readOnly) throw configurationError(inferredText.readOnly);
  if (method !== 'GET' && unit.tasks.busy && !path.startsWith('/mgmt/tm/task/')) throw busy();
  if (handler) return handler(call);
  if (!route || method === 'GET') return configuration(call);
  throw unsupported(call.segments.slice(1).join('/'));
}

/** A body must say that it is JSON, except for chunks of files. */
function requireJson({ method, body, headers, path }: Asked): void {
  const type = headers['content-type'];
  if (method === 'GET' || body.length === 0 || type === undefined || path.includes('/file-transfer/')) return;
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) throw rest(415, inferredText.mediaType(type));
}

/** The body as an object; nothing at all is an empty one. */
function parseBody({ body }: Asked): JsonObject {
  if (body.length === 0) return {};
  const text = body.toString('utf8');
  if (isTooDeep(text)) throw invalidJson();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidJson();
  }
  if (!isObject(parsed)) throw invalidJson();
  return parsed;
}

export function refusal(error: DeviceError, asked: Asked, random: Random): Answer {
  const { status, message, apiError, layer, extra } = error;
  if (layer === 'html') {
    const reason = REASONS[status];
    return {
      status,
      body: message,
      type: 'text/html; charset=iso-8859-1',
      ...(reason === undefined ? {} : { reason }),
    };
  }
  const body =
    layer === 'rest'
      ? {
          code: status,
          message,
          ...restExtra(extra, asked),
          restOperationId: 1 + random.below(99999999),
          kind: ':resterrorresponse',
        }
      : { code: status, message, errorStack: [], apiError };
  const close = message === 'Found invalid JSON body in the request.';
  return { status, body: JSON.stringify(body), ...(close ? { close } : {}) };
}

const restExtra = (extra: JsonObject, asked: Asked): JsonObject => ({ ...extra, referer: asked.address });
