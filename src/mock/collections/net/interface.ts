import { inferred } from '../../inferred.ts';
import type { BuiltIn, KindDefinition } from '../../objects/kind.ts';
import { refersToEach } from '../../objects/references.ts';
import { enabled, flag, rawText, text, readOnly, word } from '../../objects/values.ts';
import { changed, fromDefaults } from '../parts/from-defaults.ts';

// Interfaces come with the hardware: they are changed, never made. Keys as captured on 13.1.1.4.

const { bundle, bundleSpeed, ...rest } = fromDefaults({
  bundle: 'not-supported',
  bundleSpeed: 'not-supported',
  flowControl: 'tx-rx',
  forceGigabitFiber: 'disabled',
  forwardErrorCorrection: 'not-supported',
  ifIndex: readOnly(48),
  lldpAdmin: 'txonly',
  lldpTlvmap: changed(114680, ['14.0', 130943]),
  macAddress: readOnly('02:00:00:00:00:00'),
  mediaActive: readOnly('none'),
  mediaFixed: '10000T-FD',
  mediaMax: readOnly('auto'),
  mediaSfp: 'auto',
  mtu: readOnly(9198),
  portFwdMode: 'l3',
  preferPort: 'sfp',
  qinqEthertype: '0x8100',
  sflow: { pollInterval: 0, pollIntervalGlobal: 'yes' },
  stp: 'enabled',
  stpAutoEdgePort: 'enabled',
  stpEdgePort: 'true',
  stpLinkType: 'auto',
});

const NAMES = ['1.1', '1.2', '1.3', '1.4', 'mgmt'];

const builtIn = (name: string, index: number): BuiltIn => ({
  name,
  props: {
    ifIndex: name === 'mgmt' ? 32 : 48 + 16 * index,
    macAddress: `02:00:00:00:01:0${index + 1}`,
    ...(inferred.disabledInterfaces.some((disabled) => disabled === name)
      ? { disabled: true }
      : { enabled: true }),
  },
});

export const netInterface: KindDefinition = {
  path: 'net/interface',
  word: 'interface',
  naming: 'plain',
  methods: ['GET', 'PATCH', 'PUT'],
  pairs: [['enabled', 'disabled']],
  properties: {
    ...(bundle ? { bundle } : {}),
    ...(bundleSpeed ? { bundleSpeed } : {}),
    description: text(),
    disabled: flag(),
    enabled: flag(),
    ...rest,
  },
  builtIns: NAMES.map(builtIn),
  hooks: {
    // PUT takes everything back to defaults; an interface is on unless it was switched off.
    prepare: ({ props }) => {
      if (props.enabled === undefined && props.disabled === undefined) props.enabled = true;
    },
  },
};

export const trunk: KindDefinition = {
  path: 'net/trunk',
  word: 'trunk',
  naming: 'plain',
  properties: {
    bandwidth: readOnly(0),
    cfgMbrCount: readOnly(0),
    description: text(),
    distributionHash: word(['dst-mac', 'src-dst-mac', 'src-dst-ipport'], 'src-dst-ipport'),
    id: readOnly(0),
    lacp: enabled('disabled'),
    lacpMode: word(['active', 'passive'], 'active'),
    lacpTimeout: word(['long', 'short'], 'long'),
    linkSelectPolicy: word(['auto', 'maximum-bandwidth'], 'auto'),
    macAddress: readOnly('02:00:00:00:02:01'),
    media: readOnly('10000'),
    qinqEthertype: rawText('0x8100'),
    stp: enabled('enabled'),
    type: readOnly('normal'),
    workingMbrCount: readOnly(0),
    interfaces: refersToEach('net/interface', { sorted: true, plain: true }),
  },
  hooks: {
    prepare: ({ props }) => {
      const count = Array.isArray(props.interfaces) ? props.interfaces.length : 0;
      Object.assign(props, { bandwidth: 10000 * count, cfgMbrCount: count, workingMbrCount: count });
    },
  },
};
