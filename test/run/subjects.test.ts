import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/model/version.ts';
import { groupsOf, type Subject } from '../../src/run/verify/subjects.ts';
import { specSchema } from '../../src/spec/schema/schema.ts';
import { desiredObjects } from '../../src/targets/bigip/desired.ts';
import { servicesOf } from '../../src/targets/bigip/services.ts';

const BEFORE = `
version: 1
name: x
nodes: { g: 10.0.0.1, six: "2001:db8::5", cloud: { fqdn: gateways.example.com } }
pools:
  app: { members: { g: 8001, six: 8001, cloud: 8001, 10.0.0.9: any } }
  two: { members: { 10.0.0.1: 9001 } }
  rest: { members: { 10.0.0.2: 9002 } }
`;

function read(virtual: string) {
  const spec = specSchema.parse(load(`${BEFORE}virtualServers: { web: { pool: app, ${virtual} } }`));
  const loaded = {
    spec,
    file: 'spec.yaml',
    locate: () => ({ file: 'spec.yaml', line: 1, column: 1 }),
    secrets: [],
    dangling: () => [],
    files: new Map<string, string>(),
    notes: [],
    now: new Date(),
  };
  return { spec, loaded, services: servicesOf(spec), authorities: new Map([['ca.pem', 'PEM']]) };
}

function frontOf(virtual: string): Subject | undefined {
  return groupsOf(read(virtual))[0]?.service;
}

describe('what clients connect to', () => {
  it.each([
    ['destination: 192.0.2.1, port: 80', 'ws://192.0.2.1/', '192.0.2.1:80'],
    ['destination: 192.0.2.1, port: 8080', 'ws://192.0.2.1:8080/', '192.0.2.1:8080'],
    ['destination: 192.0.2.1%2, port: 80', 'ws://192.0.2.1/', '192.0.2.1:80'],
    ['destination: "2001:db8::1", port: 80', 'ws://[2001:db8::1]/', '[2001:db8::1]:80'],
    ['destination: "2001:db8::1", port: 8080', 'ws://[2001:db8::1]:8080/', '[2001:db8::1]:8080'],
    ['destination: 192.0.2.1, port: 443, profiles: [/Common/clientssl]', 'wss://192.0.2.1/', '192.0.2.1:443'],
    [
      'destination: 192.0.2.1, port: 80, profiles: [/Common/clientssl]',
      'wss://192.0.2.1:80/',
      '192.0.2.1:80',
    ],
    ['destination: 192.0.2.1, port: 443', 'ws://192.0.2.1:443/', '192.0.2.1:443'],
    ['destination: 192.0.2.1, port: 443, verify: { tls: true }', 'wss://192.0.2.1/', '192.0.2.1:443'],
    [
      'destination: 192.0.2.1, port: 443, profiles: [/Common/clientssl], verify: { tls: false }',
      'ws://192.0.2.1:443/',
      '192.0.2.1:443',
    ],
    ['destination: 192.0.2.1, port: any', 'ws://192.0.2.1/', '192.0.2.1:80'],
    ['destination: 192.0.2.1, port: any, profiles: [/Common/clientssl]', 'wss://192.0.2.1/', '192.0.2.1:443'],
    ['destination: 192.0.2.1, port: any, verify: { port: 8001 }', 'ws://192.0.2.1:8001/', '192.0.2.1:8001'],
    ['destination: any, port: 80, verify: { address: 192.0.2.7 }', 'ws://192.0.2.7/', '192.0.2.7:80'],
    [
      'destination: 10.0.0.5, port: 80, verify: { address: 192.0.2.7, host: ws.example.com }',
      'ws://ws.example.com/',
      '192.0.2.7:80',
    ],
    ['destination: 192.0.2.1, port: 80, verify: /chat?v=2', 'ws://192.0.2.1/chat?v=2', '192.0.2.1:80'],
  ])('%s', (virtual, url, address) => {
    expect(frontOf(virtual)?.tried).toMatchObject({ url, address });
  });

  it.each([
    [
      'destination: 192.0.2.1, port: 443, profiles: [/Common/mine]',
      'wss://192.0.2.1/',
      /port 443 suggests it/,
    ],
    ['destination: 192.0.2.1, port: 80, profiles: [/Common/mine]', 'ws://192.0.2.1/', /tried without/],
    ['destination: 192.0.2.1, port: any', 'ws://192.0.2.1/', /every port; 80 is tried/],
  ])('what is assumed is told: %s', (virtual, url, note) => {
    const front = frontOf(virtual);
    expect(front?.tried.url).toBe(url);
    expect(front?.notes).toEqual([expect.stringMatching(note)]);
  });

  it.each([
    ['destination: any, port: 80', 'address/unknown'],
    ['destination: any6, port: any', 'address/unknown'],
    ['destination: 192.0.2.1, port: 80, enabled: false', 'address/disabled'],
  ])('nothing to connect to: %s', (virtual, rule) => {
    expect(frontOf(virtual)).toMatchObject({
      endpoint: undefined,
      obstacle: { rule, verdict: 'not-tested' },
    });
  });

  it.each([
    ['host: "ws.example.com:8443"', 'ws.example.com'],
    ['host: "[2001:db8::1]:8443"', '2001:db8::1'],
    ['tls: { serverName: other.example.com, caFile: ca.pem }, host: ws.example.com', 'other.example.com'],
  ])('the name of the certificate: %s', (settings, serverName) => {
    const virtual = `destination: 192.0.2.1, port: 443, profiles: [/Common/clientssl], verify: { ${settings} }`;
    expect(frontOf(virtual)?.endpoint?.tls).toMatchObject({ serverName, isJudged: true });
  });

  it('verify: false leaves it out', () => {
    const left = read('destination: 192.0.2.1, port: 80, verify: false');
    expect(() => groupsOf(left)).toThrow('no virtual server to verify');
  });

  it('cookie persistence is looked at', () => {
    const cookie = 'persistence: { type: cookie, cookieName: WS }';
    expect(frontOf(`destination: 192.0.2.1, port: 80, ${cookie}`)?.sticky).toEqual({ cookieName: 'WS' });
    expect(frontOf('destination: 192.0.2.1, port: 80, persistence: cookie')?.sticky).toEqual({
      cookieName: '',
    });
    expect(frontOf('destination: 192.0.2.1, port: 80')?.sticky).toBeUndefined();
  });
});

