import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asText } from '../../../src/model/object.ts';
import { version } from '../../../src/model/version.ts';
import { parseSpec } from '../../../src/spec/spec.ts';
import { desiredObjects } from '../../../src/targets/bigip/desired.ts';
import { type Decision, routesRule } from '../../../src/targets/bigip/desired/virtual/http-routes.ts';
import { decide, hasTcl, type Request } from '../../harness/irule.ts';

// What routes say, as the iRule that is made of them decides it for requests, in a real Tcl.

type Part = Readonly<Record<string, unknown>>;

const POOLS = { web: {}, node: {}, iis: { partition: 'Apps' } };

interface Made {
  readonly rules: readonly string[];
  /** The text of the iRule of the routes. */
  readonly text: string;
  readonly profiles: unknown;
  /** `rule place: message`. */
  readonly errors: readonly string[];
}

async function made(virtual: Part, parts: Part = {}, tmos = '17.1.2'): Promise<Made> {
  const site = { destination: '203.0.113.10', port: 80, ...virtual };
  const text = JSON.stringify({ version: 1, name: 'r', pools: POOLS, virtualServers: { site }, ...parts });
  const parsed = await parseSpec({ text, file: 'spec.json', vars: [], env: {} });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed.map(({ message }) => message)));
  const { objects, findings } = desiredObjects(parsed.spec, version(tmos), new Map());
  const fields = objects.get('ltm/virtual:/Common/site')?.fields ?? {};
  return {
    rules: Array.isArray(fields.rules) ? fields.rules.map(String) : [],
    text: asText(objects.get('ltm/rule:/Common/site-routes')?.fields.apiAnonymous),
    profiles: fields.profiles,
    errors: findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, at, message }) => `${rule} ${at.join('.')}: ${message}`),
  };
}

/** What the routes do for one request after another. */
async function decided(virtual: Part, requests: readonly Request[]): Promise<string[]> {
  const { text, errors } = await made(virtual);
  expect(errors).toEqual([]);
  return decide([text], requests).map((commands) => commands.map((words) => words.join(' ')).join('; '));
}

const at = (
  uri: string,
  headers: Readonly<Record<string, string>> = {},
  host = 'demo.example.com',
): Request => ({
  host,
  uri,
  headers,
});
const UPGRADE = { Upgrade: 'websocket', Connection: 'Upgrade' };

