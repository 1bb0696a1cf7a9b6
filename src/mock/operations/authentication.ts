import { inferredText } from '../inferred.ts';
import type { Tokens } from '../unit/tokens.ts';
import { type DeviceError, rest } from '../wire/errors.ts';
import { html401 } from '../wire/html.ts';
import type { Request } from '../wire/http.ts';
import { type JsonObject, scalarText } from '../wire/json.ts';

// Two front doors (device-facts: two-doors): the web server checks Basic and answers HTML, restjavad checks tokens
// and answers JSON.

export interface Session {
  readonly user: string;
  readonly role: string;
  readonly token: string | undefined;
}

/** Who is asking; a refusal otherwise. A Basic header beside a token is not looked at. */
export function identify(request: Request, tokens: Tokens): Session {
  const input = request.headers['x-f5-auth-token'];
  const basic = input === undefined ? basicOf(request) : undefined;
  if (basic) {
    const user = tokens.findUser(basic.user);
    if (!user?.matches(basic.password)) throw html401();
    return { user: basic.user, role: user.role, token: undefined };
  }
  if (typeof input !== 'string' || input === '') throw noCredentials(request);
  const token = tokens.token(input);
  if (!token) throw rest(401, 'X-F5-Auth-Token does not exist.', { referer: request.address });
  if (tokens.isExpired(token)) {
    tokens.revoke(input);
    throw rest(401, 'X-F5-Auth-Token has expired.', { referer: request.address });
  }
  return { user: token.user, role: tokens.findUser(token.user)?.role ?? 'no-access', token: input };
}

export function login(request: Request, body: JsonObject, tokens: Tokens): JsonObject {
  const name = scalarText(body.username) ?? '';
  const provider = scalarText(body.loginProviderName) ?? 'local';
  const basic = basicOf(request);
  if (basic && !tokens.findUser(basic.user)?.matches(basic.password)) throw html401();
  const user = tokens.findUser(name);
  if (!user?.matches(scalarText(body.password) ?? '')) throw loginFailed(request, name, provider);
  const token = tokens.issue(name, provider, request.address, user);
  return {
    username: name,
    loginReference: {
      link: `https://localhost/mgmt/cm/system/authn/providers/${provider}/${user.uuid}/login`,
    },
    loginProviderName: provider,
    token: tokens.view(token),
    generation: 0,
    lastUpdateMicros: 0,
  };
}

function basicOf(request: Request): { user: string; password: string } | undefined {
  const encoded = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return {
    user: text.slice(0, colon < 0 ? undefined : colon),
    password: colon < 0 ? '' : text.slice(colon + 1),
  };
}

function noCredentials(request: Request): DeviceError {
  const where = `Uri:http://localhost:8100${request.path} Referrer:${request.address} Sender:${request.address}`;
  const text = 'Authorization failed: no user authentication header or token detected.';
  return rest(401, `${text} ${where}`, { referer: request.address });
}

/** The body is echoed without its password. */
function loginFailed(request: Request, username: string, loginProviderName: string): DeviceError {
  const originalRequestBody = JSON.stringify({
    username,
    loginProviderName,
    generation: 0,
    lastUpdateMicros: 0,
  });
  return rest(401, 'Authentication failed.', { originalRequestBody, referer: request.address });
}

/** What each role may do under /mgmt/tm, as far as the mock tells roles apart. */
export function requireRole(session: Session, method: string, path: string): void {
  if (method === 'GET' || session.role === 'admin' || session.role === 'resource-admin') return;
  const isMember = /^\/mgmt\/tm\/ltm\/(node|pool)(\/|$)/.test(path);
  if (session.role === 'operator' && method === 'PATCH' && isMember) return;
  const isLtm = path.startsWith('/mgmt/tm/ltm/') || path.startsWith('/mgmt/tm/transaction');
  if (session.role === 'manager' && isLtm) return;
  throw rest(403, inferredText.forbidden(session.user, path));
}
