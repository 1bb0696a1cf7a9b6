import { tmos as versionOf } from '../../src/mock/tmos.ts';

// One of each kind that a bare name does not make, and those that are read in another shape than they are written.

type Body = Readonly<Record<string, unknown>>;

// Two things are not here since devices do not take them back: quotes in data get a backslash more each time
// (device-facts: escaped-text), and `min 1 of { … }` is refused before 16.0 (device-facts: monitor-strings).
export const SAMPLES: readonly (readonly [path: string, ...bodies: readonly Body[]])[] = [
  ['ltm/pool', { name: 'logs' }],
  ['net/vlan', { name: 'v', interfaces: [{ name: '1.1', untagged: true }] }, { name: 'w' }],
  ['net/self', { name: 's', address: '10.0.0.1/24', vlan: 'v', allowService: ['tcp:443', 'default'] }],
  ['net/route', { name: 'r', network: '10.9.0.0/16', gw: '10.0.0.254' }],
  ['net/route', { name: 'd', network: 'default', gw: '10.0.0.254' }],
  ['net/trunk', { name: 't', interfaces: ['1.3'] }],
  ['net/route-domain', { name: 'rd', id: 7 }],
  ['net/arp', { name: 'arp', ipAddress: '10.0.0.77', macAddress: '02:00:00:00:00:77' }],
  ['net/tunnels/tunnel', { name: 'tu', profile: 'ipip', localAddress: '10.0.0.1' }],
  ['sys/management-route', { name: 'mr', network: '10.88.0.0/16', gateway: '192.168.1.254' }],
  ['sys/log-config/destination/remote-high-speed-log', { name: 'hsl', poolName: 'logs' }],
  ['sys/log-config/destination/remote-syslog', { name: 'rsl', remoteHighSpeedLog: 'hsl' }],
  ['sys/log-config/destination/splunk', { name: 'spl', forwardTo: 'hsl' }],
  ['sys/log-config/destination/arcsight', { name: 'arc', forwardTo: 'hsl' }],
  ['cli/script', { name: 'cs', apiAnonymous: 'proc script::run {} {}' }],
  ['cli/alias/shared', { name: '/Common/shared', tmCommand: 'list ltm' }],
  ['cli/alias/private', { name: 'private', tmCommand: 'list ltm' }],
  ['auth/radius-server', { name: 'rs', secret: 'x', server: '10.0.0.5' }],
  ['auth/radius', { name: 'system-auth', servers: ['rs'] }],
  ['auth/tacacs', { name: 'system-auth', secret: 'x', servers: ['10.0.0.5'], service: 'ppp' }],
  ['auth/ldap', { name: 'system-auth', servers: ['10.0.0.5'], bindPw: 'x' }],
  ['auth/user', { name: 'u', password: 'pass', description: 'somebody' }],
  [
    'sys/file/data-group',
    { name: 'fd', sourcePath: 'file:/var/config/rest/downloads/words', type: 'string' },
  ],
  ['sys/file/ifile', { name: 'fi', sourcePath: 'file:/var/config/rest/downloads/words' }],
  ['sys/file/external-monitor', { name: 'fe', sourcePath: 'file:/var/config/rest/downloads/words' }],
  ['ltm/data-group/external', { name: 'ext', externalFileName: 'fd' }],
  ['ltm/ifile', { name: 'if', fileName: 'fi' }],
  [
    'ltm/data-group/internal',
    { name: 'd', type: 'integer', records: [{ name: 5, data: 'five' }, { name: '-1' }] },
    { name: 'ip', type: 'ip', records: [{ name: '10.0.0.0/8' }, { name: '::1', data: 'x' }] },
    { name: 'st', type: 'string', records: [{ name: 'a b', data: 'c d' }, { name: 'b' }] },
  ],
  ['ltm/node', { name: 'n', address: '10.0.0.11', description: 'x' }, { name: 'n6', address: '2001:db8::1' }],
  [
    'ltm/monitor/http',
    { name: 'm', send: 'GET / HTTP/1.1\r\n\r\n', recv: '200 OK', username: 'u', password: 'p' },
  ],
  [
    'ltm/pool',
    { name: 'p', monitor: 'm and tcp', members: ['n:80', { name: '10.0.0.12:443', ratio: 3 }] },
    { name: 'least', monitor: 'm', members: ['n6:80', '2001:db8::2.80'] },
  ],
  ['ltm/rule', { name: 'i', apiAnonymous: 'when HTTP_REQUEST { pool p }' }],
  ['ltm/snat-translation', { name: '10.0.0.60', address: '10.0.0.60' }],
  ['ltm/snatpool', { name: 'sp', members: ['10.0.0.50', '10.0.0.51%0'] }],
  ['ltm/nat', { name: 'na', originatingAddress: '10.0.0.61', translationAddress: '10.0.0.62' }],
  ['ltm/snat', { name: 'sn', automap: true, origins: ['10.0.0.0/8'] }],
  ['ltm/traffic-class', { name: 'tc', classification: 'x' }],
  ['ltm/virtual-address', { name: 'va', address: '203.0.113.9', routeAdvertisement: 'enabled' }],
  [
    'ltm/profile/client-ssl',
    { name: 'c', certKeyChain: [{ name: 'x', cert: 'default.crt', key: 'default.key' }] },
  ],
  [
    'ltm/virtual',
    {
      name: 'vs',
      destination: '203.0.113.1:443',
      ipProtocol: 'tcp',
      mask: '255.255.255.255',
      pool: 'p',
      rules: ['i'],
      profiles: ['http', { name: 'c', context: 'clientside' }],
      persist: 'cookie',
      fallbackPersistence: 'source_addr',
      sourceAddressTranslation: { type: 'snat', pool: 'sp' },
      vlans: ['v'],
      vlansEnabled: true,
    },
    { name: 'forward', destination: '0.0.0.0:0', mask: 'any', ipForward: true },
    { name: 'six', destination: '2001:db8::9.443', profiles: ['udp'], ipProtocol: 'udp' },
  ],
];

/** One with a rule; from 12.1 on they are made as drafts. */
export function policyOf(tmos: string): Body {
  const hasDrafts = versionOf(tmos).atLeast('12.1');
  return {
    name: hasDrafts ? '/Common/Drafts/po' : 'po',
    strategy: '/Common/first-match',
    requires: ['http'],
    controls: ['forwarding'],
    rules: [
      {
        name: 'r',
        conditions: [{ name: '0', httpUri: true, path: true, startsWith: true, values: ['/a', '/b'] }],
        actions: [{ name: '0', forward: true, select: true, pool: '/Common/p' }],
      },
    ],
  };
}
