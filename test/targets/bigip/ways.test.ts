import { describe, expect, test } from 'vitest';
import type { Fields } from '../../../src/model/object.ts';
import { version } from '../../../src/model/version.ts';
import { parseSpec } from '../../../src/spec/spec.ts';
import { desiredObjects } from '../../../src/targets/bigip/desired.ts';

type Part = Readonly<Record<string, unknown>>;

interface Outcome {
  readonly profiles: unknown;
  readonly rules: unknown;
  /** Objects of its own, by kind. */
  readonly own: Readonly<Record<string, Fields>>;
  /** `rule place: message (hint)`. */
  readonly errors: readonly string[];
  readonly notes: readonly string[];
}

/** What a virtual server comes to on a version. */
async function virtual(part: Part, tmos = '17.1.2'): Promise<Outcome> {
  const written = { destination: '203.0.113.10', port: 80, ...part };
  const text = JSON.stringify({ version: 1, name: 'w', virtualServers: { web: written } });
  const parsed = await parseSpec({ text, file: 'spec.json', varsFile: undefined, vars: [], env: {} });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
  const { objects, findings } = desiredObjects(parsed.spec, version(tmos), new Map());
  const all = [...objects.values()];
  const said = (severity: string): string[] =>
    findings
      .filter((one) => one.severity === severity)
      .map((one) => `${one.rule} ${one.at.join('.')}: ${one.message} (${one.hint ?? ''})`);
  const fields = all.find(({ kind }) => kind === 'ltm/virtual')?.fields;
  return {
    profiles: fields?.profiles,
    rules: fields?.rules,
    own: Object.fromEntries(
      all.filter(({ kind }) => kind.startsWith('ltm/profile/')).map((one) => [one.kind, one.fields]),
    ),
    errors: said('error'),
    notes: said('note'),
  };
}

const of = (mode: string, more: Part = {}): Part => ({ websocket: { mode, ...more } });

describe('what each way puts on a virtual server', () => {
  test.each([
    ['native', ['/Common/http', '/Common/tcp']],
    ['irule', ['/Common/http', '/Common/tcp']],
    ['profile', ['/Common/http', '/Common/tcp', '/Common/websocket']],
    ['fastl4', ['/Common/fastL4']],
    ['tcp', ['/Common/tcp']],
  ])('%s', async (mode, profiles) => {
    const found = await virtual({ websocket: mode });
    expect(found).toMatchObject({ profiles, own: {}, errors: [], notes: [] });
    expect(found.rules).toEqual(mode === 'irule' ? ['/Common/allow-ws'] : []);
  });

  test('profile makes one of its own for what is said of the frames', async () => {
    const { profiles, own } = await virtual(of('profile', { masking: 'unmask', compression: false }));
    expect(profiles).toEqual(['/Common/http', '/Common/tcp', '/Common/web-websocket']);
    expect(own['ltm/profile/websocket']).toEqual({
      defaultsFrom: '/Common/websocket',
      masking: 'unmask',
      compression: 'disabled',
      compressMode: 'preserved',
      windowBits: 10,
      noDelay: 'enabled',
      payloadProcessingMode: 'end-to-end',
      payloadProtocolProfile: null,
    });
  });

  test('compression is left out below 16.1, and asking for it there is an error', async () => {
    const { own, errors } = await virtual(of('profile', { masking: 'remask' }), '15.1.8');
    expect(own['ltm/profile/websocket']).toEqual({ defaultsFrom: '/Common/websocket', masking: 'remask' });
    expect(errors).toEqual([]);
    const asked = await virtual(of('profile', { windowBits: 12 }), '15.1.8');
    expect(asked.errors).toEqual([expect.stringMatching(/^bigip\/too-old .*windowBits.*16\.1/)]);
  });

  test.each([
    ['15.1.8', true],
    ['15.1.9', false],
    ['16.1.3', true],
    ['16.1.4', false],
    ['17.0.0', false],
  ])('what frames hold can be said on %s: too old is %s', async (tmos, tooOld) => {
    const { own, errors } = await virtual(of('profile', { payloadProtocol: '/Common/mqtt' }), tmos);
    expect(errors).toEqual(tooOld ? [expect.stringContaining('needs TMOS 15.1.9 or 16.1.4 or 17.0')] : []);
    const kept = own['ltm/profile/websocket'] ?? {};
    expect('payloadProcessingMode' in kept).toBe(!tooOld);
  });

  test('fastl4 makes one of its own for times and loose connections', async () => {
    const loose = {
      websocket: { mode: 'fastl4', looseInitialization: true },
      idleTimeout: 900,
      keepAlive: 60,
    };
    const { profiles, own } = await virtual(loose);
    expect(profiles).toEqual(['/Common/web-fastl4']);
    expect(own).toEqual({
      'ltm/profile/fastl4': {
        defaultsFrom: '/Common/fastL4',
        idleTimeout: 900,
        keepAliveInterval: 60,
        looseInitialization: 'enabled',
        looseClose: 'disabled',
      },
    });
  });
});

