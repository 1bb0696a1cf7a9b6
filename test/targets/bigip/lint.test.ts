import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { desiredObjects } from '../../../src/targets/bigip/desired.ts';
import type { Finding } from '../../../src/targets/bigip/desired/draft.ts';
import { checkRules, explanations } from '../../../src/targets/bigip/lint/registry.ts';
import { version } from '../../../src/model/version.ts';
import { moreTls, NOW, pair, tlsCases } from './lint-tls-cases.ts';
import { parseSpec, type ParsedSpec } from '../../../src/spec/spec.ts';
import { tlsMaterial } from '../../../src/spec/tls-files.ts';
import { wrong } from './irules/wrong.ts';

type Part = Readonly<Record<string, unknown>>;

interface Case {
  readonly offends: Part;
  /** The same with as little changed as can be. */
  readonly fine: Part;
  /** Where the offence is shown: the path in the spec. */
  readonly at: string;
  readonly tmos?: string;
  /** What is fine is fine on this version. */
  readonly fineTmos?: string;
}

/** A spec that no rule has anything against, with parts of it replaced. */
function spec(parts: Part = {}): Part {
  return {
    version: 1,
    name: 'good',
    nodes: { a: '10.0.0.1', b: '10.0.0.2' },
    pools: { app: pool() },
    virtualServers: { web: web() },
    ...parts,
  };
}

function pool(parts: Part = {}): Part {
  return {
    method: 'least-connections-member',
    monitors: ['/Common/tcp'],
    serviceDownAction: 'reset',
    members: { a: 8001, b: 8001 },
    ...parts,
  };
}

function web(parts: Part = {}): Part {
  return {
    destination: '203.0.113.10',
    port: 80,
    pool: 'app',
    websocket: 'auto',
    snat: 'automap',
    xForwardedFor: true,
    idleTimeout: 3600,
    persistence: 'source-address',
    connectionLimit: 50_000,
    connectionRateLimit: 500,
    ...parts,
  };
}

const withWeb = (parts: Part): Part => spec({ virtualServers: { web: web(parts) } });
/** The virtual server with these routes. */
const withRoutes = (...list: readonly Part[]): Part => withWeb({ routes: list });
const withPool = (parts: Part): Part => spec({ pools: { app: pool(parts) } });
/** The virtual server with an iRule whose only handler has this body. */
const withRule = (body: string, parts: Part = {}, event = 'HTTP_REQUEST'): Part =>
  spec({
    rules: { own: { text: `when ${event} {\n${body}\n}` } },
    virtualServers: { web: web({ rules: ['own'], ...parts }) },
  });
const withText = (text: string): Part => spec({ rules: { own: { text } } });
/** A virtual server in front of members on this port, watched by this monitor. */
const withMembers = (port: number, monitor: string, parts: Part): Part =>
  spec({
    pools: { app: pool({ monitors: [monitor], members: { a: port, b: port } }) },
    virtualServers: { web: web(parts) },
  });
const withMonitor = (parts: Part): Part =>
  spec({ monitors: { probe: { type: 'http', receive: '200', ...parts } } });
const vlan = (...interfaces: unknown[]): Part => ({ interfaces });
const vlans = (map: Part): Part => spec({ network: { vlans: map }, virtualServers: {} });
const routes = (map: Part): Part => spec({ network: { routes: map } });
const TWO_VLANS = { in: vlan('1.1'), out: vlan('1.2') };
/** Route domains over two VLANs. */
const routeDomains = (map: Part, selves: Part = {}): Part =>
  spec({ network: { vlans: TWO_VLANS, routeDomains: map, selfIps: selves }, virtualServers: {} });
const selfIps = (map: Part, virtualServers: Part = {}): Part =>
  spec({ network: { vlans: TWO_VLANS, selfIps: map }, virtualServers });

/** A network with one self IP, 10.0.0.3/24, and a route. */
const routed = (route: Part, parts: Part = {}): Part =>
  spec({
    network: {
      vlans: TWO_VLANS,
      selfIps: { in: { address: '10.0.0.3/24', vlan: 'in' } },
      routes: { out: route },
    },
    virtualServers: {},
    ...parts,
  });

const lockdown = (address: string, portLockdown: unknown): Part => ({ address, vlan: 'in', portLockdown });

