import { type Entry, here, KEYED, notYet, type WordsAt } from './entry.ts';
import { TLS, TLS_WORDS } from './tls.ts';

const SERVER_TLS = 'here it is `tls: { server: true }`, or the path of a profile';
const RULES = 'here it is `rules: [name]`, and the iRule itself stands under `rules:` of the spec';
const IN_POOL = 'belongs in the pool';
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
  [here('listeners'), 'listener listenOn vips'],
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
  [here('port'), 'servicePort listenPort'],
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

/** In a virtual server, and in a listener of one. */
export const VIRTUAL_KEYS: readonly WordsAt[] = [
  ['virtualServers.*', VIRTUAL],
  ['virtualServers.*.listeners.*', LISTENER],
];