describe.skipIf(!hasTcl)('a route matches', () => {
  /** A route to `node` with this match, else `web`; the requests that go to `node` and those that do not. */
  const cases: readonly (readonly [string, Part, readonly Request[], readonly Request[]])[] = [
    [
      'a path is a prefix that ends where a segment does',
      { path: '/x/' },
      ['/x', '/x/', '/x/y', '/x?q', '/x/?EIO=4', '/x//'].map((uri) => at(uri)),
      ['/xy', '/', '/X/', '/y/x/', '/x%2f', '?/x/'].map((uri) => at(uri)),
    ],
    ['with a slash at its end or not', { path: '/x' }, [at('/x'), at('/x/y')], [at('/xy')]],
    ['the root is every path', { path: '/' }, [at('/'), at('/x'), at('*')], []],
    ['one of several', { path: ['/a', '/b/'] }, [at('/a/1'), at('/b')], [at('/c'), at('/ab')]],
    ['exactly', { path: { exact: '/x' } }, [at('/x'), at('/x?a')], [at('/x/'), at('/x/y'), at('/')]],
    [
      'exactly one of several',
      { path: { exact: ['/x', '/y/'] } },
      [at('/x'), at('/y/')],
      [at('/y'), at('/z')],
    ],
    [
      'an expression',
      { path: { regex: '^/a[0-9]+$' } },
      [at('/a1'), at('/a42?x')],
      [at('/a'), at('/a1/'), at('/ba1')],
    ],
    [
      'without anchors it is found anywhere',
      { path: { regex: '\\.png' } },
      [at('/a.png'), at('/a.png/b')],
      [at('/apng')],
    ],
    ['in any case', { path: { regex: '(?i)^/api(/|$)' } }, [at('/API'), at('/api/x')], [at('/apis')]],
    [
      'a host, without port and case',
      { host: 'Demo.example.com' },
      [
        'demo.example.com',
        'DEMO.EXAMPLE.COM',
        'demo.example.com:8443',
        'demo.example.com.',
        'demo.example.com.:1',
      ].map((host) => at('/', {}, host)),
      ['', 'example.com', 'xdemo.example.com', 'demo.example.com.evil', '443'].map((host) =>
        at('/', {}, host),
      ),
    ],
    [
      'all names below one',
      { host: '*.example.com' },
      ['a.example.com', 'a.b.example.com:80'].map((host) => at('/', {}, host)),
      ['example.com', '.example.co', 'aexample.com', 'a.example.com.evil', ''].map((host) =>
        at('/', {}, host),
      ),
    ],
    [
      'an address of IPv6',
      { host: '[2001:db8::1]' },
      ['[2001:db8::1]', '[2001:DB8::1]:80'].map((host) => at('/', {}, host)),
      ['[2001:db8::2]', '2001'].map((host) => at('/', {}, host)),
    ],
    [
      'headers, all of them',
      { header: { 'X-Canary': ['1', 'yes'], Accept: { regex: '^text/' } } },
      [
        at('/', { 'x-canary': '1', accept: 'text/html' }),
        at('/', { 'X-Canary': 'yes', Accept: 'text/plain' }),
      ],
      [at('/', { 'X-Canary': '1' }), at('/', { 'X-Canary': 'no', Accept: 'text/html' }), at('/')],
    ],
    [
      'parameters of the query, as they are written',
      { query: { EIO: 4, transport: ['websocket', 'a%20b'] } },
      [at('/s?EIO=4&transport=websocket'), at('/?x&transport=a%20b&EIO=4')],
      [at('/?EIO=4'), at('/?EIO=44&transport=websocket'), at('/?aEIO=4&transport=websocket'), at('/EIO=4')],
    ],
    [
      'an upgrade to a WebSocket',
      { upgrade: 'websocket' },
      [
        at('/', UPGRADE),
        at('/', { Upgrade: 'WebSocket', Connection: 'keep-alive, upgrade' }),
        at('/', { Upgrade: 'h2c, websocket', Connection: 'UPGRADE' }),
      ],
      [
        at('/'),
        at('/', { Upgrade: 'websocket' }),
        at('/', { Connection: 'Upgrade' }),
        at('/', { Upgrade: 'websocket2', Connection: 'Upgrade' }),
        at('/', { Upgrade: 'h2c', Connection: 'Upgrade' }),
      ],
    ],
    [
      'all that it says',
      { host: 'demo.example.com', path: '/ws/', upgrade: 'websocket' },
      [at('/ws/', UPGRADE)],
      [at('/ws/'), at('/w', UPGRADE), at('/ws/', UPGRADE, 'other.example.com')],
    ],
  ];
  test.each(cases)('%s', async (_, match, those, others) => {
    const virtual = { routes: [{ ...match, pool: 'node' }, { pool: 'web' }] };
    expect(await decided(virtual, [...those, ...others])).toEqual([
      ...those.map(() => 'pool /Common/node'),
      ...others.map(() => 'pool /Common/web'),
    ]);
  });
});