it('members are asked as the virtual server is, with its host, at their own address', () => {
  const virtual =
    'destination: 192.0.2.1, port: 443, profiles: [/Common/clientssl, /Common/serverssl], verify: { path: /e, host: ws.example.com, origin: https://a.example }';
  const members = groupsOf(read(virtual))[0]?.members ?? [];
  expect(members.map(({ tried }) => [tried.member, tried.url, tried.address])).toEqual([
    ['g:8001', 'wss://10.0.0.1:8001/e', '10.0.0.1:8001'],
    ['six:8001', 'wss://[2001:db8::5]:8001/e', '[2001:db8::5]:8001'],
    ['cloud:8001', 'wss://gateways.example.com:8001/e', 'gateways.example.com:8001'],
    ['10.0.0.9:any', '', undefined],
  ]);
  const [first] = members;
  expect(first?.endpoint?.request).toMatchObject({ host: 'ws.example.com', origin: 'https://a.example' });
  expect(first?.endpoint?.tls).toMatchObject({ isJudged: false });
  expect(members[3]?.obstacle?.rule).toBe('address/members');
});

it('verify: makes nothing on the device', () => {
  const objects = (virtual: string): unknown =>
    [...desiredObjects(read(virtual).spec, version('17.1.2'), new Map()).objects].map(([key, { fields }]) => [
      key,
      fields,
    ]);
  const plain = 'destination: 192.0.2.1, port: 80';
  expect(objects(`${plain}, verify: { path: /e, echo: true, headers: { X-A: b } }`)).toEqual(objects(plain));
});

it.each([
  ['/app/x', 'ws.example.com', ['g:8001', 'six:8001', 'cloud:8001', '10.0.0.9:any']],
  ['/app?v=2', 'WS.example.com:8443', ['10.0.0.1:9001']],
  ['/other', 'ws.example.com', ['10.0.0.2:9002']],
  ['/app/x', 'another.example.com', ['10.0.0.2:9002']],
  ['/down', 'ws.example.com', []],
  ['/by-header', 'ws.example.com', []],
  ['/v1/x', undefined, ['10.0.0.1:9001']],
])('with routes the members of what %s of %s reaches', (path, host, expected) => {
  const routes = [
    { path: '/down', respond: 503 },
    { path: '/app', query: { v: 2 }, pool: 'two' },
    { path: '/app', host: 'ws.example.com', pool: 'app' },
    { path: { regex: '(?i)^/V[0-9]/' }, pool: 'two' },
    { path: '/by-header', header: { 'X-A': 'b' }, pool: 'two' },
    { pool: 'rest' },
  ];
  const verify = host === undefined ? { path } : { path, host };
  const spec = JSON.stringify({ destination: '192.0.2.1', port: 80, websocket: 'auto', routes, verify });
  const service = read(spec.slice(1, -1)).services[0];
  expect(service?.members.map(({ name }) => name)).toEqual(expected);
});
