import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asText, type Fields } from '../../../src/model/object.ts';
import { version } from '../../../src/model/version.ts';
import { parseSpec } from '../../../src/spec/spec.ts';
import { desiredObjects } from '../../../src/targets/bigip/desired.ts';
import { redirectRule } from '../../../src/targets/bigip/desired/virtual/redirect-http.ts';
import { checkRules } from '../../../src/targets/bigip/lint/registry.ts';
import { decide, hasTcl, type Request } from '../../harness/irule.ts';

type Part = Readonly<Record<string, unknown>>;

interface Made {
  readonly virtual: Fields | undefined;
  readonly text: string;
  /** `rule place` of errors and warnings. */
  readonly said: readonly string[];
}

async function made(site: Part, parts: Part = {}): Promise<Made> {
  const written = {
    destination: '203.0.113.10',
    port: 443,
    pool: '/Common/p',
    profiles: ['/Common/clientssl'],
  };
  const virtualServers = { site: { ...written, xForwardedFor: true, ...site }, ...parts };
  const text = JSON.stringify({ version: 1, name: 'r', virtualServers });
  const parsed = await parseSpec({ text, file: 'spec.json', vars: [], env: {} });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed.map(({ message }) => message)));
  const tmos = version('17.1.2');
  const { objects, findings } = desiredObjects(parsed.spec, tmos, new Map());
  const all = [
    ...findings,
    ...checkRules({ spec: parsed.spec, objects, version: tmos, files: new Map(), now: new Date() }),
  ];
  return {
    virtual: objects.get('ltm/virtual:/Common/site-redirect')?.fields,
    text: asText(objects.get('ltm/rule:/Common/site-redirect')?.fields.apiAnonymous),
    said: all.filter(({ severity }) => severity !== 'note').map(({ rule, at }) => `${rule} ${at.join('.')}`),
  };
}

/** Where it sends each request, or what it answers. */
async function answered(site: Part, requests: readonly Request[]): Promise<string[]> {
  const { text } = await made(site);
  return decide([text], requests).map((commands) => commands.map((words) => words.join(' ')).join('; '));
}

describe('the virtual server that redirects', () => {
  test('is on the same address, VLANs and clients, and has nothing behind it', async () => {
    const site = {
      vlans: ['/Common/out'],
      source: '198.51.100.0/24',
      snat: 'automap',
      persistence: 'cookie',
    };
    const { virtual } = await made({ ...site, redirectHttp: true, connectionRateLimit: 50 });
    expect(virtual).toMatchObject({
      destination: '203.0.113.10:80',
      source: '198.51.100.0/24',
      vlans: ['/Common/out'],
      profiles: ['/Common/http', '/Common/tcp'],
      rules: ['/Common/site-redirect'],
      pool: null,
      persist: null,
      sourceAddressTranslation: 'none',
      rateLimit: 50,
    });
  });

  test.each([false, undefined])('is not there with %s', async (redirectHttp) => {
    expect((await made({ redirectHttp })).virtual).toBeUndefined();
  });

  test('listens where it is told, on IPv6 too', async () => {
    const { virtual } = await made({ destination: '2001:db8::1', redirectHttp: { port: 8080 } });
    expect(virtual?.destination).toBe('2001:db8::1.8080');
  });

  test('listens on the whole network that its virtual server does', async () => {
    const { virtual } = await made({ destination: '10.13.13.0/24', redirectHttp: true });
    expect(virtual?.destination).toBe('10.13.13.0/24:80');
  });

  test.each([
    [
      'a virtual server of that name',
      {},
      { 'site-redirect': { destination: '203.0.113.11', port: 80 } },
      'spec/name-clash virtualServers.site-redirect',
    ],
    [
      'its own port',
      { redirectHttp: { port: 443 } },
      {},
      'bigip/duplicate-listener virtualServers.site.redirectHttp',
    ],
    [
      'one that listens there',
      {},
      { other: { destination: '203.0.113.10', port: 80 } },
      'bigip/duplicate-listener virtualServers.other',
    ],
    [
      'no TLS to redirect to',
      { profiles: [] },
      {},
      'virtual/redirect-without-tls virtualServers.site.redirectHttp',
    ],
  ])('is told about: %s', async (_, site, parts, expected) => {
    const { said } = await made({ redirectHttp: true, ...site }, parts);
    expect(said).toContain(expected);
  });
});

describe.skipIf(!hasTcl)('it sends', () => {
  const to = (status: number, url: string): string => `respond ${status} noserver Location ${url}`;
  const BAD = 'respond 400 content The request needs a Host.\n noserver Content-Type text/plain';

  test('to https, with host, path and query', async () => {
    const found = await answered({ redirectHttp: true }, [
      { host: 'demo.example.com', uri: '/a/b?c=d&e=[exec id]' },
      { host: 'Demo.Example.com:80', uri: '/' },
      { host: '[2001:DB8::1]:80', uri: '/' },
      { host: 'demo.example.com', uri: 'http://elsewhere/x' },
      { host: 'demo.example.com', uri: '//elsewhere/x' },
    ]);
    expect(found).toEqual([
      to(301, 'https://demo.example.com/a/b?c=d&e=[exec id]'),
      to(301, 'https://demo.example.com/'),
      to(301, 'https://[2001:db8::1]/'),
      to(301, 'https://demo.example.com/'),
      to(301, 'https://demo.example.com//elsewhere/x'),
    ]);
  });

  test('to the port of the virtual server', async () => {
    const requests = [{ host: 'a.example:8080', uri: '/x' }];
    expect(await answered({ port: 8443, redirectHttp: { status: 308, port: 8080 } }, requests)).toEqual([
      to(308, 'https://a.example:8443/x'),
    ]);
    expect(await answered({ port: 'any', redirectHttp: true }, requests)).toEqual([
      to(301, 'https://a.example/x'),
    ]);
  });

  test('nobody to a Host that is none, or missing', async () => {
    const hosts = [
      '',
      ':80',
      'a b',
      'evil.example/x',
      'user@evil.example',
      'a"b',
      'a\nb',
      '[exec id]',
      '$x',
      'é',
    ];
    const found = await answered(
      { redirectHttp: true },
      hosts.map((host) => ({ host })),
    );
    expect(found).toEqual(hosts.map(() => BAD));
  });

  test('everybody to a host that is fixed', async () => {
    const found = await answered({ redirectHttp: { host: 'www.example.com' } }, [
      { host: 'evil.example', uri: '/x' },
      { host: '', uri: '/y' },
    ]);
    expect(found).toEqual([to(301, 'https://www.example.com/x'), to(301, 'https://www.example.com/y')]);
  });

  test('and no text of the spec is code', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...'[]{}"\\$;# \n\t\r\0aé€'.split(''), '[exec id]', '${x}', '\\n'),
      minLength: 1,
    });
    fc.assert(
      fc.property(nasty, (host) => {
        const [found] = decide([redirectRule({ host, status: 301, port: 443 })], [{ uri: '/x' }]);
        expect(found).toEqual([['respond', '301', 'noserver', 'Location', `https://${host}/x`]]);
      }),
      { numRuns: 30 },
    );
  });
});
