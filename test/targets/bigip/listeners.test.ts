import { describe, expect, test } from 'vitest';
import type { ConfigObject } from '../../../src/model/object.ts';
import { version } from '../../../src/model/version.ts';
import { parseSpec } from '../../../src/spec/spec.ts';
import { desiredObjects } from '../../../src/targets/bigip/desired.ts';
import { ltmVirtual } from '../../../src/targets/bigip/resources/ltm/virtual.ts';
import { checkRules } from '../../../src/targets/bigip/lint/registry.ts';

type Part = Readonly<Record<string, unknown>>;

const V4 = { destination: '203.0.113.10', port: 443 };
const V6 = { destination: '2001:db8::10', port: 443 };

/** Objects by kind and path, and what is said: `rule place: message`. */
async function comesTo(virtualServers: Part, more: Part = {}) {
  const base = { version: 1, name: 'w', nodes: { a: '10.0.0.1' }, pools: { app: { members: { a: 80 } } } };
  const text = JSON.stringify({ ...base, ...more, virtualServers });
  const parsed = await parseSpec({ text, file: 'spec.json', vars: [], env: {} });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
  const { spec } = parsed;
  const subject = { spec, version: version('17.1.2'), files: new Map<string, string>(), now: new Date() };
  const { objects, findings } = desiredObjects(spec, subject.version, subject.files);
  const said = [...findings, ...checkRules({ ...subject, objects })];
  return {
    objects: new Map<string, ConfigObject>(objects),
    said: said.map(({ rule, at, message }) => `${rule} ${at.join('.')}: ${message}`),
  };
}

const about = (said: readonly string[], rule: string): string[] =>
  said.filter((one) => one.startsWith(`${rule} `));

describe('several listeners of one service', () => {
  const chat = {
    pool: 'app',
    websocket: 'irule',
    snat: 'none',
    idleTimeout: 3600,
    xForwardedFor: true,
    connectionLimit: 50_000,
    persistence: { type: 'cookie' },
    listeners: {
      v4: V4,
      v6: { ...V6, snat: 'automap', source: '2001:db8::/32', enabled: false, connectionLimit: 100 },
    },
  };

  test('are virtual servers named after both, with what they say and else what the service says', async () => {
    const { objects } = await comesTo({ chat });
    const virtuals = [...objects.values()].filter(({ kind }) => kind === 'ltm/virtual');
    expect(virtuals.map(({ path, at }) => [path, at?.join('.')])).toEqual([
      ['/Common/chat-v4', 'virtualServers.chat.listeners.v4'],
      ['/Common/chat-v6', 'virtualServers.chat.listeners.v6'],
    ]);
    expect(virtuals.map(({ fields }) => fields)).toMatchObject([
      {
        destination: '203.0.113.10:443',
        source: '0.0.0.0/0',
        sourceAddressTranslation: 'none',
        enabled: true,
      },
      {
        destination: '2001:db8::10.443',
        source: '2001:db8::/32',
        sourceAddressTranslation: 'automap',
        enabled: false,
        connectionLimit: 100,
      },
    ]);
  });

  test('share what is made for the service: once, named after it', async () => {
    const { objects } = await comesTo({ chat });
    const made = [...objects.values()].filter(({ kind }) => /profile|persistence|rule/.test(kind));
    expect(made.map(({ path }) => path).sort()).toEqual([
      '/Common/allow-ws',
      '/Common/chat-cookie',
      '/Common/chat-http',
      '/Common/chat-tcp',
    ]);
    expect(made.every(({ at }) => at?.slice(0, 2).join('.') === 'virtualServers.chat')).toBe(true);
    const [one, other] = [...objects.values()]
      .filter(({ kind }) => kind === 'ltm/virtual')
      .map(({ fields: { profiles, rules, persist, pool } }) => ({ profiles, rules, persist, pool }));
    expect(one).toEqual(other);
  });

  test('keep a client on one member whichever it comes to', async () => {
    const listeners = { http: { ...V4, port: 80 }, https: V4 };
    for (const persistence of ['source-address', { type: 'source-address' }]) {
      const { objects } = await comesTo({ chat: { pool: 'app', persistence, listeners } });
      expect(objects.get('ltm/persistence/source-addr:/Common/chat-source')?.fields).toEqual({
        defaultsFrom: '/Common/source_addr',
        timeout: 180,
        mask: null,
        matchAcrossVirtuals: 'enabled',
      });
    }
    const { objects } = await comesTo({ chat: { pool: 'app', persistence: 'source-address', ...V4 } });
    expect(objects.get('ltm/virtual:/Common/chat')?.fields.persist).toBe('/Common/source_addr');
  });

  test('have names that the device takes, also after an address', async () => {
    const { objects } = await comesTo({ '203.0.113.10': { pool: 'app', listeners: { 443: V4 } } });
    expect(objects.has('ltm/virtual:/Common/ws-203.0.113.10-443')).toBe(true);
  });

  test('do not take the name of another virtual server', async () => {
    const { said } = await comesTo({
      'chat-v4': { pool: 'app', ...V6 },
      chat: { pool: 'app', listeners: { v4: V4 } },
    });
    expect(about(said, 'spec/name-clash')).toEqual([
      'spec/name-clash virtualServers.chat.listeners.v4: the virtual server on the device would be ' +
        '/Common/chat-v4, as that of virtualServers.chat-v4',
    ]);
  });
});

