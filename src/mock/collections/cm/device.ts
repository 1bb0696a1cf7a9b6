import type { BuiltIn, KindDefinition, Property, Work } from '../../objects/kind.ts';
import { refersTo, refersToEach } from '../../objects/references.ts';
import { edition, release, type Tmos } from '../../tmos.ts';
import {
  custom,
  enabled,
  listOfTexts,
  number,
  rawText,
  text,
  told,
  trueFalse,
  word,
} from '../../objects/values.ts';
import type { Entry, Store } from '../../objects/store.ts';
import { kindAt } from '../../objects/kind.ts';
import { isList, scalarText } from '../../wire/json.ts';
import { singleton } from '../parts/singleton.ts';

// The unit itself. A mock is one standalone device; what a pair would show is set by faults.

const HOSTNAME = 'bigip1.example.com';

/** The host name, as it is set now. */
export function hostnameOf(store: Store): string {
  return scalarText(store.find('sys/global-settings', '')?.props.hostname) ?? HOSTNAME;
}

/** The name of the device's own object, which a new host name leaves as it was until `mv cm device`. */
export function ownDeviceOf(store: Store): string {
  const devices = store.find('cm/trust-domain', '/Common/Root')?.props.caDevices;
  return isList(devices) && typeof devices[0] === 'string' ? devices[0] : `/Common/${HOSTNAME}`;
}

const unset = (tmos: Tmos) => (tmos.atLeast('13.0') ? 'none' : undefined);

/** Told by the device, with a link; the target itself is not simulated. */
const toldReference = (family: string, path: string): Property => ({
  ...refersTo(family, { weak: true }),
  initial: path,
  readOnly: true,
});

export const device: KindDefinition = {
  path: 'cm/device',
  word: 'Device',
  methods: ['GET', 'PATCH', 'PUT'],
  properties: {
    activeModules: told(['LTM, VE-10G|MOCK000-0000000|Rate Shaping|SSL, VE|Max Compression, VE']),
    alternateIp: rawText('none', { since: '14.0' }),
    baseMac: told('02:00:00:00:00:01'),
    build: told((tmos) => release(tmos).build),
    cert: toldReference('cm/cert', '/Common/dtdi.crt'),
    chassisId: told('4d4f434b-0000-0000-000000000001'),
    chassisType: told('individual'),
    comment: text(),
    configsyncIp: rawText(unset),
    contact: text(),
    description: text(),
    edition: told((tmos) => edition(tmos)),
    failoverState: told('active'),
    haCapacity: number(0),
    hostname: told(HOSTNAME),
    key: toldReference('cm/key', '/Common/dtdi.key'),
    location: text(),
    managementIp: told('192.168.1.245'),
    marketingName: told('BIG-IP Virtual Edition'),
    mgmtUnicastMode: word(['both', 'ipv4', 'ipv6'], 'both', { since: '14.0' }),
    mirrorIp: rawText('any6'),
    mirrorSecondaryIp: rawText('any6'),
    multicastInterface: text(),
    multicastIp: rawText('any6'),
    multicastPort: number(0),
    optionalModules: told([]),
    platformId: told('Z100'),
    product: told('BIG-IP'),
    selfDevice: told('true'),
    // Captured on 12.1.2, and not on 14.1.2.1 and 16.0.0.
    timeLimitedModules: told([], { until: '14.0' }),
    timeZone: told('UTC'),
    version: told((tmos) => tmos.text),
    unicastAddress: custom((value) => (value === 'none' ? undefined : value)),
  },
  builtIns: [{ name: HOSTNAME }],
};

/** Who may sign certificates of the pair: this device, however it is called. Recorded on 14.1.2.1. */
export const trustDomain: KindDefinition = {
  path: 'cm/trust-domain',
  word: 'Trust Domain',
  methods: ['GET'],
  properties: {
    caCert: toldReference('cm/cert', '/Common/dtca.crt'),
    caCertBundle: toldReference('cm/cert', '/Common/dtca-bundle.crt'),
    caDevices: {
      ...refersToEach('cm/device', { weak: true }),
      initial: [`/Common/${HOSTNAME}`],
      readOnly: true,
    },
    caKey: toldReference('cm/key', '/Common/dtca.key'),
    status: told('standalone'),
    trustGroup: toldReference('cm/device-group', '/Common/device_trust_group'),
  },
  builtIns: [{ name: 'Root' }],
};

const BLACKLIST = [
  ...'3dns bin core datasync em GeoIP images lib lib64 log lost+found mgmt nfb ssh statsd tmstat vadc'
    .split(' ')
    .map((name) => `/shared/${name}/`),
  ...'aaa/ big3d/ bigip/ filestore/ gtm/ httpd/ ntp.conf rndc.key ssh/ ssl/'
    .split(' ')
    .map((name) => `/config/${name}`),
]
  .map((path) => `{${path}}`)
  .join(' ');