describe.skipIf(!hasTcl)('a route does', () => {
  test('the first that matches counts, and pools are named by their full path', async () => {
    const routes = [
      { path: '/signalr', pool: 'iis' },
      { path: '/signalr/x', pool: 'node' },
      { path: '/theirs', pool: '/Other/theirs' },
      { pool: 'web' },
    ];
    const { text } = await made({ routes, destination: '203.0.113.10%0' });
    const found = decide([text], [at('/signalr/x'), at('/theirs'), at('/')]);
    expect(found).toEqual([[['pool', '/Apps/iis']], [['pool', '/Other/theirs']], [['pool', '/Common/web']]]);
  });

  test.each([
    ['the pool of the virtual server', { pool: 'web' }, 'pool /Common/web'],
    ['404 where there is none', {}, 'respond 404 content Not Found\n noserver Content-Type text/plain'],
    ['its default', { pool: 'node', routes: [{ pool: 'web' }] }, 'pool /Common/web'],
  ])('what matches nothing gets %s', async (_, virtual, expected) => {
    const routes = [{ path: '/x', pool: 'node' }];
    expect(await decided({ routes, ...virtual }, [at('/'), at('/', UPGRADE)])).toEqual([expected, expected]);
  });

  test.each([
    ['https://www.example.com/y?z', 'respond 302 noserver Location https://www.example.com/y?z'],
    ['/login', 'respond 302 noserver Location /login'],
    [{ to: 'https://a.example', status: 308 }, 'respond 308 noserver Location https://a.example'],
    [
      { to: 'https://a.example', status: 301, keepPath: true },
      'respond 301 noserver Location https://a.example/x/y?z=[exec id]',
    ],
  ])('redirect: %j', async (redirect, expected) => {
    expect(await decided({ routes: [{ path: '/x', redirect }] }, [at('/x/y?z=[exec id]')])).toEqual([
      expected,
    ]);
  });

  test.each([
    [404, 'respond 404 noserver'],
    [{ status: 200, body: 'ok' }, 'respond 200 content ok noserver Content-Type text/plain'],
    [
      {
        status: 503,
        body: '<h1>"$x" [exec id] {</h1>\n',
        contentType: 'text/html',
        headers: { 'Retry-After': 120 },
      },
      'respond 503 content <h1>"$x" [exec id] {</h1>\n noserver Content-Type text/html Retry-After 120',
    ],
  ])('respond: %j', async (respond, expected) => {
    expect(await decided({ routes: [{ respond }] }, [at('/')])).toEqual([expected]);
  });

  test('persistence of its own, and then all say theirs', async () => {
    const routes = [
      { path: '/a', pool: 'node', persistence: 'cookie' },
      { path: '/b', pool: 'node', persistence: { type: 'cookie', cookieName: 'S', expiration: 60 } },
      { path: '/c', pool: 'node', persistence: { type: 'cookie', cookieName: 'S' } },
      { path: '/d', pool: 'node', persistence: 'none' },
      {
        path: '/e',
        pool: 'node',
        persistence: { type: 'source-address', timeout: 600, mask: '255.255.255.0' },
      },
      { path: '/f', pool: 'node', persistence: { type: 'source-address' } },
      { path: '/g', pool: 'node' },
    ];
    const requests = ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/'].map((uri) => at(uri));
    const found = await decided({ routes, pool: 'web', persistence: 'source-address' }, requests);
    expect(found).toEqual(
      [
        'cookie insert',
        'cookie insert S 60',
        'cookie insert S',
        'none',
        'source_addr 255.255.255.0 600',
        'source_addr 180',
        'source_addr',
      ]
        .map((words) => `persist ${words}; pool /Common/node`)
        .concat('persist source_addr; pool /Common/web'),
    );
  });

  test('without any the profile of the virtual server does it', async () => {
    const routes = [{ path: '/a', pool: 'node' }, { pool: 'web' }];
    expect(await decided({ routes, persistence: 'cookie' }, [at('/a')])).toEqual(['pool /Common/node']);
  });

  test('a profile that no command can name is an error beside one', async () => {
    const routes = [
      { path: '/a', pool: 'node', persistence: 'cookie' },
      { path: '/b', pool: 'node' },
      { pool: 'web' },
    ];
    for (const persistence of [
      '/Common/theirs',
      { type: 'cookie' },
      { type: 'source-address', mask: 'ffff::' },
    ]) {
      const { errors } = await made({ routes, persistence });
      expect(errors).toEqual([
        expect.stringMatching(/^routes\/mixed-persistence virtualServers.site.persistence: /),
      ]);
    }
    const all = routes.map((route) => ({ ...route, persistence: 'none' }));
    expect((await made({ routes: all, persistence: '/Common/theirs' })).errors).toEqual([]);
  });
});

describe.skipIf(!hasTcl)('beside other iRules', () => {
  const OWN = 'when HTTP_REQUEST { HTTP::header replace X-Forwarded-Proto https }';
  const ANSWERS = 'when HTTP_REQUEST { HTTP::respond 503 content down }';

  test('one that sets a header comes first, also before an answer', async () => {
    const { text } = await made({ routes: [{ path: '/x', pool: 'node' }] });
    const found = decide([text, OWN], [at('/x'), at('/')]).map((commands) => commands.map(([name]) => name));
    expect(found).toEqual([
      ['header', 'pool'],
      ['header', 'respond'],
    ]);
  });

  test.each([
    ['pool', { pool: 'node' }],
    ['redirect', { redirect: '/login' }],
    ['answer', { respond: 404 }],
  ])('one that has answered has the last word: %s', async (_, does) => {
    for (const match of [{ path: '/' }, { path: '/x' }, { host: 'demo.example.com' }]) {
      const { text } = await made({ routes: [{ ...match, ...does }] });
      const [found] = decide([text, ANSWERS], [at('/x')]);
      expect(found?.filter(([name]) => name !== 'pool')).toEqual([['respond', '503', 'content', 'down']]);
    }
  });
});

