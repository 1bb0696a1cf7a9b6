import { textAt } from '../../wire/json.ts';
import type { Header } from '../contract.ts';
import { valueOf, withValue, without } from '../message/headers.ts';
import { type Connection, httpProps } from './connection.ts';
import type { RequestHead, ResponseHead } from '../message/head.ts';

/** What the http profile makes of a response on its way to the client. */
export function forClient(
  connection: Connection,
  request: RequestHead,
  response: ResponseHead,
): ResponseHead {
  const props = httpProps(connection.host);
  let { headers } = response;
  const location = valueOf(headers, 'Location');
  if (location !== undefined && response.status >= 300 && response.status < 400) {
    headers = withValue(headers, 'Location', rewritten(connection, request, location));
  }
  const { hsts } = props;
  if (connection.tls && isRecord(hsts) && hsts.mode === 'enabled') {
    headers = withValue(headers, 'Strict-Transport-Security', hstsOf(hsts));
  }
  if (props.viaResponse === 'append') {
    headers = [
      ...headers,
      ['Via', `${response.version} ${textAt(props, 'viaHostName') ?? ''}`.trim()] satisfies Header,
    ];
  }
  if (props.viaResponse === 'remove') headers = without(headers, 'Via');
  return { ...response, headers };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hstsOf({ maximumAge, includeSubdomains, preload }: Readonly<Record<string, unknown>>): string {
  const parts = [
    `max-age=${Number(maximumAge ?? 0)}`,
    ...(includeSubdomains === 'enabled' ? ['includeSubDomains'] : []),
    ...(preload === 'enabled' ? ['preload'] : []),
  ];
  return parts.join('; ');
}

/**
 * `redirectRewrite` where the client speaks TLS: of `all` redirects http becomes https, of `matching` those to the
 * requested URI, with or without its last slash; `nodes`: a member's address becomes that of the virtual server.
 */
function rewritten({ host, link, tls }: Connection, request: RequestHead, location: string): string {
  const mode = textAt(httpProps(host), 'redirectRewrite') ?? 'none';
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (!url || mode === 'none') return location;
  const secure = tls ? location.replace(/^http:/i, 'https:') : location;
  if (mode === 'all') return secure;
  const bare = (text: string) => text.replace(/\/$/, '');
  if (mode === 'matching') return bare(url.pathname + url.search) === bare(request.uri) ? secure : location;
  const address = link?.member?.address.split('%')[0];
  if (url.hostname.replace(/^\[|\]$/g, '') !== address) return location;
  const own = host.local.address.includes(':') ? `[${host.local.address}]` : host.local.address;
  return secure.replace(/^(https?:\/\/)[^/]+/i, `$1${own}:${host.local.port}`);
}