const WEB = 'virtualServers.web';
const APP = 'pools.app';
const LAYER_4 = { websocket: undefined, profiles: ['/Common/fastL4'] };
const TLS = { profiles: ['/Common/clientssl'] };
const UPGRADE = [
  'GET /echo HTTP/1.1',
  'Host: gateway',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const request = (...lines: string[]): string => [...lines, '', ''].join('\r\n');

const tlsRules = Object.entries(tlsCases).map(([rule, { offends, fine, at }]): [string, Case] => [
  rule,
  { offends: withWeb({ tls: offends }), fine: withWeb({ tls: fine }), at: `${WEB}.tls.${at}` },
]);

const cases: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(tlsRules),
  'bigip/duplicate-listener': {
    offends: spec({ virtualServers: { one: web(), web: web() } }),
    fine: spec({ virtualServers: { one: web(), web: web({ port: 81 }) } }),
    at: WEB,
  },
  'bigip/out-of-reach': {
    offends: spec({ pools: { app: pool({ partition: 'Tenant' }) } }),
    fine: spec({ pools: { app: pool() } }),
    at: WEB,
  },
  'bigip/property-of-its-own': {
    offends: withWeb({ properties: { sourceAddressTranslation: { type: 'automap' } } }),
    fine: withWeb({ properties: { sourcePort: 'preserve' } }),
    at: `${WEB}.properties.sourceAddressTranslation`,
  },
  'bigip/long-path': {
    offends: withWeb({ folder: `${'f'.repeat(100)}/${'f'.repeat(138)}` }),
    fine: withWeb({ folder: `${'f'.repeat(100)}/${'f'.repeat(100)}` }),
    at: WEB,
  },
  'bigip/duplicate-address': {
    offends: spec({ nodes: { a: '10.0.0.1', b: '10.0.0.1' } }),
    fine: spec({ nodes: { a: '10.0.0.1', b: '10.0.0.2' } }),
    at: 'nodes.b',
  },
  'network/untagged-twice': {
    offends: vlans({ in: vlan('1.1'), out: vlan('1.1') }),
    fine: vlans({ in: vlan('1.1'), out: { ...vlan({ tagged: '1.1' }), tag: 20 } }),
    at: 'network.vlans.out.interfaces.0',
  },
  'network/interface-twice': {
    offends: vlans({ in: { ...vlan('1.1', { tagged: '1.1' }), tag: 20 } }),
    fine: vlans({ in: { ...vlan('1.1', { tagged: '1.2' }), tag: 20 } }),
    at: 'network.vlans.in.interfaces.1',
  },
  'network/duplicate-tag': {
    offends: vlans({ in: { tag: 20 }, out: { tag: 20 } }),
    fine: vlans({ in: { tag: 20 }, out: { tag: 21 } }),
    at: 'network.vlans.out.tag',
  },
  'network/duplicate-route': {
    offends: routes({
      default: { network: 'default', gateway: '10.0.0.254' },
      other: { network: '0.0.0.0/0', gateway: '10.0.0.253' },
    }),
    fine: routes({
      default: { network: 'default', gateway: '10.0.0.254' },
      other: { network: '10.1.0.0/16', gateway: '10.0.0.253' },
    }),
    at: 'network.routes.other.network',
  },
  'network/route-to-own-network': {
    offends: routed({ network: '10.0.0.0/24', gateway: '10.0.0.254' }),
    fine: routed({ network: '10.0.0.0/16', gateway: '10.0.0.254' }),
    at: 'network.routes.out.network',
  },
  'network/gateway-out-of-reach': {
    offends: routed({ network: 'default', gateway: '10.0.1.254' }),
    fine: routed({ network: 'default', gateway: '10.0.0.254' }),
    at: 'network.routes.out.gateway',
  },
  'rule/unknown-name': {
    offends: withRule('pool "ap"'),
    fine: withRule('pool "app"\nset x [class match a equals hosts]\npool /Common/theirs'),
    at: 'rules.own',
  },
  'virtual/event-without-profile': {
    offends: withRule('set x 1', { persistence: 'none' }, 'CLIENTSSL_HANDSHAKE'),
    fine: withRule('set x 1', TLS, 'CLIENTSSL_HANDSHAKE'),
    at: `${WEB}.rules.0`,
  },
  'virtual/rule-does-not-persist': {
    offends: withRule('set x 1', { rules: [], persistence: { type: 'universal', rule: 'own' } }),
    fine: withRule('persist uie x', { rules: [], persistence: { type: 'universal', rule: 'own' } }),
    at: `${WEB}.persistence.rule`,
  },
  'virtual/tls-through-http': {
    offends: withWeb({ port: 443 }),
    fine: withWeb({ port: 443, ...TLS }),
    at: `${WEB}.websocket`,
  },
  'virtual/tls-members-in-clear': {
    offends: withMembers(9443, '/Common/https', TLS),
    fine: withMembers(9443, '/Common/https', { profiles: ['/Common/clientssl', '/Common/serverssl'] }),
    at: `${WEB}.profiles.0`,
  },
  'virtual/plain-members-over-tls': {
    offends: withMembers(8080, '/Common/http', { profiles: ['/Common/serverssl'] }),
    fine: withMembers(8443, '/Common/https', { profiles: ['/Common/serverssl'] }),
    at: `${WEB}.profiles.0`,
  },
  'virtual/http2-renegotiation': {
    offends: withWeb({ profiles: ['/Common/http2', '/Common/clientssl'] }),
    fine: withWeb({ profiles: ['/Common/http2', '/Common/our-tls'] }),
    at: `${WEB}.profiles.1`,
  },
  'virtual/http2-without-tls': {
    offends: withWeb({ profiles: ['/Common/http2'] }),
    fine: withWeb({ profiles: ['/Common/http2', '/Common/our-tls'] }),
    at: `${WEB}.profiles.0`,
  },
  'route/never-matches': {
    offends: withRoutes({ path: '/api', pool: 'app' }, { path: '/api/live', pool: 'app' }),
    fine: withRoutes({ path: '/api/live', pool: 'app' }, { path: '/api', pool: 'app' }),
    at: `${WEB}.routes.1`,
  },
  'route/shares-cookie': {
    offends: withRoutes(
      { path: '/a', pool: 'app', persistence: { type: 'cookie', cookieName: 'S' } },
      { pool: '/Common/other', persistence: { type: 'cookie', cookieName: 'S' } },
    ),
    fine: withRoutes(
      { path: '/a', pool: 'app', persistence: { type: 'cookie', cookieName: 'S' } },
      { path: '/b', pool: 'app', persistence: { type: 'cookie', cookieName: 'S' } },
      { pool: '/Common/other', persistence: 'cookie' },
    ),
    at: `${WEB}.routes.1`,
  },
  'route/plain-regex': {
    offends: withRoutes({ path: { regex: '^/api/' }, pool: 'app' }),
    fine: withRoutes({ path: { regex: '^/api[0-9]/' }, pool: 'app' }),
    at: `${WEB}.routes.0.path.regex`,
  },
  'route/without-default': {
    offends: withWeb({ pool: undefined, routes: [{ path: '/a', pool: 'app' }] }),
    fine: withWeb({
      pool: undefined,
      routes: [
        { path: '/a', pool: 'app' },
        { path: '/', respond: 404 },
      ],
    }),
    at: `${WEB}.routes`,
  },
  'virtual/redirect-without-tls': {
    offends: withWeb({ port: 8080, redirectHttp: true }),
    fine: withWeb({ port: 8080, redirectHttp: true, ...TLS }),
    at: `${WEB}.redirectHttp`,
  },
  'websocket/ws-client-redirect': {
    offends: withWeb({ port: 443, redirectHttp: true, ...TLS }),
    fine: withWeb({ port: 443, redirectHttp: true, websocket: undefined, ...TLS }),
    at: `${WEB}.redirectHttp`,
  },
  'websocket/http2': {
    offends: withWeb({ profiles: ['/Common/http2', '/Common/our-tls'] }),
    fine: withWeb({ profiles: ['/Common/http2', '/Common/our-tls'], websocket: undefined }),
    at: `${WEB}.profiles.0`,
  },
  'websocket/no-persistence': {
    offends: withWeb({ persistence: 'none' }),
    fine: withWeb({ persistence: 'none', fallbackPersistence: 'source-address' }),
    at: WEB,
  },
  'virtual/pool-choice-without-one-connect': {
    offends: withRule('if { [HTTP::path] eq "/a" } { pool app }'),
    fine: withRule('if { [HTTP::path] eq "/a" } { pool app }', { profiles: ['/Common/oneconnect'] }),
    at: `${WEB}.rules.0`,
  },
  'virtual/no-forwarded-proto': {
    offends: withWeb(TLS),
    fine: withRule('HTTP::header replace X-Forwarded-Proto https', TLS),
    at: WEB,
  },
  'virtual/own-http-disable': {
    offends: withRule('HTTP::disable'),
    fine: withRule('HTTP::disable'),
    at: `${WEB}.rules.0`,
    tmos: '11.4.1',
    fineTmos: '11.4.0',
  },
  'network/duplicate-route-domain': {
    offends: routeDomains({ blue: { id: 10 }, green: { id: 10 } }),
    fine: routeDomains({ blue: { id: 10 }, green: { id: 11 } }),
    at: 'network.routeDomains.green.id',
  },
  'network/vlan-in-two-route-domains': {
    offends: routeDomains({
      blue: { id: 10, vlans: ['in'] },
      green: { id: 11, vlans: ['out', '/Common/in'] },
    }),
    fine: routeDomains({ blue: { id: 10, vlans: ['in'] }, green: { id: 11, vlans: ['out'] } }),
    at: 'network.routeDomains.green.vlans',
  },
  'network/route-domain-loop': {
    offends: routeDomains({ blue: { id: 10 }, green: { id: 11, parent: 'green' } }),
    fine: routeDomains({ blue: { id: 10, parent: '/Common/0' }, green: { id: 11, parent: 'blue' } }),
    at: 'network.routeDomains.green.parent',
  },
  'network/other-route-domain': {
    offends: routeDomains(
      { blue: { id: 10, vlans: ['in'] } },
      { one: { address: '10.0.0.3/16', vlan: 'in' } },
    ),
    fine: routeDomains(
      { blue: { id: 10, vlans: ['in'] } },
      { one: { address: '10.0.0.3%10/16', vlan: 'in' } },
    ),
    at: 'network.selfIps.one.address',
  },
  'network/vlan-without-route-domain': {
    offends: routeDomains({}, { one: { address: '10.0.0.3%10/16', vlan: 'in' } }),
    fine: routeDomains({}, { one: { address: '10.0.0.3%10/16', vlan: '/Common/theirs' } }),
    at: 'network.selfIps.one.address',
  },
  'network/overlapping-self-ips': {
    offends: selfIps({
      one: { address: '10.0.0.3/16', vlan: 'in' },
      two: { address: '10.0.9.3/24', vlan: 'out' },
    }),
    fine: selfIps({
      one: { address: '10.0.0.3/16', vlan: 'in' },
      two: { address: '10.0.9.3/24', vlan: '/Common/in' },
    }),
    at: 'network.selfIps.two',
  },
  'network/lone-floating-self-ip': {
    offends: selfIps({
      own: { address: '10.0.1.3/24', vlan: 'in' },
      floating: { address: '10.0.0.4/24', vlan: 'in', trafficGroup: '/Common/traffic-group-1' },
    }),
    fine: selfIps({
      own: { address: '10.0.0.3/24', vlan: 'in' },
      floating: { address: '10.0.0.4/24', vlan: 'in', trafficGroup: '/Common/traffic-group-1' },
    }),
    at: 'network.selfIps.floating',
  },
  'monitor/no-port': {
    offends: withPool({ members: { a: 8001, b: 'any' } }),
    fine: withPool({ members: { a: 8001, b: { port: 'any', monitors: ['/Common/gateway_icmp'] } } }),
    at: 'pools.app.monitors',
  },
  'virtual/incompatible-profiles': {
    offends: withWeb({ profiles: ['/Common/clientssl', '/Common/fastL4'] }),
    fine: withWeb({ profiles: ['/Common/clientssl', '/Common/websocket'] }),
    at: `${WEB}.profiles.1`,
  },
  'virtual/route-advertisement': {
    offends: withWeb({ virtualAddress: { routeAdvertisement: 'always' } }),
    fine: withWeb({ virtualAddress: { routeAdvertisement: 'always' } }),
    at: `${WEB}.virtualAddress.routeAdvertisement`,
    tmos: '12.1.6',
    fineTmos: '13.1.0',
  },
  'virtual/no-pool': {
    offends: withWeb({ pool: undefined }),
    fine: withWeb({ pool: undefined, rules: ['/Common/chooses'] }),
    at: WEB,
  },
  'pool/no-members': { offends: withPool({ members: {} }), fine: spec(), at: APP },
  'pool/no-monitor': {
    offends: withPool({ monitors: [] }),
    fine: withPool({
      monitors: [],
      members: [
        { node: 'a', port: 8001, monitors: ['/Common/tcp'] },
        { node: 'b', port: 8001, monitors: ['/Common/tcp'] },
      ],
    }),
    at: APP,
  },
  'monitor/incomplete-request': {
    offends: withMonitor({ send: request(...UPGRADE.slice(0, 5)), receive: 'HTTP/1.1 101' }),
    fine: withMonitor({ send: request(...UPGRADE), receive: 'HTTP/1.1 101' }),
    at: 'monitors.probe.send',
  },
  'pool/priority-groups-off': {
    offends: withPool({ members: { a: { port: 8001, priorityGroup: 10 }, b: 8001 } }),
    fine: withPool({ minActiveMembers: 1, members: { a: { port: 8001, priorityGroup: 10 }, b: 8001 } }),
    at: APP,
  },
  'websocket/idle-timeout': {
    offends: withWeb({ idleTimeout: undefined }),
    fine: withWeb({ idleTimeout: undefined, keepAlive: 60 }),
    at: WEB,
  },
  'virtual/late-keep-alive': {
    offends: withWeb({ idleTimeout: 600, keepAlive: 600 }),
    fine: withWeb({ idleTimeout: 600, keepAlive: 599 }),
    at: `${WEB}.keepAlive`,
  },
  'websocket/needless-irule': {
    offends: withWeb({ websocket: 'irule' }),
    fine: withWeb({ websocket: 'irule' }),
    at: `${WEB}.websocket`,
    tmos: '11.4.1',
    fineTmos: '11.4.0',
  },
  'websocket/irule-loses-cookie': {
    offends: withWeb({ persistence: 'cookie' }),
    fine: withWeb({ persistence: 'cookie', fallbackPersistence: 'source-address' }),
    at: `${WEB}.persistence`,
    tmos: '11.3.0',
  },
  'websocket/irule-beside-profile': {
    offends: withWeb({ websocket: 'irule', profiles: ['/Common/websocket'] }),
    fine: withWeb({ websocket: 'native', profiles: ['/Common/websocket'] }),
    at: `${WEB}.websocket`,
  },
  'websocket/log-every-request': {
    offends: withWeb({ websocket: { mode: 'irule', logging: 'request' } }),
    fine: withWeb({ websocket: { mode: 'irule', logging: 'connection' } }),
    at: `${WEB}.websocket.logging`,
  },
  'websocket/one-connect': {
    offends: withWeb({ profiles: ['/Common/oneconnect'] }),
    fine: withWeb({ profiles: ['/Common/oneconnect'], rules: ['/Common/routes_requests'] }),
    at: `${WEB}.profiles.0`,
  },
  'websocket/redirect': {
    offends: withWeb({ rules: ['/Common/_sys_https_redirect'] }),
    fine: withWeb({ rules: ['/Common/_sys_https_redirect'], websocket: undefined }),
    at: `${WEB}.rules.0`,
  },
  'virtual/http-on-all-ports': {
    offends: withWeb({ port: 'any' }),
    fine: withWeb({ port: 'any', websocket: undefined, xForwardedFor: false }),
    at: `${WEB}.port`,
  },
  'virtual/port-not-translated': {
    offends: withWeb({ translatePort: false }),
    fine: withWeb({ translatePort: false, port: 8001 }),
    at: `${WEB}.translatePort`,
  },
  'virtual/no-client-address': {
    offends: withWeb({ xForwardedFor: false }),
    fine: withWeb({ xForwardedFor: false, snat: 'none' }),
    at: `${WEB}.snat`,
  },
  'virtual/secure-cookie-without-tls': {
    offends: withWeb({ persistence: { type: 'cookie' } }),
    fine: withWeb({ persistence: { type: 'cookie' }, ...TLS }),
    at: `${WEB}.persistence`,
  },
  'monitor/any-answer': {
    offends: withMonitor({ receive: '' }),
    fine: withMonitor({ receive: '200 OK' }),
    at: 'monitors.probe',
  },
  'websocket/count-blind-method': {
    offends: withPool({ method: 'round-robin' }),
    fine: withPool({ method: 'round-robin', members: { a: 8001 } }),
    at: `${APP}.method`,
  },
  'pool/slow-ramp': {
    offends: withPool({ method: 'round-robin', slowRampTime: 60 }),
    fine: withPool({ method: 'least-connections-node', slowRampTime: 60 }),
    at: `${APP}.slowRampTime`,
  },
  'pool/small-connection-limit': {
    offends: withPool({ members: { a: { port: 8001, connectionLimit: 10 }, b: 8001 } }),
    fine: withPool({ members: { a: { port: 8001, connectionLimit: 1000 }, b: 8001 } }),
    at: 'pools.app.members.a.connectionLimit',
  },
  'websocket/dead-member': {
    offends: withPool({ serviceDownAction: 'none' }),
    fine: withPool({ serviceDownAction: 'reselect' }),
    at: APP,
  },
  'websocket/snat-ports': {
    offends: withWeb({ connectionLimit: 128_001 }),
    fine: withWeb({ connectionLimit: 128_000 }),
    at: `${WEB}.connectionLimit`,
  },
  'websocket/reconnect-storm': {
    offends: withWeb({ connectionRateLimit: 0 }),
    fine: spec(),
    at: WEB,
  },
  'virtual/cookie-tells-address': {
    offends: withWeb({ persistence: 'cookie', ...TLS }),
    fine: withWeb({ persistence: { type: 'cookie', encryption: 'required', passphrase: 'x' }, ...TLS }),
    at: `${WEB}.persistence`,
  },
  'websocket/fallback-persistence': {
    offends: withWeb({ framework: 'socket.io', persistence: 'none' }),
    fine: withWeb({ framework: 'grafana-live', persistence: 'none' }),
    at: `${WEB}.framework`,
  },
  'websocket/shared-state': {
    offends: withWeb({ framework: 'grafana-live' }),
    fine: withWeb({ framework: 'sockjs' }),
    at: `${WEB}.framework`,
  },
  'websocket/machine-key': {
    offends: withWeb({ framework: 'signalr' }),
    fine: withWeb({ framework: 'socket.io' }),
    at: `${WEB}.framework`,
  },
  'websocket/trusted-proxies': {
    offends: withWeb({ framework: 'home-assistant' }),
    fine: withWeb({ framework: 'home-assistant', snat: 'none' }),
    at: `${WEB}.framework`,
  },
  'virtual/return-path': {
    offends: selfIps({ in: { address: '10.0.0.3/24', vlan: 'in' } }, { web: web({ snat: 'none' }) }),
    fine: selfIps(
      {
        in: { address: '10.0.0.3/24', vlan: 'in' },
        gateway: { address: '10.0.0.4/24', vlan: 'in', trafficGroup: '/Common/traffic-group-1' },
      },
      { web: web({ snat: 'none' }) },
    ),
    at: WEB,
  },
  'network/open-self-ip': {
    offends: selfIps({ in: { address: '203.0.113.3/24', vlan: 'in', portLockdown: ['tcp:443'] } }),
    fine: selfIps({ in: { address: '10.0.0.3/24', vlan: 'in', portLockdown: ['tcp:443'] } }),
    at: 'network.selfIps.in.portLockdown',
  },
  'websocket/source-address-only': {
    offends: withWeb(TLS),
    fine: withWeb({ ...TLS, persistence: 'cookie', fallbackPersistence: 'source-address' }),
    at: `${WEB}.persistence`,
  },
  'websocket/fastl4-failover': {
    offends: withWeb({ websocket: 'fastl4', xForwardedFor: false }),
    fine: withWeb({ websocket: { mode: 'fastl4', looseInitialization: true }, xForwardedFor: false }),
    at: `${WEB}.websocket`,
  },
  'pool/no-slow-ramp': {
    offends: withPool({ slowRampTime: 0 }),
    fine: withPool({ slowRampTime: 0, method: 'round-robin' }),
    at: `${APP}.slowRampTime`,
  },
  'websocket/slow-drain': {
    offends: withPool({ members: { a: { port: 8001, state: 'disabled' }, b: 8001 } }),
    fine: withPool({ members: { a: { port: 8001, state: 'enabled' }, b: 8001 } }),
    at: `${APP}.members.a.state`,
  },
  'websocket/mirror': {
    offends: withWeb({ mirror: true }),
    fine: withWeb({ mirror: true, websocket: undefined }),
    at: `${WEB}.mirror`,
  },
  'websocket/waf-blind': {
    offends: withWeb({ profiles: ['/Common/websecurity'] }),
    fine: withWeb({ profiles: ['/Common/websecurity'], websocket: 'profile' }),
    at: `${WEB}.websocket`,
  },
  'websocket/upgrade-removed': {
    offends: withRule('HTTP::header remove Connection'),
    fine: withRule('if { not ([HTTP::header exists Upgrade]) } { HTTP::header remove Connection }'),
    at: `${WEB}.rules.0`,
  },
  'websocket/http-compression': {
    offends: withWeb({ profiles: ['/Common/httpcompression'] }),
    fine: withWeb({ profiles: ['/Common/httpcompression'], websocket: undefined }),
    at: `${WEB}.profiles.0`,
  },
  'websocket/never-idle': {
    offends: withWeb({ idleTimeout: 'indefinite' }),
    fine: withWeb({ idleTimeout: 'indefinite', keepAlive: 60 }),
    at: `${WEB}.idleTimeout`,
  },
  'virtual/event-never-comes': {
    offends: withRule('set x 1', { websocket: 'fastl4', xForwardedFor: false }, 'CLIENT_DATA'),
    fine: withRule('set x 1', { websocket: 'tcp', xForwardedFor: false }, 'CLIENT_DATA'),
    at: `${WEB}.rules.0`,
  },
  'virtual/all-vlans': {
    offends: spec({ network: { vlans: TWO_VLANS } }),
    fine: spec({ network: { vlans: { in: vlan('1.1') } } }),
    at: WEB,
  },
};

