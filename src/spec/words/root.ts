import { type Entry, here, notYet, type WordsAt } from './entry.ts';
import { TLS, TLS_WORDS } from './tls.ts';

const NEVER = 'a password never stands in a spec: BIGIP_PASSWORD, --password-stdin or a prompt give it';

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

/** At the top of a spec, and in its small maps. */
export const ROOT_KEYS: readonly WordsAt[] = [
  ['', ROOT],
  ['device', DEVICE],
  ['dataGroups.*', DATA_GROUP],
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
];