describe('profiles that have a word of their own', () => {
  const words = { oneConnect: true, compression: true, http2: true };

  test('are the built-in ones, and bring HTTP where nothing else does', async () => {
    const { profiles, own, errors } = await virtual(words);
    expect(profiles).toEqual(
      ['http', 'http2', 'httpcompression', 'oneconnect', 'tcp'].map((name) => `/Common/${name}`),
    );
    expect({ own, errors }).toEqual({ own: {}, errors: [] });
    expect((await virtual({ oneConnect: true })).profiles).toEqual(['/Common/oneconnect', '/Common/tcp']);
  });

  test('and ones of their own where a map says more, what it leaves out at its default', async () => {
    const { profiles, own } = await virtual({
      oneConnect: { sourceMask: '255.255.255.0', limit: 'strict' },
      compression: { types: ['text/', 'application/json', 'text/'] },
      http2: {},
    });
    expect(profiles).toEqual(
      ['http', 'tcp', 'web-compression', 'web-http2', 'web-oneconnect'].map((name) => `/Common/${name}`),
    );
    expect(own).toEqual({
      'ltm/profile/one-connect': {
        defaultsFrom: '/Common/oneconnect',
        sourceMask: '255.255.255.0',
        maxSize: 10_000,
        maxAge: 86_400,
        maxReuse: 1000,
        limitType: 'strict',
      },
      'ltm/profile/http-compression': {
        defaultsFrom: '/Common/httpcompression',
        contentTypeInclude: ['application/json', 'text/'],
        minSize: 1024,
        gzipLevel: 1,
      },
      'ltm/profile/http2': {
        defaultsFrom: '/Common/http2',
        concurrentStreamsPerConnection: 10,
        connectionIdleTimeout: 300,
      },
    });
  });

  test('HTTP/2 needs a version that has it', async () => {
    const { errors } = await virtual({ http2: true }, '11.5.4');
    expect(errors).toEqual([
      expect.stringMatching(/^bigip\/too-old virtualServers.web.http2: HTTP\/2 needs/),
    ]);
  });
});

