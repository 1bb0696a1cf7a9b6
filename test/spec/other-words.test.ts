import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/spec.ts';
import { folded } from '../../src/spec/word-places.ts';
import { WORDS } from '../../src/spec/words/registry.ts';

/** What is said of a part of a spec that is added to a good one. */
async function told(part: string): Promise<{ message: string; hint?: string }[]> {
  const text = `version: 1\nname: words\nnodes: { a: 10.0.0.1 }\n${part}\n`;
  const parsed = await parseSpec({ file: 'spec.yaml', text, vars: [], env: {} });
  return Array.isArray(parsed) ? parsed : [...parsed.dangling()];
}

const virtual = (parts: string): string =>
  `virtualServers: { v: { destination: 203.0.113.10, port: 80, ${parts} } }`;
const pool = (parts: string): string => `pools: { p: { ${parts} } }`;
const listener = (destination: string, port = '80'): string =>
  `virtualServers: { v: { destination: "${destination}", port: ${port} } }`;

describe('a word that people try is answered with the key', () => {
  test.each([
    [virtual('clientSSL: x'), 'tls: { client:'],
    [virtual('certificate: x'), 'tls: { client:'],
    [virtual('server_ssl: x'), 'tls: { server: true }'],
    [virtual('tls: { client: { cert: x } }'), 'certificate'],
    [virtual('tls: { client: [{ certificate: x, privateKey: y }] }'), '`key`'],
    [virtual('tls: { client: { certificate: x, verify: true } }'), 'client: /Common/'],
    [virtual('tls: { server: { sni: x } }'), 'serverName'],
    [virtual('tls: { backend: true }'), '`server`'],
    [virtual('tls: { versions: [1.2] }'), '`client: { … }`'],
    [virtual('redirect: https'), 'redirectHttp'],
    [virtual('force_https: true'), 'redirectHttp'],
    [virtual('redirectHttp: { code: 301 }'), '`status`'],
    [virtual('path: /ws'), '`routes:'],
    [virtual('hosts: [a]'), '`routes:'],
    [virtual('routes: [{ match: { path: /a }, pool: p }]'), 'stands beside'],
    [virtual('routes: [{ prefix: /a, pool: p }]'), '`path`'],
    [virtual('routes: [{ path: /a, backend: p, pool: p }]'), '`pool`'],
    [
      virtual('routes: [{ pool: p, persistence: { type: cookie, cookieName: a, secure: true } }]'),
      '`persistence`',
    ],
    [virtual('routes: [{ redirect: { to: /a, code: 301 } }]'), '`status`'],
    [virtual('routes: [{ respond: { status: 404, content: no } }]'), '`body`'],
    [virtual('ports: [80, 443]'), '`listeners:`'],
    [virtual('address_list: office'), '`listeners:`'],
    [virtual('listeners: { a: { destination: any, portList: web } }'), '`listeners:`'],
    ['addressLists: { office: [10.0.0.0/8] }', 'write networks'],
    ['routeDomains: { blue: { id: 10 } }', 'network: { routeDomains'],
    ['network: { vlans: { a: { routeDomain: 10 } } }', 'routeDomains: {'],
    ['network: { selfIps: { a: { address: 10.0.0.1/24, vlan: v, rd: 10 } } }', '10.0.0.1%10/24'],
    ['network: { routeDomains: { blue: { number: 10 } } }', '`id`'],
    [virtual('timeout: 60'), 'idleTimeout'],
    [virtual('persist: cookie'), 'persistence'],
    [virtual('session-affinity: cookie'), 'persistence'],
    [virtual('sticky: true'), 'persistence'],
    [virtual('irules: [x]'), '`rules: [name]`'],
    [virtual('iRule: x'), '`rules: [name]`'],
    [virtual('health: x'), 'pool'],
    [virtual('monitor: http'), 'pool'],
    [virtual('members: [10.0.0.1]'), 'pool'],
    [virtual('lb_method: rr'), '`method`'],
    [virtual('ip: 10.0.0.1'), 'destination'],
    [virtual('vip: 10.0.0.1'), 'destination'],
    [virtual('snat_pool: x'), '`snat`'],
    [virtual('xff: true'), 'xForwardedFor'],
    [virtual('maxConnections: 5'), 'connectionLimit'],
    [virtual('disabled: true'), 'enabled'],
    [pool('healthCheck: x'), '`monitors: [name]`'],
    [pool('LB-Method: x'), '`method`'],
    [pool('servers: [a]'), '`members`'],
    [pool('members: { a: { port: 80, weight: 2 } }'), '`ratio`'],
    [pool('members: [{ node: a, port: 80, enabled: true }]'), '`state'],
    ['monitors: { m: { type: http, expect: x } }', '`receive`'],
    ['device: { hostname: x }', '`host`'],
    ['device: { password: x }', 'BIGIP_PASSWORD'],
    ['vips: {}', '`virtualServers`'],
    ['password: x', 'BIGIP_PASSWORD'],
    ['network: { vlans: { v: { id: 5 } } }', '`tag`'],
    ['network: { routes: { r: { network: default, via: 10.0.0.1 } } }', '`gateway`'],
    ['rules: { r: { tcl: x } }', 'file:'],
  ])('%s', async (part, advice) => {
    const unknown = (await told(part)).filter(({ message }) => message.includes('unknown key'));
    expect(unknown.map(({ hint }) => hint)).toEqual([expect.stringContaining(advice)]);
  });
});