/** What is found in the text of an iRule has many texts in irules/wrong.ts. */
const textCases = Object.entries(wrong).map(
  ([id, [text = '']]) =>
    [
      id,
      {
        offends: withText(text.replace('«', '')),
        fine: withText('when HTTP_REQUEST { pool app }'),
        at: 'rules.own',
      },
    ] satisfies [string, Case],
);
const allCases: readonly (readonly [string, Case])[] = [...Object.entries(cases), ...textCases];

async function parse(text: string, file = 'spec.yaml'): Promise<ParsedSpec> {
  const parsed = await parseSpec({ file, text, varsFile: undefined, vars: [], env: {} });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed, null, 2));
  return parsed;
}

async function findings(part: Part, tmos = '17.1.2'): Promise<Finding[]> {
  const parsed = await parse(JSON.stringify(part));
  const { objects } = desiredObjects(parsed.spec, version(tmos), new Map());
  return checkRules({ spec: parsed.spec, objects, version: version(tmos), files: new Map(), now: NOW });
}

describe('rules', () => {
  test('every rule has a case, and every case a rule', () => {
    expect(allCases.map(([id]) => id).sort()).toEqual(explanations.map(({ id }) => id).sort());
  });

  test('the spec that the cases vary offends against none', async () => {
    expect(await findings(spec())).toEqual([]);
  });

  test.each(allCases)('%s', async (id, { offends, fine, at, tmos, fineTmos }) => {
    const found = (await findings(offends, tmos)).filter(({ rule }) => rule === id);
    expect(found.map((one) => one.at.join('.'))).toEqual([at]);
    expect(found[0]?.hint).toBeDefined();
    const rest = (await findings(fine, fineTmos ?? tmos)).filter(({ rule }) => rule === id);
    expect(rest).toEqual([]);
    expect(explanations.find((one) => one.id === id)?.explanation).toMatch(
      /^\S+ \((error|warning|note)\)\n\n.{40}/s,
    );
  });

  test.each([
    ['a second HTTP profile', { profiles: ['/Common/http'] }],
    ['a second TCP profile', { profiles: ['/Common/tcp-lan-optimized'] }],
    ['twice', { profiles: ['/Common/clientssl', '/Common/clientssl'] }],
    [
      'needs an HTTP profile',
      { websocket: undefined, xForwardedFor: false, profiles: ['/Common/websocket'] },
    ],
    ['no cookie persistence and no X-Forwarded-For', { persistence: 'cookie', profiles: ['/Common/fastL4'] }],
  ])('incompatible profiles: %s', async (words, parts) => {
    const found = (await findings(withWeb(parts))).filter(({ severity }) => severity === 'error');
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
  });

  test.each([
    ['a bare address is where its partition says', {}, { partition: 'Tenant' }, 0],
    ['two bare ones of a partition meet', { partition: 'Tenant' }, { partition: 'Tenant' }, 1],
    ['/Common is in route domain 0', {}, { partition: 'Tenant', destination: '203.0.113.10%0' }, 1],
    [
      'two route domains',
      { destination: '203.0.113.10%2' },
      { partition: 'Tenant', destination: '203.0.113.10%0' },
      0,
    ],
  ])('listeners of two partitions: %s', async (_, one, other, count) => {
    const found = await findings(spec({ virtualServers: { one: web(one), other: web(other) } }));
    expect(found.filter(({ rule }) => rule === 'bigip/duplicate-listener')).toHaveLength(count);
  });

  test.each([
    ['HTTP/1.0 needs no Host', { send: request('GET / HTTP/1.0'), receive: '200' }, 0],
    ['HTTP/1.1 needs one', { send: request('GET / HTTP/1.1'), receive: '200' }, 1],
    ['line ends may be written out', { send: [...UPGRADE, '', ''].join('\\r\\n'), receive: '101' }, 0],
    ['but not as /r/n', { send: 'GET /up HTTP/1.1/r/nHost: a/r/n/r/n', receive: '200' }, 1],
    ['nor left out at the end', { send: 'GET /up HTTP/1.1\r\nHost: a\r\n', receive: '200' }, 1],
    ['nor at the end of HTTP/1.0', { send: 'GET /up HTTP/1.0', receive: '200' }, 1],
    ['LF will do', { send: 'GET /up HTTP/1.1\nHost: a\n\n', receive: '200' }, 0],
    ['a request of one line', { send: 'GET /up\\r\\n', receive: '200' }, 0],
    ['HTTP is no method', { send: 'HTTP GET /', receive: '200' }, 1],
    ['nor with a version', { send: request('HTTP GET / HTTP/1.0'), receive: '200' }, 1],
    ['no method', { send: request('/ HTTP/1.1', 'Host: a'), receive: '200' }, 1],
    ['a path alone', { send: '/up', receive: '200' }, 1],
    ['no blank', { send: request('GET/up HTTP/1.1', 'Host: a'), receive: '200' }, 1],
    ['a path without a slash', { send: request('GET up HTTP/1.0'), receive: '200' }, 1],
    ['a path with a blank', { send: request('GET /a b HTTP/1.0'), receive: '200' }, 1],
    ['a small method', { send: request('get / HTTP/1.0'), receive: '200' }, 1],
    ['nothing', { send: '', receive: '200' }, 1],
    ['an empty Host', { send: request('GET / HTTP/1.1', 'Host: ', 'Accept: a'), receive: '200' }, 1],
    ['a Host behind the end', { send: request('GET / HTTP/1.1', '', 'Host: a'), receive: '200' }, 1],
    ['a small host', { send: request('GET / HTTP/1.1', 'host: a'), receive: '200' }, 0],
    ['a body', { send: `${request('POST /up HTTP/1.1', 'Host: a')}{}`, receive: '200' }, 0],
    ['no header', { send: request('GET / HTTP/1.1', 'Host: a', 'close'), receive: '200' }, 1],
    [
      'no server upgrades HTTP/1.0',
      { send: request('GET / HTTP/1.0', ...UPGRADE.slice(1)), receive: '101' },
      1,
    ],
  ])('monitor requests: %s', async (_, parts, count) => {
    const found = await findings(withMonitor(parts));
    expect(found.filter(({ rule }) => rule === 'monitor/incomplete-request')).toHaveLength(count);
  });

  const UPGRADES = 'if { [string tolower [HTTP::header Upgrade]] eq "websocket" }';
  const PATH = 'if { [HTTP::path] starts_with "/a" }';
  test.each<readonly [string, string, Part, number]>([
    ['a redirect', 'websocket/redirect', withRule('HTTP::redirect https://a/'), 1],
    ['an answer 301', 'websocket/redirect', withRule('HTTP::respond 301 Location "https://a/"'), 1],
    ['an answer 308 noserver', 'websocket/redirect', withRule('HTTP::respond 308 noserver Location "/"'), 1],
    ['an answer 200', 'websocket/redirect', withRule('HTTP::respond 200 content up'), 0],
    ['not of upgrades', 'websocket/redirect', withRule(`${UPGRADES} { return }\nHTTP::redirect /`), 0],
    ['of a path', 'websocket/redirect', withRule(`${PATH} { HTTP::redirect /b }`), 0],
    [
      'of all other paths',
      'websocket/redirect',
      withRule(`${PATH} { pool app } else { HTTP::redirect /b }`),
      1,
    ],
    [
      'by default',
      'websocket/redirect',
      withRule('switch [HTTP::path] {\n /a { pool app }\n default { HTTP::redirect /b }\n}'),
      1,
    ],
    ['of a port', 'websocket/redirect', withRule('if { [TCP::local_port] == 80 } { HTTP::redirect / }'), 1],
    ['without websocket:', 'websocket/redirect', withRule('HTTP::redirect /', { websocket: undefined }), 0],
    [
      'OneConnect beside a header',
      'websocket/one-connect',
      withRule('HTTP::header replace A b', { profiles: ['/Common/oneconnect'] }),
      1,
    ],
    ['no choice', 'virtual/pool-choice-without-one-connect', withRule('pool app'), 0],
    [
      'a choice in a switch',
      'virtual/pool-choice-without-one-connect',
      withRule('switch [HTTP::path] { /a { pool app } }'),
      1,
    ],
    [
      'cookie',
      'virtual/own-http-disable',
      withRule(`${PATH} { HTTP::disable }`, { persistence: 'cookie' }),
      1,
    ],
    [
      'for other protocols',
      'virtual/own-http-disable',
      withRule('HTTP::disable', { websocket: undefined }),
      0,
    ],
    [
      'the redirect of the device',
      'virtual/event-without-profile',
      withWeb({
        rules: ['/Common/_sys_https_redirect'],
        websocket: undefined,
        xForwardedFor: false,
        persistence: 'none',
      }),
      1,
    ],
    [
      'HTTP over FastL4',
      'virtual/event-without-profile',
      withRule('set x 1', { websocket: 'fastl4', xForwardedFor: false }),
      1,
    ],
    [
      'HTTP over plain TCP',
      'virtual/event-without-profile',
      withRule('set x [HTTP::uri]', { websocket: 'tcp', xForwardedFor: false }, 'LB_SELECTED'),
      1,
    ],
    [
      'TCP over FastL4',
      'virtual/event-without-profile',
      withRule('pool app', { websocket: 'fastl4', xForwardedFor: false }, 'CLIENT_ACCEPTED'),
      0,
    ],
    [
      'a comment of an event',
      'virtual/event-without-profile',
      withRule('set x "\nwhen WS_REQUEST {}"\n# when WS_REQUEST'),
      0,
    ],
    [
      'frames by the way profile',
      'virtual/event-without-profile',
      withRule('set x 1', { websocket: 'profile' }, 'WS_REQUEST'),
      0,
    ],
    ['events of HTTP', 'virtual/event-without-profile', withRule('set x 1'), 0],
    [
      'frames of the way that knows them',
      'virtual/event-without-profile',
      withRule('set x 1', { websocket: 'profile' }, 'WS_CLIENT_FRAME'),
      0,
    ],
    [
      'the redirect of the device on packets',
      'virtual/event-without-profile',
      withWeb({
        rules: ['/Common/_sys_https_redirect'],
        websocket: 'tcp',
        xForwardedFor: false,
        persistence: 'none',
      }),
      1,
    ],
    [
      'an event behind another on one line',
      'virtual/event-without-profile',
      withRule('return }; when WS_REQUEST { return'),
      1,
    ],
    ...(
      [
        ['a second default', [{ pool: 'app' }, { respond: 404 }], 1],
        [
          'below the root',
          [
            { path: '/', pool: 'app' },
            { path: '/a', respond: 404 },
          ],
          1,
        ],
        [
          'an exact path below a prefix',
          [
            { path: '/a', respond: 404 },
            { path: { exact: '/a/b' }, pool: 'app' },
          ],
          1,
        ],
        [
          'a prefix is more than a path',
          [
            { path: { exact: '/a' }, respond: 404 },
            { path: '/a', pool: 'app' },
          ],
          0,
        ],
        [
          'a name that only begins alike',
          [
            { path: '/a', respond: 404 },
            { path: '/ab', pool: 'app' },
          ],
          0,
        ],
        [
          'one of several is not all',
          [
            { path: '/a', respond: 404 },
            { path: ['/a', '/b'], pool: 'app' },
          ],
          0,
        ],
        [
          'an upgrade is less',
          [
            { path: '/a', upgrade: 'websocket', pool: 'app' },
            { path: '/a', respond: 404 },
          ],
          0,
        ],
        [
          'and less behind more',
          [
            { path: '/a', respond: 404 },
            { path: '/a', upgrade: 'websocket', pool: 'app' },
          ],
          1,
        ],
        [
          'another host',
          [
            { host: 'a.b', respond: 404 },
            { host: 'c.b', pool: 'app' },
          ],
          0,
        ],
        [
          'a host below',
          [
            { host: '*.b', respond: 404 },
            { host: ['a.b', 'x.a.b'], pool: 'app' },
          ],
          1,
        ],
        [
          'not the host itself',
          [
            { host: '*.a.b', respond: 404 },
            { host: 'a.b', pool: 'app' },
          ],
          0,
        ],
        [
          'the same expression',
          [
            { path: { regex: '^/a+' }, respond: 404 },
            { path: { regex: '^/a+' }, pool: 'app' },
          ],
          1,
        ],
        [
          'a value of a header',
          [
            { header: { A: ['1', '2'] }, respond: 404 },
            { header: { A: 1 }, pool: 'app' },
          ],
          1,
        ],
        [
          'another header',
          [
            { header: { A: 1 }, respond: 404 },
            { header: { B: 1 }, pool: 'app' },
          ],
          0,
        ],
        [
          'a parameter beside another',
          [
            { query: { a: 1 }, respond: 404 },
            { query: { a: 1, b: 2 }, pool: 'app' },
          ],
          1,
        ],
      ] as const
    ).map(([words, list, count]) => [words, 'route/never-matches', withRoutes(...list), count] as const),
    ...(
      [
        ['^/api', 1],
        ['^/api$', 1],
        ['^/api/.*$', 1],
        ['^/socket\\.io(/.*)?$', 1],
        ['/api', 0],
        ['^/a.b', 0],
        ['^/(a|b)', 0],
        ['(?i)^/api', 0],
      ] as const
    ).map(
      ([regex, count]) =>
        [regex, 'route/plain-regex', withRoutes({ path: { regex }, pool: 'app' }), count] as const,
    ),
    [
      'routes to two pools',
      'virtual/pool-choice-without-one-connect',
      withRoutes({ path: '/a', pool: '/Common/b' }),
      1,
    ],
    ['routes to one', 'virtual/pool-choice-without-one-connect', withRoutes({ path: '/a', pool: 'app' }), 0],
    [
      'OneConnect for routes',
      'websocket/one-connect',
      withWeb({ routes: [{ path: '/a', pool: '/Common/b' }], profiles: ['/Common/oneconnect'] }),
      0,
    ],
    ['routes and no pool', 'virtual/no-pool', withWeb({ pool: undefined, routes: [{ respond: 404 }] }), 0],
    [
      'a default redirect',
      'websocket/redirect',
      withRoutes({ path: '/a', respond: 404 }, { redirect: '/b' }),
      1,
    ],
    [
      'of what is left over',
      'websocket/redirect',
      withRoutes({ path: '/a', pool: 'app' }, { redirect: '/b' }),
      0,
    ],
    [
      'a route of several members',
      'websocket/no-persistence',
      withWeb({ persistence: 'none', routes: [{ path: '/a', pool: 'app' }, { respond: 404 }] }),
      1,
    ],
    [
      'a route that persists',
      'websocket/no-persistence',
      withWeb({
        persistence: 'none',
        routes: [{ path: '/a', pool: 'app', persistence: 'cookie' }, { respond: 404 }],
      }),
      0,
    ],
    [
      'a route of upgrades alone',
      'websocket/no-persistence',
      withWeb({ persistence: 'none', routes: [{ upgrade: 'websocket', pool: 'app' }, { respond: 404 }] }),
      0,
    ],
    [
      'the pool of the rest',
      'websocket/no-persistence',
      withWeb({ persistence: 'none', routes: [{ path: '/a', respond: 404 }] }),
      1,
    ],
    ['frames', 'virtual/event-without-profile', withRule('set x 1', {}, 'WS_CLIENT_FRAME'), 1],
    [
      'a profile of the device',
      'virtual/event-without-profile',
      withRule('set x 1', { profiles: ['/Common/x'] }, 'WS_REQUEST'),
      0,
    ],
    ['an iRule persists', 'websocket/no-persistence', withRule('persist uie $x', { persistence: 'none' }), 0],
    [
      'one active member',
      'websocket/no-persistence',
      spec({
        pools: {
          app: pool({
            minActiveMembers: 1,
            members: { a: { port: 8001, priorityGroup: 2 }, b: { port: 8001, priorityGroup: 1 } },
          }),
        },
        virtualServers: { web: web({ persistence: 'none' }) },
      }),
      0,
    ],
    [
      'TLS passed through',
      'virtual/tls-through-http',
      withWeb({ port: 443, websocket: undefined, xForwardedFor: false }),
      0,
    ],
    ['TLS members behind 80', 'virtual/tls-through-http', withMembers(9443, '/Common/https', {}), 1],
    ['a port says it', 'virtual/tls-members-in-clear', withMembers(8443, '/Common/tcp', TLS), 1],
    [
      'and the monitor knows better',
      'virtual/tls-members-in-clear',
      withMembers(8443, '/Common/http', TLS),
      0,
    ],
    [
      'a gateway of IPv6',
      'network/gateway-out-of-reach',
      routed({ network: 'default-inet6', gateway: '2001:db8::1' }),
      1,
    ],
    [
      'one on the link',
      'network/gateway-out-of-reach',
      routed({ network: 'default-inet6', gateway: 'fe80::1' }),
      0,
    ],
    ['a pool of gateways', 'network/gateway-out-of-reach', routed({ network: 'default', pool: 'app' }), 0],
    [
      'a pool of far gateways',
      'network/gateway-out-of-reach',
      routed({ network: 'default', pool: 'app' }, { nodes: { a: '10.0.9.1', b: '10.0.0.2' } }),
      1,
    ],
    ['one member', 'websocket/shared-state', withPool({ members: { a: 8001 } }), 0],
    [
      'one active SignalR member',
      'websocket/machine-key',
      spec({
        pools: {
          app: pool({
            minActiveMembers: 1,
            members: { a: { port: 8001, priorityGroup: 2 }, b: { port: 8001, priorityGroup: 1 } },
          }),
        },
        virtualServers: { web: web({ framework: 'signalr' }) },
      }),
      0,
    ],
    [
      'said of the framework',
      'websocket/no-persistence',
      withWeb({ framework: 'sockjs', persistence: 'none' }),
      0,
    ],
    ['every port', 'network/open-self-ip', selfIps({ in: lockdown('10.0.0.3/24', 'all') }), 1],
    [
      'the services of the device',
      'network/open-self-ip',
      selfIps({ in: lockdown('203.0.113.3/24', 'default') }),
      1,
    ],
    ['failover', 'network/open-self-ip', selfIps({ in: lockdown('203.0.113.3/24', ['udp:1026']) }), 0],
    ['IPv6', 'network/open-self-ip', selfIps({ in: lockdown('2001:db8::3/64', ['tcp:22']) }), 1],
    ['IPv6 at home', 'network/open-self-ip', selfIps({ in: lockdown('fd00::3/64', ['tcp:22']) }), 0],
    ['a wildcard', 'virtual/return-path', withWeb({ destination: 'any', snat: 'none' }), 0],
    [
      'a node',
      'websocket/slow-drain',
      spec({ nodes: { a: { address: '10.0.0.1', state: 'forced-offline' }, b: '10.0.0.2' } }),
      1,
    ],
    ['its own log', 'websocket/log-every-request', withRule('log local0. x'), 1],
    ['a log behind a test', 'websocket/log-every-request', withRule('if { $x } { log local0. x }'), 0],
    [
      'a log of connections',
      'websocket/log-every-request',
      withRule('log local0. x', {}, 'CLIENT_ACCEPTED'),
      0,
    ],
    [
      'a small SNAT pool',
      'websocket/snat-ports',
      spec({
        snatPools: { out: ['10.0.0.8', '10.0.0.9'] },
        virtualServers: { web: web({ snat: 'out', connectionLimit: 256_001 }) },
      }),
      1,
    ],
    [
      'a SNAT pool',
      'websocket/snat-ports',
      spec({
        snatPools: { out: ['10.0.0.8', '10.0.0.9'] },
        virtualServers: { web: web({ snat: 'out', connectionLimit: 256_000 }) },
      }),
      0,
    ],
    [
      'the smallest pool of its routes',
      'websocket/snat-ports',
      spec({
        pools: { app: pool(), small: pool({ members: { a: 8002 } }) },
        virtualServers: { web: web({ routes: [{ path: '/x', pool: 'small' }], connectionLimit: 64_001 }) },
      }),
      1,
    ],
    [
      'a limit below the smallest pool of its routes',
      'websocket/snat-ports',
      spec({
        pools: { app: pool(), small: pool({ members: { a: 8002 } }) },
        virtualServers: { web: web({ routes: [{ path: '/x', pool: 'small' }], connectionLimit: 64_000 }) },
      }),
      0,
    ],
    [
      'two virtual servers, of which one has the pool in a route',
      'websocket/snat-ports',
      spec({
        virtualServers: {
          web: web({ connectionLimit: 100_000 }),
          other: web({ port: 81, pool: undefined, routes: [{ pool: 'app' }], connectionLimit: 100_000 }),
        },
      }),
      2,
    ],
    ['sanitize', 'websocket/upgrade-removed', withRule('HTTP::header sanitize Host'), 1],
    [
      'sanitize that knows',
      'websocket/upgrade-removed',
      withRule('HTTP::header sanitize Upgrade Connection'),
      0,
    ],
    [
      'an answer',
      'websocket/upgrade-removed',
      withRule('HTTP::header remove Connection', {}, 'HTTP_RESPONSE'),
      0,
    ],
    [
      'Connection said anew',
      'websocket/upgrade-removed',
      withRule('HTTP::header replace Connection Upgrade'),
      0,
    ],
    ['an iRule of ASM', 'websocket/waf-blind', withRule('set x 1', {}, 'ASM_REQUEST_DONE'), 1],
    ['a name in a folder', 'rule/unknown-name', { ...withRule('pool app'), folder: 'rt' }, 1],
    [
      'a data-group beside those of the spec',
      'rule/unknown-name',
      {
        ...withRule(
          'set x [class match a equals host]\nset y [class match a equals hosts]\nset z [class match a equals private_net]',
        ),
        dataGroups: { hosts: { type: 'string' } },
      },
      1,
    ],
    [
      'a rule for another type',
      'virtual/rule-does-not-persist',
      withRule('persist uie x', { rules: [], persistence: { type: 'hash', rule: 'own' } }),
      1,
    ],
    [
      'a rule whose event nobody raises',
      'virtual/rule-does-not-persist',
      withRule('persist uie x', {
        rules: [],
        websocket: 'tcp',
        xForwardedFor: false,
        persistence: { type: 'universal', rule: 'own' },
      }),
      1,
    ],
    ['by its word', 'websocket/one-connect', withWeb({ oneConnect: true }), 1],
    ['by its word', 'websocket/http2', withWeb({ http2: true }), 1],
    ['by its word', 'virtual/http2-without-tls', withWeb({ http2: { concurrentStreams: 5 } }), 1],
    ['by its word', 'virtual/http2-renegotiation', withWeb({ http2: true, ...TLS }), 1],
    [
      'by its word',
      'virtual/pool-choice-without-one-connect',
      withRule('if { [HTTP::path] eq "/a" } { pool app }', { oneConnect: { maxSize: 5 } }),
      0,
    ],
    [
      'twice, by word and by path',
      'virtual/incompatible-profiles',
      withWeb({ compression: true, profiles: ['/Common/httpcompression'] }),
      1,
    ],
    [
      'the profile that a way brings',
      'virtual/event-without-profile',
      withRule('WS::masking remask', { websocket: { mode: 'profile', masking: 'remask' } }, 'WS_REQUEST'),
      0,
    ],
    ['a name in a string', 'rule/unknown-name', withRule('log local0. "[active_members none]"'), 1],
  ])('%s: %s', async (_, id, parts, count) => {
    const found = (await findings(parts)).filter(({ rule }) => rule === id);
    expect(found).toHaveLength(count);
  });

  test.each([
    ['for the spec', { 'websocket/http2': 'measured' }, ['note']],
    ['for an object', { 'websocket/http2': { 'virtualServers.web': 'measured' } }, ['note']],
    [
      'for another object',
      { 'virtual/http2-without-tls': { 'virtualServers.we': 'x' } },
      ['warning', 'note'],
    ],
    ['that warns', { 'virtual/http2-without-tls': 'TLS ends before' }, ['note']],
    ['that nobody knows', { 'virtual/http3': 'x' }, ['error']],
    ['that finds nothing', { 'websocket/redirect': 'x' }, ['note']],
    ['that the device holds', { 'bigip/long-path': 'x' }, ['error']],
  ])('a rule is suppressed %s', async (_, suppress, severities) => {
    const found = await findings({ ...withWeb({ profiles: ['/Common/http2'] }), suppress });
    const ids = ['spec/suppress', ...Object.keys(suppress)];
    expect(found.filter(({ rule }) => ids.includes(rule)).map(({ severity }) => severity)).toEqual(
      severities,
    );
  });

  test.each([
    ['fastl4', 'websocket: native, profile, irule can; or leave the iRule out', { websocket: 'fastl4' }],
    ['tcp', 'websocket: native, profile, irule can; or leave the iRule out', { websocket: 'tcp' }],
    ['/Common/fastL4', 'take /Common/fastL4 out of profiles; or leave the iRule out', LAYER_4],
  ])('an iRule of HTTP on %s says where it waits, and what can', async (_, hint, parts) => {
    const found = await findings(withRule('set x 1', { ...parts, xForwardedFor: false }));
    const [one] = found.filter(({ rule }) => rule === 'virtual/event-without-profile');
    expect(one?.message).toMatch(/needs HTTP_REQUEST \(line 1, column 6\), .*01071912/);
    expect(one?.hint).toBe(hint);
    expect(one?.at.join('.')).toBe(`${WEB}.rules.0`);
  });

  test.each([
    ['alone', {}, []],
    ['with an idle timeout', { idleTimeout: 900 }, []],
    ['with X-Forwarded-For', { xForwardedFor: true }, ['xForwardedFor']],
    ['with a cookie', { persistence: 'cookie' }, ['persistence']],
    ['with TLS', { profiles: ['/Common/fastL4', '/Common/clientssl'] }, ['profiles.1']],
  ])('/Common/fastL4 in profiles: takes the place of TCP %s', async (_, parts, refused) => {
    const base = { ...LAYER_4, xForwardedFor: false, connectionLimit: 0 };
    const { spec: parsed } = await parse(JSON.stringify(withWeb({ ...base, ...parts })));
    const { objects, findings: said } = desiredObjects(parsed, version('17.1.2'), new Map());
    const errors = [
      ...said,
      ...checkRules({ spec: parsed, objects, files: new Map(), version: version('17.1.2'), now: NOW }),
    ];
    expect(
      errors.filter(({ severity }) => severity === 'error').map(({ at }) => at.slice(2).join('.')),
    ).toEqual(refused);
    if (refused.length > 0) return;
    const profiles = objects.get('ltm/virtual:/Common/web')?.fields.profiles;
    expect(profiles).toEqual(['/Common/web-fastl4']);
  });

  test.each(allCases)('%s is suppressed with a reason, unless the device refuses it', async (id, one) => {
    const { offends, tmos } = one;
    const why = 'measured';
    const found = await findings({ ...offends, suppress: { [id]: why } }, tmos);
    const severity = explanations.find((each) => each.id === id)?.explanation.match(/\((\w+)\)/)?.[1];
    const said = found.filter(({ rule }) => rule === id);
    const complaints = found.filter(({ rule }) => rule === 'spec/suppress');
    if (severity === 'error') {
      expect(said.every((each) => each.severity === 'error')).toBe(true);
      expect(complaints.map((each) => each.severity)).toEqual(['error']);
    } else {
      expect(said.map((each) => each.severity)).toEqual(['note']);
      expect(said[0]?.message).toMatch(/; suppressed: measured$/);
      expect(complaints).toEqual([]);
    }
  });

  test('the reason is printed', async () => {
    const suppress = { 'virtual/http2-without-tls': { [WEB]: 'a proxy ends the TLS' } };
    const found = await findings({ ...withWeb({ profiles: ['/Common/http2'] }), suppress });
    const [one] = found.filter(({ rule }) => rule === 'virtual/http2-without-tls');
    expect(one?.message).toMatch(/HTTP\/2.*; suppressed: a proxy ends the TLS$/);
    expect(one?.severity).toBe('note');
  });

  test('profiles that only the device knows are given the benefit of the doubt', async () => {
    const own = { profiles: ['/Common/our-tls'], persistence: 'cookie', httpProfile: '/Common/our-http' };
    const found = await findings(withWeb({ ...own, xForwardedFor: false, tcpProfile: '/Common/our-tcp' }));
    expect(found.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });
});

describe('TLS', () => {
  test.each(moreTls)('%s: %s', async (_what, rule, tls) => {
    const found = await findings(withWeb({ tls }));
    expect(found.filter((one) => one.rule === rule)).toHaveLength(1);
  });

  test.each<[parts: Part, at: string | undefined]>([
    [{ routes: [{ host: 'ws.example.com', pool: 'app' }] }, undefined],
    [{ routes: [{ host: ['ws.example.com', 'a.example.org', '*.example.org'], pool: 'app' }] }, undefined],
    [
      {
        routes: [
          { path: '/a', respond: 404 },
          { host: 'b.example.com', pool: 'app' },
        ],
      },
      'routes.1.host',
    ],
    [{ routes: [{ host: 'a.b.example.org', pool: 'app' }] }, 'routes.0.host'],
    [{ redirectHttp: { host: 'ws.example.com' } }, undefined],
    [{ redirectHttp: { host: 'example.com' } }, 'redirectHttp.host'],
    [{ redirectHttp: true }, undefined],
  ])('a certificate must be for the hosts of %j', async (parts, at) => {
    const found = await findings(withWeb({ ...parts, port: 443, tls: { client: pair } }));
    const places = found.filter(({ rule }) => rule === 'tls/name-not-covered').map((one) => one.at.slice(2));
    expect(places).toEqual(
      at === undefined ? [] : [at.split('.').map((one) => (/\d/.test(one) ? Number(one) : one))],
    );
    // Another one may be for it, and one of the device is not known.
    const more = await findings(
      withWeb({ ...parts, port: 443, tls: { client: [pair, '/Common/clientssl'] } }),
    );
    expect(more.map(({ rule }) => rule)).not.toContain('tls/name-not-covered');
  });

  test.each<[rule: string, parts: Part]>([
    ['virtual/secure-cookie-without-tls', { persistence: 'cookie' }],
    ['virtual/tls-through-http', { port: 443 }],
    ['virtual/http2-without-tls', { profiles: ['/Common/http2'] }],
  ])('%s knows `tls:`', async (rule, parts) => {
    const rules = async (more: Part): Promise<string[]> =>
      (await findings(withWeb({ ...parts, ...more }))).map((one) => one.rule);
    expect(await rules({})).toContain(rule);
    expect(await rules({ tls: { client: '/Common/clientssl' } })).not.toContain(rule);
  });

  test.each<[rule: string, port: number, tls: Part, at: string]>([
    ['virtual/tls-members-in-clear', 8443, { client: '/Common/clientssl' }, 'client'],
    ['virtual/plain-members-over-tls', 80, { server: true }, 'server'],
  ])('%s knows `tls:`', async (rule, port, tls, at) => {
    const found = await findings(withMembers(port, '/Common/tcp', { tls }));
    expect(found.filter((one) => one.rule === rule).map((one) => one.at.join('.'))).toEqual([
      `${WEB}.tls.${at}`,
    ]);
  });

  test('HTTP/2 and renegotiation', async () => {
    const profiles = ['/Common/http2'];
    const told = async (tls: Part): Promise<string[]> =>
      (await findings(withWeb({ profiles, tls })))
        .filter(({ rule }) => rule === 'virtual/http2-renegotiation')
        .map(({ at }) => at.join('.'));
    expect(await told({ client: '/Common/clientssl' })).toEqual([`${WEB}.tls.client`]);
    expect(await told({ client: '/Common/our-own' })).toEqual([]);
    expect(await told({ client: ['/Common/x', { certificate: 'a.pem' }] })).toEqual([`${WEB}.tls.client.1`]);
    expect(await told({ client: { certificate: 'a.pem', renegotiation: false } })).toEqual([]);
  });
});

describe('fixtures/specs', () => {
  const folder = resolve(import.meta.dirname, '../../../fixtures/specs');
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

  // The how-to as it was written is what the rules are about.
  test.each(files.filter((file) => file !== 'kaazing.yaml'))('%s gets no warning', async (file) => {
    const { spec: parsed } = await parse(readFileSync(resolve(folder, file), 'utf8'), file);
    const tmos = version('17.1.2');
    const beside = [
      ...tlsMaterial(parsed).map(({ text }) => text),
      ...Object.values(parsed.rules).flatMap(({ file: rule }) => rule ?? []),
    ];
    const files = new Map(beside.map((name) => [name, readFileSync(resolve(folder, name), 'utf8')]));
    const { objects, findings: said } = desiredObjects(parsed, tmos, files);
    const all = [...said, ...checkRules({ spec: parsed, objects, version: tmos, files, now: NOW })];
    expect(all.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  test('kaazing.yaml is told what is wrong with the how-to', async () => {
    const { spec: parsed } = await parse(readFileSync(resolve(folder, 'kaazing.yaml'), 'utf8'));
    const tmos = version('17.1.2');
    const { objects } = desiredObjects(parsed, tmos, new Map());
    const warnings = checkRules({ spec: parsed, objects, version: tmos, files: new Map(), now: NOW }).filter(
      (one) => one.severity === 'warning',
    );
    expect(warnings.map(({ rule }) => rule)).toEqual([
      'websocket/idle-timeout',
      'websocket/needless-irule',
      'websocket/log-every-request',
      'virtual/http-on-all-ports',
      'virtual/no-client-address',
    ]);
  });
});
