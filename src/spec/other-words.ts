import type { SpecPath } from '../model/object.ts';
import { closest } from '../yaml/suggest.ts';
import { otherValue } from './other-values.ts';
import { folded, stands } from './word-places.ts';
import { type Entry, here, notYet, type WordsAt } from './words/entry.ts';
import { HTTP_KEYS } from './words/http.ts';
import { ROUTE_KEYS } from './words/routes.ts';
import { TLS_KEYS } from './words/tls.ts';

// Keys that people try, and what they are here. A word that stands for something bigip-ws cannot do says so.

const TLS = 'here it is `tls: { client: { certificate: site.pem, key: site.key } }`, in the virtual server';
const SERVER_TLS = 'here it is `tls: { server: true }`, or the path of a profile';
const RULES = 'here it is `rules: [name]`, and the iRule itself stands under `rules:` of the spec';
const IN_POOL = 'belongs in the pool';
const IN_VIRTUAL = 'belongs in the virtual server';
const MONITORS = 'here it is `monitors: [name]`';
const SEND = 'here it is `send: "GET /path HTTP/1.1\\r\\n…"`';
const STATE = 'here it is `state: enabled`, `disabled` or `forced-offline`';
const KEYED = 'the key in the map is the name';
const NEVER = 'a password never stands in a spec: BIGIP_PASSWORD, --password-stdin or a prompt give it';
const TLS_WORDS =
  'ssl https certificate certificates cert certs key chain clientSsl clientTls tlsProfile sslProfile ' +
  'clientSslProfile ciphers sni';
const SERVER_TLS_WORDS = 'serverSsl serverTls serverSslProfile reencrypt backendTls backendSsl tlsToMembers';

/** Traffic matching criteria. */
const LISTS: readonly Entry[] = [
  [
    notYet('listen on lists of ports', 'write `listeners:` with one for each, or `port: any`'),
    'ports portList portLists destinationPorts destinationPortList',
  ],
  [
    notYet(
      'match by lists of addresses',
      'write a network, `10.13.13.0/24`, or `listeners:` with one for each',
    ),
    'addressList addressLists destinations destinationList destinationAddressList sourceList sourceAddressList sources ' +
      'trafficMatchingCriteria',
  ],
];

const VIRTUAL: readonly Entry[] = [
  ...LISTS,
  [TLS, TLS_WORDS],
  [SERVER_TLS, SERVER_TLS_WORDS],
  [
    'here it is `redirectHttp: true`, on the virtual server that speaks TLS',
    'redirect redirects redirectHttps redirectToHttps httpsRedirect httpRedirect forceHttps sslRedirect httpToHttps',
  ],
  [
    'here it is `routes: [{ path: /socket.io/, pool: node }, { pool: web }]`',
    'route routing paths path pathRules hosts host hostname uri url ingress locations location httpRoutes respond',
  ],
  [
    notYet('attach policies', 'write `routes`, or an iRule of your own under `rules`'),
    'policies policy trafficPolicies',
  ],
  [here('listeners'), 'listener listenOn vips destinations'],
  ['here it is `verify: { path: /echo }`', 'probe test tests smokeTest'],
  [
    'here it is `idleTimeout`, in seconds',
    'timeout timeouts idle idleTime tcpTimeout clientTimeout sessionTimeout',
  ],
  [
    here('persistence'),
    'persist persistenceProfile stickiness sticky stickySession stickySessions sessionAffinity affinity session ' +
      'sessionPersistence cookie cookies',
  ],
  [here('fallbackPersistence'), 'fallback fallbackPersist'],
  [RULES, 'irule irules iruleNames tcl'],
  [
    'here it is `destination: 203.0.113.10` and `port: 443`',
    'vip ip address addresses virtualIp listen bind ipAddress',
  ],
  [here('port'), 'servicePort listenPort ports'],
  [
    here('pool'),
    'defaultPool pools poolName backend backends upstream upstreams target targets server servers service',
  ],
  ['members stand in a pool: `pool` names it', 'members member nodes node poolMembers'],
  [`here it is \`method\`, in the pool`, 'loadBalancing loadBalancingMode lbMethod lbMode algorithm balance'],
  [`\`method\` ${IN_POOL}`, 'method'],
  [
    `\`monitors\` ${IN_POOL}`,
    'monitor monitors health healthCheck healthChecks healthMonitor healthMonitors check',
  ],
  [here('snat'), 'sourceNat sourceAddressTranslation nat snatPool snatAutomap automap snatType'],
  [here('source'), 'sourceAddress sourceAddresses allow allowFrom allowedSources clients'],
  [here('websocket'), 'ws wss websocketMode upgrade'],
  [here('websocket'), 'type mode kind'],
  ['here it is `protocol: udp`, `any` or `tcp`', 'proto ipProtocol transport tcp udp'],
  ['`websocket` brings the HTTP profile; `httpProfile` names another', 'http'],
  [here('http2'), 'h2 httpTwo http2Profile profileHttp2'],
  [here('compression'), 'gzip compress httpCompression deflate profileHttpCompression'],
  [here('oneConnect'), 'onConnect oneConnectProfile multiplex multiplexing connectionReuse profileMultiplex'],
  [here('xForwardedFor'), 'xff insertXForwardedFor forwardedFor forwarded'],
  [here('connectionLimit'), 'maxConnections maxConn connLimit maxClients'],
  [here('connectionRateLimit'), 'rateLimit rate maxRate'],
  [here('vlans'), 'allowedVlans enabledVlans vlansEnabled onVlans'],
  ['here it is `enabled: true` or `enabled: false`', 'state status disabled disable enable'],
  [here('keepAlive'), 'tcpKeepAlive keepAliveInterval'],
  [here('description'), 'comment note notes desc'],
  [KEYED, 'name'],
];