describe('how they stand on the virtual server', () => {
  const routes = [{ path: '/x', pool: 'node' }, { pool: 'web' }];

  test('behind the iRules of the user, on HTTP', async () => {
    const rules = { own: { text: 'when HTTP_REQUEST { return }' } };
    const found = await made({ routes, rules: ['own'] }, { rules });
    expect(found).toMatchObject({
      rules: ['/Common/own', '/Common/site-routes'],
      profiles: ['/Common/http', '/Common/tcp'],
      errors: [],
    });
  });

  test.each(['fastl4', 'tcp'])('not with %s, and the ways that can are named', async (mode) => {
    const { errors } = await made({ routes, websocket: mode });
    expect(errors).toEqual([
      expect.stringMatching(/^websocket\/way-cannot virtualServers.site.routes: .*sees no HTTP/),
    ]);
  });

  test.skipIf(!hasTcl)(
    'websocket: irule turns HTTP off in the same iRule, once the pool is chosen',
    async () => {
      const mixed = [{ path: '/x', pool: 'node' }, { respond: 404 }];
      const { text, rules } = await made({ routes: mixed, websocket: 'irule' }, {}, '11.3.0');
      expect(rules).toEqual(['/Common/site-routes']);
      const found = decide([text], [at('/x', UPGRADE), at('/x'), at('/', UPGRADE)]);
      expect(found.map((commands) => commands.map(([name]) => name))).toEqual([
        ['pool', 'disable'],
        ['pool'],
        ['respond'],
      ]);
      const logged = await made({ routes, websocket: { mode: 'irule', logging: 'request' } }, {}, '11.3.0');
      expect(logged.errors).toEqual([expect.stringContaining('websocket.logging')]);
    },
  );

  test('an iRule of the spec with the name of theirs is an error', async () => {
    const rules = { 'site-routes': { text: 'when HTTP_REQUEST { return }' } };
    const { errors } = await made({ routes }, { rules });
    expect(errors).toEqual([expect.stringContaining('bigip/rule-clash virtualServers.site.routes')]);
  });

  test('a pool that is not there is told at its route', async () => {
    const text = JSON.stringify({
      version: 1,
      name: 'r',
      virtualServers: { site: { destination: '203.0.113.10', port: 80, routes: [{ pool: 'nod' }] } },
    });
    const parsed = await parseSpec({ text, file: 'spec.json', vars: [], env: {} });
    if (Array.isArray(parsed)) throw new Error('the spec is fine');
    const { findings } = desiredObjects(parsed.spec, version('17.1.2'), new Map());
    expect(findings.map(({ rule, at: place }) => `${rule} ${place.join('.')}`)).toContain(
      'spec/dangling-reference virtualServers.site.routes.0.pool',
    );
    expect(parsed.dangling().map(({ rule }) => rule)).toEqual(['spec/dangling-reference']);
  });

  test('too much for an iRule is an error', async () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      path: { exact: `/${'x'.repeat(900)}${index}` },
      pool: 'web',
    }));
    const { errors } = await made({ routes: many });
    expect(errors).toEqual([expect.stringMatching(/^bigip\/long-rule virtualServers.site.routes: /)]);
  });
});

describe.skipIf(!hasTcl)('no text of a route is ever code', () => {
  const nasty = fc.string({
    unit: fc.constantFrom(...'[]{}"\\$;# \n\t\r\0aé€'.split(''), '[exec id]', '${x}', '\\n', '[HTTP::uri]'),
    maxLength: 12,
  });
  const look = (how: string, value: string, name = '') => ({ how, value, name, last: value.length - 1 });

  test('it is matched and sent exactly as it is', () => {
    const texts = fc.record({ name: nasty, value: nasty, pool: nasty, body: nasty, url: nasty });
    fc.assert(
      fc.property(texts, ({ name, value, pool, body, url }) => {
        const path = { any: [look('path-exact', `/${value}`)], several: false };
        const header = { any: [look('host', `x${value}`), look('header-exact', value, name)], several: true };
        const decisions: Decision[] = [
          { tests: [path], does: 'redirect', to: url, status: 301, keepPath: false },
          { tests: [header], does: 'pool', pool, persist: { mode: 'cookie insert', words: [value, body] } },
          { tests: [], does: 'respond', status: 200, body, headers: [{ name, value }] },
        ];
        const requests = [
          { uri: `/${value}` },
          { uri: '/.', headers: { [name]: value } },
          { uri: '/.', headers: { [name]: `${value}.` } },
        ];
        expect(decide([routesRule(decisions, false)], requests)).toEqual([
          [['respond', '301', 'noserver', 'Location', url]],
          [
            ['persist', 'cookie', 'insert', value, body],
            ['pool', pool],
          ],
          [['respond', '200', ...(body === '' ? [] : ['content', body]), 'noserver', name, value]],
        ]);
      }),
      { numRuns: 60 },
    );
  });
});
