import type { LoggedRequest } from '../../targets/bigip/icontrol/wire.ts';
import type { Request } from '../wire/http.ts';
import { isList, isObject, isTooDeep, type Json } from '../wire/json.ts';

// Each answered request as one entry, without secrets.

const SECRET = /pass(word|phrase)|secret|token$|^authorization$/i;
const MASK = '********';
const LONGEST_BODY = 64 * 1024;

export function logged(request: Request, url: string, status: number, now: number): LoggedRequest {
  const transaction = request.headers['x-f5-rest-coordination-id'];
  const body = bodyOf(request);
  return {
    time: new Date(now).toISOString(),
    method: request.method,
    url: url.replace(/(\/authz\/tokens\/)[^/?]+/, `$1${MASK}`),
    status,
    ...(typeof transaction === 'string' ? { transaction } : {}),
    ...(body === undefined ? {} : { body }),
  };
}

function bodyOf({ body, headers }: Request): Json | undefined {
  if (body.length === 0) return undefined;
  // A key may be uploaded, and its length is a secret too.
  if (headers['content-type']?.includes('octet-stream')) return 'a file';
  if (body.length > LONGEST_BODY) return `${body.length} bytes`;
  const text = body.toString('utf8');
  if (isTooDeep(text)) return `${body.length} bytes`;
  try {
    const wrapped: unknown = JSON.parse(`{"body":${text}}`);
    return isObject(wrapped) && wrapped.body !== undefined ? masked(wrapped.body) : undefined;
  } catch {
    return `${body.length} bytes`;
  }
}

function masked(value: Json): Json {
  if (isList(value)) return value.map(masked);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET.test(key) && !isObject(inner) ? MASK : masked(inner),
    ]),
  );
}
