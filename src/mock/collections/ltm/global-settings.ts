import type { KindDefinition } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { enabled, number, quoted, readOnly, word } from '../../objects/values.ts';
import { fromDefaults } from '../parts/from-defaults.ts';
import { singleton } from '../parts/singleton.ts';

// Settings of which there is one of each. Keys and defaults as recorded on 13.1 (fixtures of F5's Ansible
// collection) and 14.1.2.1 (genieparser).

const evictionPolicy: KindDefinition = {
  path: 'ltm/eviction-policy',
  word: 'eviction policy',
  methods: ['GET'],
  properties: {
    highWater: number(95),
    lowWater: number(85),
    slowFlow: readOnly({
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

export const ltmSettings: readonly KindDefinition[] = [evictionPolicy, connection, general, trafficControl];
