import type { KindDefinition } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { enabled, flag, number, quoted, rawText, text, told, trueFalse, word } from '../../objects/values.ts';
import { fromDefaults } from '../parts/from-defaults.ts';
import { singleton } from '../parts/singleton.ts';

// Settings of which there is one of each. Keys and defaults as recorded on 13.1 (fixtures of F5's Ansible
// collection) and 14.1.2.1 (genieparser).

const LEVELS = 'debug informational notice warning error critical alert emergency'.split(' ');
const level = (initial: string) => word(LEVELS, initial);

const tmmLog = singleton('sys/daemon-log-settings/tmm', {
  arpLogLevel: level('warning'),
  httpCompressionLogLevel: level('error'),
  httpLogLevel: level('error'),
  ipLogLevel: level('warning'),
  iruleLogLevel: level('informational'),
  layer4LogLevel: level('notice'),
  netLogLevel: level('warning'),
  osLogLevel: level('notice'),
  pvaLogLevel: level('informational'),
  sslLogLevel: level('warning'),
});

const passwordPolicy = singleton('auth/password-policy', {
  description: text(),
  expirationWarning: number(7, { min: 1, max: 255 }),
  maxDuration: number(99999, { min: 1, max: 99999 }),
  maxLoginFailures: number(0, { max: 65535 }),
  minDuration: number(0, { max: 255 }),
  minimumLength: number(6, { min: 6, max: 255 }),
  passwordMemory: number(0, { max: 127 }),
  policyEnforcement: enabled('enabled'),
  requiredLowercase: number(0, { max: 127 }),
  requiredNumeric: number(0, { max: 127 }),
  requiredSpecial: number(0, { max: 127 }),
  requiredUppercase: number(0, { max: 127 }),
});

const softwareUpdate = singleton('sys/software/update', {
  autoCheck: enabled('enabled'),
  autoPhonehome: enabled('enabled'),
  checkStatus: told('none'),
  errors: told(0),
  frequency: word(['daily', 'weekly', 'monthly'], 'weekly'),
});

const stateMirroring = singleton('sys/state-mirroring', {
  addr: rawText('none'),
  peerAddr: rawText('none'),
  secondaryAddr: rawText('none'),
  secondaryPeerAddr: rawText('none'),
  state: enabled('enabled'),
});

const connection = singleton('ltm/global-settings/connection', {
  adaptiveReaperHiwater: number(95, { max: 100 }),
  adaptiveReaperLowater: number(85, { max: 100 }),
  autoLastHop: enabled('enabled'),
  defaultVsSynChallengeThreshold: quoted('infinite', { words: { infinite: 4294967295 } }),
  globalFlowEvictionPolicy: refersTo('ltm/eviction-policy', { initial: '/Common/default-eviction-policy' }),
  globalSynChallengeThreshold: quoted('64000', { words: { infinite: 4294967295 } }),
  syncookiesThreshold: number(16384),
  vlanKeyedConn: enabled('enabled'),
  vlanSynCookie: enabled('enabled'),
});

const general = singleton('ltm/global-settings/general', {
  gratuitousArpRate: number(0),
  l2CacheTimeout: number(300),
  maintenanceMode: enabled('disabled'),
  mgmtAutoLastHop: enabled('enabled'),
  shareSingleMac: word(['global', 'vmw-compat', 'unique'], 'vmw-compat'),
  snatPacketForward: enabled('disabled'),
});

const trafficControl = singleton(
  'ltm/global-settings/traffic-control',
  fromDefaults({
    acceptIpOptions: 'disabled',
    acceptIpSourceRoute: 'disabled',
    allowIpSourceRoute: 'disabled',
    continueMatching: 'disabled',
    maxIcmpRate: 100,
    maxRejectRate: 250,
    maxRejectRateTimeout: 30,
    minPathMtu: 296,
    pathMtuDiscovery: 'enabled',
    portFindLinear: 16,
    portFindRandom: 16,
    portFindThresholdTimeout: 30,
    portFindThresholdTrigger: 8,
    portFindThresholdWarning: 'enabled',
    rejectUnmatched: 'enabled',
  }),
);

const stpGlobals = singleton('net/stp-globals', {
  configName: text(),
  configRevision: number(0, { max: 65535 }),
  description: text(),
  fwdDelay: number(15, { min: 4, max: 30 }),
  helloTime: number(2, { min: 1, max: 10 }),
  maxAge: number(20, { min: 6, max: 40 }),
  maxHops: number(20, { min: 1, max: 255 }),
  mode: word(['disabled', 'passthru', 'stp', 'rstp', 'mstp'], 'passthru'),
  transmitHold: number(6, { min: 1, max: 10 }),
});

const dagGlobals = singleton('net/dag-globals', {
  dagIpv6PrefixLen: number(128, { max: 128 }),
  icmpHash: word(['icmp', 'ipicmp'], 'icmp'),
  roundRobinMode: word(['global', 'local'], 'global'),
});

const multicastGlobals = singleton('net/multicast-globals', {
  maxPendingPackets: number(16),
  maxPendingRoutes: number(256),
  rateLimit: enabled('enabled'),
  routeLookupTimeout: number(2),
});

const lldpGlobals = singleton(
  'net/lldp-globals',
  {
    disabled: flag(true),
    enabled: flag(),
    maxNeighborsPerPort: number(10, { max: 65535 }),
    reinitDelay: number(2),
    txDelay: number(2),
    txHold: number(4),
    txInterval: number(30),
  },
  { pairs: [['enabled', 'disabled']] },
);

const evictionPolicy: KindDefinition = {
  path: 'ltm/eviction-policy',
  word: 'eviction policy',
  methods: ['GET'],
  properties: {
    highWater: number(95),
    lowWater: number(85),
    slowFlow: told({
      enabled: 'false',
      evictionType: 'percent',
      gracePeriod: 10,
      maximum: 100,
      thresholdBps: 32,
      throttling: 'disabled',
    }),
  },
  builtIns: [{ name: 'default-eviction-policy' }],
};

const source = singleton('auth/source', {
  fallback: trueFalse('false'),
  type: word(['local', 'active-directory', 'cert-ldap', 'krbdelegate', 'ldap', 'radius', 'tacacs'], 'local', {
    also: { clientcert: 'cert-ldap' },
  }),
});

export const systemSettings: readonly KindDefinition[] = [
  tmmLog,
  passwordPolicy,
  softwareUpdate,
  stateMirroring,
  evictionPolicy,
  connection,
  general,
  trafficControl,
  stpGlobals,
  dagGlobals,
  multicastGlobals,
  lldpGlobals,
  source,
];
