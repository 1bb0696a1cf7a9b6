import type { SpecPath } from '../model/object.ts';

// Words that people try, and what they are here. A word that stands for something bigip-ws cannot do says so.

type Words = Readonly<Record<string, string>>;

const key = (name: string): string => `here it is \`${name}\``;
const notYet = (what: string, instead: string): string => `bigip-ws cannot ${what} yet; ${instead}`;

const TLS = notYet(
  'make TLS profiles',
  'name those of the device: profiles: [{ profile: /Common/clientssl, context: clientside }]',
);
const CONTENT = notYet('route by host or path', 'write an iRule of your own and name it under `rules`');
const REDIRECT = notYet(
  'redirect to https',
  'give a virtual server on port 80 `rules: [/Common/_sys_https_redirect]`',
);
const ADDRESS = 'here it is `destination: 203.0.113.10` and `port: 443`';
const IDLE = 'here it is `idleTimeout`, in seconds';

const VIRTUAL: Words = {
  tls: TLS,
  ssl: TLS,
  clientSsl: TLS,
  serverSsl: TLS,
  certificate: TLS,
  cert: TLS,
  redirect: REDIRECT,
  redirectHttp: REDIRECT,
  routes: CONTENT,
  paths: CONTENT,
  hosts: CONTENT,
  policies: notYet('attach policies', 'write an iRule of your own and name it under `rules`'),
  listeners: notYet('listen on several addresses at once', 'write one virtual server for each'),
  verify: notYet('try the handshake', 'there is nothing to say about it in the spec'),
  timeout: IDLE,
  idle: IDLE,
  persist: key('persistence'),
  stickiness: key('persistence'),
  sticky: key('persistence'),
  irule: 'here it is `rules: [name]`, and the iRule itself stands under `rules:` of the spec',
  irules: 'here it is `rules: [name]`, and the iRule itself stands under `rules:` of the spec',
  iRules: 'here it is `rules: [name]`, and the iRule itself stands under `rules:` of the spec',
  vip: ADDRESS,
  ip: ADDRESS,
  address: ADDRESS,
  virtualIp: ADDRESS,
  defaultPool: key('pool'),
  pools: 'here it is `pool`, one name',
  members: 'members stand in a pool: `pool` names it',
  nodes: 'members stand in a pool: `pool` names it',
  loadBalancing: 'here it is `method`, in the pool',
  loadBalancingMode: 'here it is `method`, in the pool',
  lb_method: 'here it is `method`, in the pool',
  method: '`method` belongs in the pool',
  monitor: '`monitors` belongs in the pool',
  monitors: '`monitors` belongs in the pool',
  sourceNat: key('snat'),
  sourceAddressTranslation: key('snat'),
  ws: key('websocket'),
  protocol: 'a virtual server of bigip-ws is TCP',
  type: 'here it is `websocket`',
  state: 'here it is `enabled: true` or `enabled: false`',
};

const POOL: Words = {
  loadBalancing: key('method'),
  loadBalancingMode: key('method'),
  loadBalancingMethod: key('method'),
  lb_method: key('method'),
  lbMethod: key('method'),
  algorithm: key('method'),
  balance: key('method'),
  pool_members: key('members'),
  poolMembers: key('members'),
  servers: key('members'),
  nodes: key('members'),
  backends: key('members'),
  healthMonitor: 'here it is `monitors: [name]`',
  health: 'here it is `monitors: [name]`',
  healthCheck: 'here it is `monitors: [name]`',
  port: 'the port stands with each member: `members: { node: 8001 }`',
  persist: '`persistence` belongs in the virtual server',
  persistence: '`persistence` belongs in the virtual server',
};

const MONITOR: Words = {
  recv: key('receive'),
  expect: key('receive'),
  request: key('send'),
  path: 'here it is `send: "GET /path HTTP/1.1\\r\\n…"`',
  uri: 'here it is `send: "GET /path HTTP/1.1\\r\\n…"`',
  port: 'here it is `destination: "*:8080"`',
};

const ROOT: Words = {
  virtuals: key('virtualServers'),
  virtual: key('virtualServers'),
  vips: key('virtualServers'),
  services: key('virtualServers'),
  irules: key('rules'),
  iRules: key('rules'),
  vlans: 'here it is `network: { vlans: … }`',
  selfIps: 'here it is `network: { selfIps: … }`',
  interfaces: 'here it is `network: { interfaces: … }`',
  members: 'here it is `members` in a pool',
  servers: key('nodes'),
  backends: key('nodes'),
  tls: TLS,
  ssl: TLS,
  certificates: TLS,
  profiles: notYet('define profiles under a name', 'write idleTimeout, persistence … in the virtual server'),
  routes: 'network routes are `network: { routes: … }`; bigip-ws cannot route by host or path yet',
  policies: notYet('make policies', 'write an iRule under `rules`'),
  environments: notYet('keep several devices in one spec', 'use variables and --vars-file'),
  include: notYet('include files', 'write one spec, or several with names of their own'),
  kaazing: notYet('configure a Kaazing gateway', 'remove it'),
};

const SELF_IP: Words = {
  allowService: key('portLockdown'),
  ip: 'here it is `address: 10.0.0.1/24`',
};

/** Words at a place of the spec: a star is any name. */
const KEYS: readonly (readonly [place: string, words: Words])[] = [
  ['', ROOT],
  ['pools.*', POOL],
  ['monitors.*', MONITOR],
  ['virtualServers.*', VIRTUAL],
  ['network.selfIps.*', SELF_IP],
];

const WEBSOCKET_MONITOR =
  'bigip-ws has no monitor for the upgrade yet; write `type: http` with a `send` that asks for it and ' +
  '`receive: "101"`';

/** Values that people try where others stand. */
const VALUES: readonly (readonly [place: string, value: unknown, advice: string])[] = [
  ['monitors.*.type', 'websocket', WEBSOCKET_MONITOR],
  ['monitors.*.type', 'ws', WEBSOCKET_MONITOR],
  ['monitors.*.type', 'icmp', 'here it is `gateway-icmp`'],
  ['monitors.*.type', 'ping', 'here it is `gateway-icmp`'],
  ['virtualServers.*.snat', true, 'write `snat: automap`, or the name of a SNAT pool'],
  ['virtualServers.*.snat', false, 'write `snat: none`'],
  ['virtualServers.*.snat', 'auto', 'write `snat: automap`'],
  ['virtualServers.*.websocket', true, 'write `websocket: auto`'],
  ['virtualServers.*.websocket', false, 'leave it out'],
  ['virtualServers.*.persistence', 'cookies', 'did you mean `cookie`?'],
  ['virtualServers.*.persistence', true, 'write `persistence: cookie` or `persistence: source-address`'],
  ['virtualServers.*.persistence', 'source_addr', 'here it is `source-address`'],
  ['virtualServers.*.fallbackPersistence', 'source_addr', 'here it is `source-address`'],
];

/** What a key or value that the schema does not know is called here; undefined where we cannot tell. */
export function otherWord(path: SpecPath, value: unknown, problem: 'key' | 'value'): string | undefined {
  if (problem === 'value') {
    return VALUES.find(([place, tried]) => tried === value && stands(place, path))?.[2];
  }
  const word = String(path.at(-1));
  const words = KEYS.find(([place]) => stands(place, path.slice(0, -1)))?.[1] ?? {};
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

function stands(place: string, path: SpecPath): boolean {
  const segments = place === '' ? [] : place.split('.');
  return (
    segments.length === path.length &&
    segments.every((segment, index) => segment === '*' || segment === path[index])
  );
}