export const globalSettings = singleton(
  'sys/global-settings',
  {
    awsApiMaxConcurrency: number(1),
    consoleInactivityTimeout: number(0),
    customAddr: rawText('none'),
    failsafeAction: rawText('go-offline-restart-tm'),
    fileBlacklistPathPrefix: rawText(BLACKLIST),
    fileBlacklistReadOnlyPathPrefix: rawText('{/etc/shadow}'),
    fileLocalPathPrefix: rawText('{/shared/} {/tmp/}'),
    fileWhitelistPathPrefix: rawText('{/var/local/scf} {/tmp/} {/shared/} {/config/} {/usr/share/aws/}'),
    guiAudit: enabled('disabled', { since: '14.0' }),
    guiSecurityBanner: enabled('enabled'),
    guiSecurityBannerText: rawText(
      'Welcome to the BIG-IP Configuration Utility.\n\nLog in with your username and password using the fields on the left.',
    ),
    guiSetup: enabled('disabled'),
    hostAddrMode: word(['management', 'custom', 'state-mirror'], 'management'),
    hostname: rawText(HOSTNAME),
    lcdDisplay: enabled('enabled'),
    ledLocator: enabled('disabled'),
    mgmtDhcp: rawText('enabled'),
    netReboot: enabled('disabled'),
    passwordPrompt: rawText('Password'),
    quietBoot: enabled('enabled'),
    usernamePrompt: rawText('Username'),
  },
  { hooks: { stored: rename } },
);

/** The host name is the device's too. */
function rename(entry: Entry, _before: Entry | undefined, work: Work): void {
  const own = work.store.list(kindAt(work.kinds, 'cm/device'))[0];
  const hostname = scalarText(entry.props.hostname);
  if (own && hostname !== undefined && own.props.hostname !== hostname)
    work.put(own, { props: { hostname } });
}

/** Device groups that are on every box, hidden or not. */
export const deviceGroup: KindDefinition = {
  path: 'cm/device-group',
  word: 'Device Group',
  children: [
    {
      path: 'devices',
      word: 'Device',
      itemsOf: 'cm/device',
      properties: { setSyncLeader: custom(() => undefined) },
      hooks: { references: ({ key }) => [{ family: 'cm/device', path: key }] },
    },
  ],
  properties: {
    asmSync: enabled('disabled'),
    autoSync: enabled('disabled'),
    description: text(),
    fullLoadOnSync: trueFalse('false'),
    incrementalConfigSyncSizeMax: number(1024),
    networkFailover: enabled('disabled'),
    saveOnAutoSync: trueFalse('false'),
    type: word(['sync-only', 'sync-failover'], 'sync-only'),
  },
  builtIns: [
    {
      name: 'device_trust_group',
      props: { autoSync: 'enabled' },
      children: { devices: [{ name: `/Common/${HOSTNAME}` }] },
    },
    { name: 'gtm', props: {}, children: { devices: [{ name: `/Common/${HOSTNAME}` }] } },
  ],
};

/** As captured on 14.1.2.1 (without cgnat), 15.1.0.1 (with both) and 16.0.0 (without am). */
const MODULES = 'afm am apm asm avr cgnat dos fps gtm ilx lc ltm pem sslo swg urldb'.split(' ');
const MODULE_VERSIONS: Readonly<Record<string, Pick<BuiltIn, 'since' | 'until'>>> = {
  am: { until: '16.0' },
  cgnat: { since: '15.0' },
};

export const provision: KindDefinition = {
  path: 'sys/provision',
  word: 'provision',
  naming: 'plain',
  methods: ['GET', 'PATCH', 'PUT'],
  properties: {
    cpuRatio: number(0),
    diskRatio: number(0),
    level: word(['none', 'minimum', 'nominal', 'dedicated', 'custom'], 'none'),
    memoryRatio: number(0),
  },
  builtIns: MODULES.map((name) => ({
    name,
    props: name === 'ltm' ? { level: 'nominal' } : {},
    ...MODULE_VERSIONS[name],
  })),
};

/** iApps: there are none, and none can be made here. */
export const applicationService: KindDefinition = {
  path: 'sys/application/service',
  word: 'application service',
  methods: ['GET'],
  properties: {},
};

const PORTS = [
  'igmp:0',
  'ospf:0',
  'pim:0',
  'tcp:161',
  'tcp:22',
  'tcp:4353',
  'tcp:443',
  'tcp:53',
  'udp:1026',
  'udp:161',
  'udp:4353',
  'udp:520',
  'udp:53',
];

export const selfAllow = singleton('net/self-allow', {
  defaults: custom((value, { property }) => listOfTexts(value, property), PORTS),
});