describe('what a way cannot do is refused, with the reason and the ways that can', () => {
  const HTTP = 'native, profile, irule can';
  const cases: readonly (readonly [string, Part, string, string])[] = [
    ['fastl4', { xForwardedFor: true }, 'xForwardedFor', HTTP],
    ['fastl4', { persistence: 'cookie' }, 'persistence', HTTP],
    ['fastl4', { persistence: { type: 'cookie' } }, 'persistence', HTTP],
    ['fastl4', { persistence: '/Common/cookie' }, 'persistence', HTTP],
    ['fastl4', { persistence: 'ssl' }, 'persistence', 'native, profile, irule, tcp can'],
    ['fastl4', { persistence: { type: 'ssl' } }, 'persistence', 'native, profile, irule, tcp can'],
    ['fastl4', { oneConnect: true }, 'oneConnect', 'native, profile, irule, tcp can'],
    ['fastl4', { http2: true }, 'http2', HTTP],
    ['tcp', { compression: { level: 2 } }, 'compression', HTTP],
    ['fastl4', { httpProfile: '/Common/http-transparent' }, 'httpProfile', HTTP],
    ['fastl4', { profiles: ['/Common/clientssl'] }, 'profiles.0', 'native, profile, irule, tcp can'],
    ['fastl4', { profiles: ['/Common/http'] }, 'profiles.0', HTTP],
    ['fastl4', { tcpProfile: '/Common/tcp-lan-optimized' }, 'tcpProfile', 'native, profile, irule, tcp can'],
    ['tcp', { xForwardedFor: true }, 'xForwardedFor', HTTP],
    ['tcp', { persistence: 'cookie' }, 'persistence', HTTP],
    ['tcp', { profiles: ['/Common/httpcompression'] }, 'profiles.0', HTTP],
  ];
  test.each(cases)('%s %j', async (mode, part, place, others) => {
    const { errors } = await virtual({ websocket: mode, ...part });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(
      new RegExp(`^websocket/way-cannot virtualServers.web.${place}: websocket: ${mode} `),
    );
    expect(errors[0]).toContain(others);
  });

  test.each([
    ['native', { masking: 'unmask' }, 'masking', 'websocket: profile can'],
    ['irule', { compression: true }, 'compression', 'websocket: profile can'],
    ['tcp', { looseClose: true }, 'looseClose', 'websocket: fastl4 can'],
  ])('%s %j', async (mode, settings, key, others) => {
    const { errors } = await virtual(of(mode, settings));
    expect(errors).toEqual([
      expect.stringContaining(`virtualServers.web.websocket.${key}: websocket: ${mode}`),
    ]);
    expect(errors[0]).toContain(others);
  });

  test('tcp ends TLS, and fastl4 persists by the source address', async () => {
    expect((await virtual({ websocket: 'tcp', profiles: ['/Common/clientssl'] })).errors).toEqual([]);
    expect((await virtual({ websocket: 'fastl4', persistence: 'source-address' })).errors).toEqual([]);
  });

  test('a way that this version does not have', async () => {
    const { errors } = await virtual({ websocket: 'profile' }, '11.6.5');
    expect(errors).toEqual([expect.stringMatching(/^bigip\/too-old .*profile needs TMOS 12\.1/)]);
  });
});

describe('auto picks by version and by what is asked for, and says why', () => {
  test.each<[more: Part, tmos: string, way: string]>([
    [{}, '17.1.2', 'native'],
    [{}, '11.3.0', 'irule'],
    [of('auto', { masking: 'unmask' }), '17.1.2', 'profile'],
    [of('auto', { looseInitialization: true }), '17.1.2', 'fastl4'],
    [{ xForwardedFor: true, persistence: 'cookie' }, '12.1.0', 'native'],
  ])('%j on %s', async (more, tmos, way) => {
    const { notes, errors } = await virtual({ websocket: 'auto', ...more }, tmos);
    expect(errors).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(`^bigip/websocket-auto .*websocket: ${way}, because \\S`)]);
  });

  test('what no way of this version can do is said of the way that could', async () => {
    const { errors } = await virtual(of('auto', { masking: 'unmask' }), '11.6.5');
    expect(errors).toEqual([expect.stringMatching(/^bigip\/too-old .*websocket: profile needs TMOS 12\.1/)]);
  });

  test('what no way at all can do together is refused', async () => {
    const { errors } = await virtual({ ...of('auto', { looseClose: true }), xForwardedFor: true });
    expect(errors).toEqual([expect.stringMatching(/^websocket\/way-cannot .*looseClose/)]);
  });
});
