import type { KindDefinition, Property, Store } from '../../objects/kind.ts';
import { refersTo, refersToEach } from '../../objects/references.ts';
import { edition, release, type Tmos } from '../../tmos.ts';
import { custom, enabled, number, rawText, text, readOnly, trueFalse, word } from '../../objects/values.ts';
import { isList, scalarText } from '../../wire/json.ts';

// The unit itself. A mock is one standalone device; what a pair would show is set by faults.

/** The name of a fresh device. */
export const HOSTNAME = 'bigip1.example.com';

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
const readOnlyReference = (family: string, path: string): Property => ({
  ...refersTo(family, { weak: true }),
  initial: path,
  readOnly: true,
});

export const device: KindDefinition = {
  path: 'cm/device',
  word: 'Device',
  methods: ['GET', 'PATCH', 'PUT'],
  properties: {
    activeModules: readOnly(['LTM, VE-10G|MOCK000-0000000|Rate Shaping|SSL, VE|Max Compression, VE']),
    alternateIp: rawText('none', { since: '14.0' }),
    baseMac: readOnly('02:00:00:00:00:01'),
    build: readOnly((tmos) => release(tmos).build),
    cert: readOnlyReference('cm/cert', '/Common/dtdi.crt'),
    chassisId: readOnly('4d4f434b-0000-0000-000000000001'),
    chassisType: readOnly('individual'),
    comment: text(),
    configsyncIp: rawText(unset),
    contact: text(),
    description: text(),
    edition: readOnly((tmos) => edition(tmos)),
    failoverState: readOnly('active'),
    haCapacity: number(0),
    hostname: readOnly(HOSTNAME),
    key: readOnlyReference('cm/key', '/Common/dtdi.key'),
    location: text(),
    managementIp: readOnly('192.168.1.245'),
    marketingName: readOnly('BIG-IP Virtual Edition'),
    mgmtUnicastMode: word(['both', 'ipv4', 'ipv6'], 'both', { since: '14.0' }),
    mirrorIp: rawText('any6'),
    mirrorSecondaryIp: rawText('any6'),
    multicastInterface: text(),
    multicastIp: rawText('any6'),
    multicastPort: number(0),
    optionalModules: readOnly([]),
    platformId: readOnly('Z100'),
    product: readOnly('BIG-IP'),
    selfDevice: readOnly('true'),
    // Captured on 12.1.2, and not on 14.1.2.1 and 16.0.0.
    timeLimitedModules: readOnly([], { until: '14.0' }),
    timeZone: readOnly('UTC'),
    version: readOnly((tmos) => tmos.text),
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
    caCert: readOnlyReference('cm/cert', '/Common/dtca.crt'),
    caCertBundle: readOnlyReference('cm/cert', '/Common/dtca-bundle.crt'),
    caDevices: {
      ...refersToEach('cm/device', { weak: true }),
      initial: [`/Common/${HOSTNAME}`],
      readOnly: true,
    },
    caKey: readOnlyReference('cm/key', '/Common/dtca.key'),
    status: readOnly('standalone'),
    trustGroup: readOnlyReference('cm/device-group', '/Common/device_trust_group'),
  },
  builtIns: [{ name: 'Root' }],
};

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