describe('what is said about listeners', () => {
  const listeners = { v4: V4, v6: V6 };

  test('stands once with the service where it is true of all of them', async () => {
    const { said } = await comesTo({ chat: { websocket: 'auto', listeners } });
    expect(about(said, 'websocket/idle-timeout')).toEqual([
      'websocket/idle-timeout virtualServers.chat: chat: WebSockets that are quiet for 300 seconds are cut',
    ]);
    expect(about(said, 'bigip/websocket-auto')).toHaveLength(1);
  });

  test('stands at the key of the service, or of the listener that says it itself', async () => {
    const service = { pool: 'app', websocket: 'auto', snat: 'automap' };
    const rule = 'virtual/no-client-address';
    const text = 'chat: with SNAT the members never see the addresses of the clients';
    const all = await comesTo({ chat: { ...service, listeners } });
    expect(about(all.said, rule)).toEqual([`${rule} virtualServers.chat.snat: ${text}`]);
    const one = { v4: { ...V4, snat: 'none' }, v6: V6 };
    const some = await comesTo({ chat: { ...service, listeners: one } });
    expect(about(some.said, rule)).toEqual([`${rule} virtualServers.chat.snat: ${text} (listener v6)`]);
    const own = { v4: V4, v6: { ...V6, snat: 'automap' } };
    const other = await comesTo({ chat: { ...service, snat: 'none', listeners: own } });
    expect(about(other.said, rule)).toEqual([
      `${rule} virtualServers.chat.listeners.v6.snat: ${text} (listener v6)`,
    ]);
  });

  test('an unknown name is told where it is written, and once', async () => {
    const wrong = { v4: V4, v6: { ...V6, vlans: ['nowhere'] } };
    const { said } = await comesTo({ chat: { pool: 'none-such', snat: 'neither', listeners: wrong } });
    expect(about(said, 'spec/dangling-reference').map((one) => one.split(':')[0])).toEqual([
      'spec/dangling-reference virtualServers.chat.pool',
      'spec/dangling-reference virtualServers.chat.snat',
      'spec/dangling-reference virtualServers.chat.listeners.v6.vlans.0',
    ]);
  });

  test('two of them, or one and another virtual server, at one place', async () => {
    const twins = { chat: { pool: 'app', listeners: { a: V4, b: V4 } }, other: { pool: 'app', ...V4 } };
    const { said } = await comesTo(twins);
    expect(about(said, 'bigip/duplicate-listener').map((one) => one.split(':')[0])).toEqual([
      'bigip/duplicate-listener virtualServers.chat.listeners.b',
      'bigip/duplicate-listener virtualServers.other',
    ]);
  });

  test('one listener alone can be excused, or all at once', async () => {
    const suppress = (object: string) => ({
      suppress: { 'websocket/idle-timeout': { [object]: 'short ones' } },
    });
    const virtuals = { chat: { pool: 'app', websocket: 'auto', listeners } };
    const one = await comesTo(virtuals, suppress('virtualServers.chat.listeners.v6'));
    expect(about(one.said, 'websocket/idle-timeout')).toEqual([
      expect.stringMatching(/listeners\.v4: .*are cut \(listener v4\)$/),
      expect.stringMatching(/listeners\.v6: .*suppressed: short ones \(listener v6\)$/),
    ]);
    const all = await comesTo(virtuals, suppress('virtualServers.chat'));
    expect(about(all.said, 'websocket/idle-timeout')).toEqual([
      expect.stringMatching(/^\S+ virtualServers\.chat: .*suppressed: short ones$/),
    ]);
  });
});

