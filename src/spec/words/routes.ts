import { type Entry, here, type WordsAt } from './entry.ts';

const MATCH = 'what a route matches stands beside what it does: `{ path: /socket.io/, pool: node }`';
const ROUTE_COOKIE =
  'an iRule gives a cookie its name and expiry only; the `persistence` of the virtual server knows more';

const ROUTE: readonly Entry[] = [
  [MATCH, 'match matches when if conditions condition rule'],
  [here('path'), 'prefix pathPrefix location uri url pathname paths'],
  ['here it is `path: { exact: /x }`', 'exact pathExact'],
  ['here it is `path: { regex: "^/a[0-9]+$" }`', 'regex pathRegex regexp pattern'],
  [here('host'), 'hosts hostname hostnames domain domains server serverName authority'],
  [here('header'), 'headers httpHeader'],
  [here('query'), 'queryParams parameters params param args queryString search'],
  ['here it is `upgrade: websocket`', 'websocket ws wss websockets protocol'],
  [here('pool'), 'target backend backends service to upstream forward proxyPass pools'],
  [here('persistence'), 'sticky stickiness persist affinity sessionAffinity cookie'],
  [here('redirect'), 'redirectTo moved'],
  [here('respond'), 'response return answer status fixedResponse reply'],
  ['the first route that matches counts: their order says it', 'priority order weight'],
  [
    'a route that matches nothing in particular, at the end: `- pool: web`',
    'default otherwise else fallback',
  ],
];

/** In `routes:` and `redirectHttp:` of a virtual server. */
export const ROUTE_KEYS: readonly WordsAt[] = [
  [
    'virtualServers.*.redirectHttp',
    [
      [here('status'), 'code statusCode'],
      [here('port'), 'from listen httpPort'],
      [here('host'), 'to hostname location url'],
    ],
  ],
  ['virtualServers.*.routes.*', ROUTE],
  ['virtualServers.*.routes.*.persistence', [[ROUTE_COOKIE, 'secure httpOnly encryption passphrase']]],
  [
    'virtualServers.*.routes.*.redirect',
    [
      [here('to'), 'url location target'],
      [here('status'), 'code statusCode'],
      [here('keepPath'), 'preservePath keepUri keepQuery'],
    ],
  ],
  [
    'virtualServers.*.routes.*.respond',
    [
      [here('status'), 'code statusCode'],
      [here('body'), 'content text message html'],
      [here('headers'), 'header'],
      [here('contentType'), 'type mimeType'],
    ],
  ],
];