describe('a value that people try is answered with the value', () => {
  test.each([
    [virtual('snat: true'), 'snat: automap'],
    [virtual('snat: on'), 'snat: automap'],
    [virtual('snat: off'), 'snat: none'],
    [virtual('websocket: true'), 'websocket: auto'],
    [virtual('websocket: layer4'), 'websocket: fastl4'],
    [virtual('websocket: websocket-profile'), 'websocket: profile'],
    [virtual('persistence: sourceAddress'), 'source-address'],
    [virtual('persistence: source_addr'), 'source-address'],
    [virtual('routes: { /ws: p }'), 'write a list'],
    [virtual('routes: [{ upgrade: true, respond: 404 }]'), 'upgrade: websocket'],
    [virtual('enabled: yes'), 'write `true`'],
    [virtual('mirror: off'), 'write `false`'],
    [listener('203.0.113.10', '"*"'), '`any`'],
    [listener('203.0.113.10', '0'), '`any`'],
    [listener('203.0.113.10', 'https'), '443'],
    [listener('203.0.113.10:80'), 'line of its own'],
    [listener('ws.example.com'), 'DNS'],
    ['monitors: { m: { type: ws } }', '`websocket`'],
    ['monitors: { m: { type: external } }', 'monitors: [/Common/name]'],
    ['monitors: { m: { type: wss } }', 'tls: true'],
    ['monitors: { m: { type: ping } }', 'gateway-icmp'],
    ['monitors: { m: { type: half_open } }', 'tcp-half-open'],
    [pool('method: rr'), 'round-robin'],
    [pool('method: least_connections'), 'least-connections-member'],
    [pool('members: [10.0.0.1]'), 'members: { node: 8001 }'],
    [pool('members: ["10.0.0.1:80"]'), 'members: { node: 8001 }'],
    [pool('members: { a: "*" }'), '`any`'],
    [pool('members: { a: }'), 'port'],
    [pool('monitors: [tcp]'), '/Common/tcp'],
  ])('%s', async (part, advice) => {
    expect((await told(part)).map(({ hint }) => hint)).toEqual([expect.stringContaining(advice)]);
  });
});

test('no word has two answers at one place', () => {
  const twice = WORDS.flatMap(([place, entries]) => {
    const words = entries.flatMap(([, tried]) => tried.split(' ').map(folded));
    return words.filter((word, index) => words.indexOf(word) !== index).map((word) => `${place}: ${word}`);
  });
  expect(twice).toEqual([]);
  expect(new Set(WORDS.map(([place]) => place)).size).toBe(WORDS.length);
});