const LISTENER: readonly Entry[] = [
  ...LISTS,
  [
    'it is one for all listeners: write it beside `listeners`; what differs needs a virtual server of its own',
    'pool websocket persistence fallbackPersistence rules profiles tcpProfile httpProfile idleTimeout keepAlive ' +
      'xForwardedFor protocol mirror translateAddress translatePort properties description partition folder',
  ],
  [here('destination'), 'vip ip address virtualIp bind'],
  [here('port'), 'servicePort listenPort'],
  [here('vlans'), 'vlan allowedVlans enabledVlans'],
  [here('snat'), 'sourceNat snatPool nat'],
  [here('source'), 'sourceAddress allow allowFrom'],
  [KEYED, 'name'],
];

const POOL: readonly Entry[] = [
  [
    here('method'),
    'loadBalancing loadBalancingMode loadBalancingMethod lbMethod lbMode lb algorithm balance balancing strategy policy mode',
  ],
  [
    here('members'),
    'poolMembers member servers server nodes backends backend upstreams upstream targets hosts endpoints',
  ],
  [MONITORS, 'healthMonitor healthMonitors health healthCheck healthChecks check checks probe probes'],
  ['the port stands with each member: `members: { node: 8001 }`', 'port servicePort ports'],
  [`\`persistence\` ${IN_VIRTUAL}`, 'persist persistence sticky stickiness sessionAffinity'],
  [`\`snat\` ${IN_VIRTUAL}`, 'snat'],
  [here('slowRampTime'), 'slowRamp slowStart rampUp'],
  [here('serviceDownAction'), 'actionOnServiceDown onDown downAction'],
  [here('minActiveMembers'), 'minActive priorityGroupActivation'],
  [here('description'), 'comment note desc'],
  [KEYED, 'name'],
];

const MEMBER: readonly Entry[] = [
  ['the key is the node, or its address: `members: { 10.0.0.1: 8001 }`', 'address ip host name server'],
  [here('ratio'), 'weight'],
  [here('priorityGroup'), 'priority group'],
  [STATE, 'enabled disabled status session'],
  [here('connectionLimit'), 'maxConnections maxConn limit connLimit'],
  [here('connectionRateLimit'), 'rateLimit rate'],
  [MONITORS, 'health healthCheck monitor'],
];

const NODE: readonly Entry[] = [
  [here('address'), 'ip addr ipAddress'],
  [here('fqdn'), 'hostname host dns domain'],
  ['the port stands with the member, in the pool', 'port ports'],
  [here('ratio'), 'weight'],
  [STATE, 'enabled disabled status session'],
  [MONITORS, 'health healthCheck monitor'],
];

const MONITOR: readonly Entry[] = [
  [here('receive'), 'recv expect expected expects response responseCode status code'],
  [here('receiveDisable'), 'recvDisable'],
  [here('send'), 'request'],
  [SEND, 'path uri url method host'],
  ['here it is `destination: "*:8080"`', 'port'],
  [here('type'), 'protocol kind'],
  [here('username'), 'user'],
];

const DATA_GROUP: readonly Entry[] = [
  [here('records'), 'record entries entry items keys values data list map members'],
  ['here it is `type: string`, `ip` or `integer`', 'keyType kind format'],
];