describe('the ports of a SNAT', () => {
  const rule = 'websocket/snat-ports';
  const nodes = { a: '10.0.0.1', b: '10.0.0.2', six: '2001:db8::1' };
  const snatPools = { out: ['10.9.0.1', '10.9.0.2', '2001:db8:9::1'] };
  const pools = { app: { members: { a: [80, 81], b: 80 } }, six: { members: { six: 80 } } };
  const web = { websocket: 'auto', pool: 'app', snat: 'out' };
  const about64 = async (virtuals: Part, more: Part = {}) => {
    const { said } = await comesTo(virtuals, { nodes, snatPools, pools, ...more });
    return about(said, rule).map((one) => one.slice(rule.length + 1));
  };

  test('are counted for each address of its family, and each address and port of a member', async () => {
    expect(await about64({ web: { ...web, ...V4 } })).toEqual([
      'virtualServers.web.snat: web: the SNAT pool out of 2 addresses has ports for 384000 connections at once to ' +
        'these 3 members (2 × 3 × 64000); there is no limit',
    ]);
    expect(await about64({ web: { ...web, ...V4, pool: 'six' } })).toEqual([
      expect.stringContaining(
        'of one address has ports for 64000 connections at once to this member (1 × 1 × 64000)',
      ),
    ]);
    expect(await about64({ web: { ...web, ...V4, connectionLimit: 384_000 } })).toEqual([]);
    expect(await about64({ web: { ...web, ...V4, connectionLimit: 384_001 } })).toHaveLength(1);
  });

  test('are for all virtual servers together that share them', async () => {
    const listeners = { v4: { ...V4, connectionLimit: 200_000 }, v6: { ...V6, connectionLimit: 184_000 } };
    expect(await about64({ web: { ...web, listeners } })).toEqual([]);
    const more = { v4: { ...V4, connectionLimit: 200_001 }, v6: { ...V6, connectionLimit: 184_000 } };
    expect(await about64({ web: { ...web, listeners: more } })).toEqual([
      expect.stringMatching(
        /^virtualServers\.web\.listeners\.v4\.connectionLimit: .*2 virtual servers.*384001 in all/,
      ),
      expect.stringMatching(
        /^virtualServers\.web\.listeners\.v6\.connectionLimit: .*2 virtual servers.*384001 in all/,
      ),
    ]);
  });

  test('are enough where each member has a limit, and unknown for a pool of the device', async () => {
    const limited = { app: { members: { a: { port: 80, connectionLimit: 128_000 } } } };
    expect(await about64({ web: { ...web, ...V4 } }, { pools: limited })).toEqual([]);
    const above = { app: { members: { a: { port: 80, connectionLimit: 128_001 } } } };
    expect(await about64({ web: { ...web, ...V4 } }, { pools: above })).toHaveLength(1);
    expect(await about64({ web: { ...web, ...V4, snat: '/Common/theirs' } })).toEqual([]);
  });
});