const ROOT: readonly Entry[] = [
  [
    here('virtualServers'),
    'virtuals virtual virtualServer vips vip services service listeners frontends frontend',
  ],
  [here('rules'), 'irules irule'],
  [here('dataGroups'), 'dataGroup datagroups class classes valueLists lookupTables'],
  [here('pools'), 'pool backendPools upstreams'],
  [here('monitors'), 'healthMonitors healthChecks health probes'],
  ['here it is `network: { vlans: … }`', 'vlans vlan'],
  ['here it is `network: { selfIps: … }`', 'selfIps selfIp selfs'],
  ['here it is `network: { interfaces: … }`', 'interfaces interface'],
  ['here it is `network: { routeDomains: … }`', 'routeDomains routeDomain'],
  [
    notYet('keep lists of addresses and ports', 'write networks and `listeners:` in the virtual server'),
    'addressLists addressList portLists portList',
  ],
  ['here it is `members` in a pool', 'members member'],
  [here('nodes'), 'servers server backends backend hosts'],
  ['here it is `device: { host: … }`', 'host hostname bigip target address'],
  ['here it is `device: { user: … }`', 'user username'],
  [NEVER, 'password token secret'],
  [TLS, `tls ${TLS_WORDS}`],
  [
    notYet('define profiles under a name', 'write idleTimeout, persistence … in the virtual server'),
    'profiles profile',
  ],
  [
    'routes by host or path stand in a virtual server, network routes in `network: { routes: … }`',
    'routes route',
  ],
  [notYet('make policies', 'write an iRule under `rules`'), 'policies policy'],
  [notYet('keep several devices in one spec', 'use variables and --vars-file'), 'environments devices'],
  [notYet('include files', 'write one spec, or several with names of their own'), 'include includes import'],
  [notYet('configure a Kaazing gateway', 'remove it'), 'kaazing'],
  [here('vars'), 'variables'],
];

const DEVICE: readonly Entry[] = [
  [here('host'), 'address ip hostname name url server management mgmt'],
  [here('user'), 'username login'],
  [NEVER, 'password passwd pass token secret'],
  [here('tmos'), 'version tmosVersion'],
  [
    'it is a flag of a run: --insecure; better pin the certificate: `tls: { fingerprint: … }`',
    'insecure verify',
  ],
];

const KEYS: readonly WordsAt[] = [
  ...HTTP_KEYS,
  ...ROUTE_KEYS,
  ...TLS_KEYS,
  ['', ROOT],
  ['device', DEVICE],
  ['nodes.*', NODE],
  ['pools.*', POOL],
  ['pools.*.members.*', MEMBER],
  ['monitors.*', MONITOR],
  ['dataGroups.*', DATA_GROUP],
  ['virtualServers.*', VIRTUAL],
  ['virtualServers.*.listeners.*', LISTENER],
  [
    'rules.*',
    [['write `file: name.tcl` or `text: |`', 'tcl code script content source path irule rule body']],
  ],
  [
    'archive',
    [
      [here('passphrase'), 'password secret'],
      [here('name'), 'file filename'],
    ],
  ],
  [
    'network.vlans.*',
    [
      [here('tag'), 'id vlanId vlan'],
      [
        'its route domain names it: `network: { routeDomains: { name: { id: 10, vlans: [vlan] } } }`',
        'routeDomain rd',
      ],
      [here('interfaces'), 'interface ports port trunks trunk'],
    ],
  ],
  [
    'network.routeDomains.*',
    [
      [here('id'), 'number rd routeDomain'],
      [here('vlans'), 'vlan interfaces interface'],
      [here('strict'), 'isolation isolated strictIsolation'],
    ],
  ],
  [
    'network.selfIps.*',
    [
      ['it stands in the address: `address: 10.0.0.1%10/24`', 'routeDomain rd'],
      [here('portLockdown'), 'allowService allowServices allow'],
      ['here it is `address: 10.0.0.1/24`', 'ip netmask mask prefix'],
    ],
  ],
  [
    'network.routes.*',
    [
      [here('network'), 'destination to net prefix cidr'],
      [here('gateway'), 'gw via nextHop next'],
    ],
  ],
];

/** What a key or value that the schema does not know is called here; undefined where we cannot tell. */
export function otherWord(path: SpecPath, value: unknown, problem: 'key' | 'value'): string | undefined {
  return problem === 'value' ? otherValue(path, value) : otherKey(path);
}

function otherKey(path: SpecPath): string | undefined {
  const key = String(path.at(-1));
  const word = folded(key);
  const entries = KEYS.find(([place]) => stands(place, path.slice(0, -1)))?.[1] ?? [];
  const advice = entries.find(([, tried]) => tried.split(' ').some((one) => folded(one) === word))?.[0];
  return advice !== undefined && isMisspelt(key, advice) ? undefined : advice;
}

/** A key that is nearly the right one is not another tool's word: "did you mean" says it better. */
function isMisspelt(key: string, advice: string): boolean {
  const name = /^here it is `([^`]+)`$/.exec(advice)?.[1];
  return name !== undefined && closest(key, [name]) === name;
}