describe('a network as destination', () => {
  test.each([
    ['10.13.13.0/24', 3999, '10.13.13.0/24:3999', '10.13.13.0:3999', '255.255.255.0'],
    ['10.13.13.0%7/24', 'any', '10.13.13.0%7/24:any', '10.13.13.0%7:0', '255.255.255.0'],
    ['10.13.13.9/32', 80, '10.13.13.9:80', '10.13.13.9:80', '255.255.255.255'],
    ['2001:db8:13::/64', 443, '2001:db8:13::/64.443', '2001:db8:13::.443', 'ffff:ffff:ffff:ffff::'],
    ['2001:db8::9/128', 443, '2001:db8::9.443', '2001:db8::9.443', `${'ffff:'.repeat(7)}ffff`],
    ['0.0.0.0/0', 80, '0.0.0.0:80', '0.0.0.0:80', undefined],
  ])('%s is the address and its mask', async (place, port, text, sent, mask) => {
    const { objects } = await comesTo({ net: { pool: 'app', destination: place, port } });
    const found = objects.get('ltm/virtual:/Common/net')?.fields.destination ?? null;
    expect(found).toBe(text);
    const { destination } = ltmVirtual.fields;
    const written = destination?.write(found);
    expect(written).toEqual({ destination: sent, ...(mask === undefined ? {} : { mask }) });
    expect(destination?.read({ ...written }, { addressOf: () => undefined })).toBe(text);
  });

  test('has no host bits', async () => {
    await expect(comesTo({ net: { pool: 'app', destination: '10.13.13.1/24', port: 80 } })).rejects.toThrow(
      'a network without host bits',
    );
  });
});

describe('protocols', () => {
  const made = async (part: Part) => {
    const { objects, said } = await comesTo({
      v: { pool: 'app', destination: '203.0.113.9', port: 53, ...part },
    });
    const fields = objects.get('ltm/virtual:/Common/v')?.fields;
    const own = [...objects.values()].filter(({ kind }) => kind.startsWith('ltm/profile/'));
    return { fields, own: own.map(({ kind, fields: of }) => [kind, of]), said };
  };

  test('udp has a UDP profile, and one of its own for its time-out', async () => {
    const { fields } = await made({ protocol: 'udp' });
    expect(fields).toMatchObject({ ipProtocol: 'udp', profiles: ['/Common/udp'] });
    const { own } = await made({ protocol: 'udp', idleTimeout: 5 });
    expect(own).toEqual([['ltm/profile/udp', { defaultsFrom: '/Common/udp', idleTimeout: 5 }]]);
  });

  test('any has packets passed on', async () => {
    const { fields } = await made({ protocol: 'any' });
    expect(fields).toMatchObject({ ipProtocol: 'any', profiles: ['/Common/fastL4'] });
    const { own } = await made({ protocol: 'any', idleTimeout: 900 });
    expect(own).toMatchObject([['ltm/profile/fastl4', { defaultsFrom: '/Common/fastL4', idleTimeout: 900 }]]);
  });

  test.each([
    [{ persistence: 'cookie' }, 'persistence', 'cookie persistence'],
    [{ xForwardedFor: true }, 'xForwardedFor', 'X-Forwarded-For'],
    [{ httpProfile: '/Common/http-transparent' }, 'httpProfile', 'an HTTP profile'],
    [{ tcpProfile: '/Common/tcp-lan-optimized' }, 'tcpProfile', 'a TCP profile'],
    [{ profiles: ['/Common/clientssl'] }, 'profiles.0', '/Common/clientssl'],
    [{ profiles: ['/Common/oneconnect'] }, 'profiles.0', '/Common/oneconnect'],
    [{ profiles: ['/Common/http'] }, 'profiles.0', '/Common/http'],
  ])('neither udp nor any does %j', async (part, at, what) => {
    for (const protocol of ['udp', 'any']) {
      const { said } = await made({ protocol, ...part });
      expect(about(said, 'virtual/protocol-cannot')).toEqual([
        expect.stringContaining(`virtualServers.v.${at}: protocol: ${protocol} cannot do ${what}: it `),
      ]);
    }
  });

  test.each([
    [{ protocol: 'udp', profiles: ['/Common/udp'] }, 'would be a second UDP profile'],
    [{ protocol: 'any', profiles: ['/Common/fastL4'] }, 'would be a second FastL4 profile'],
    [{ protocol: 'udp', profiles: ['/Common/tcp'] }, 'cannot stand beside the UDP profile'],
    [{ protocol: 'any', profiles: ['/Common/udp'] }, 'cannot stand beside the FastL4 profile'],
    [{ profiles: ['/Common/udp'] }, 'cannot stand beside the TCP profile'],
  ])('one transport only: %j', async (part, words) => {
    const { said } = await made(part);
    expect(about(said, 'virtual/incompatible-profiles')).toEqual([expect.stringContaining(words)]);
  });
});
