import type { BuiltIn } from '../../objects/kind.ts';
import type { JsonObject } from '../../wire/json.ts';
import { INDEFINITE, number, quoted } from '../../objects/values.ts';
import { changed, oneOf } from '../parts/from-defaults.ts';
import { child, OWN, profile } from './profile.ts';

// Keys captured on 13.1.0.4, 14.1.2.1 and 16.0.0, and the same in a client written against 17.0.0.1. Between
// 13.1.0.4 and 14.1.2.1 eight defaults of `tcp` changed; that it was with 14.0 is inferred.

const NEW = '14.0';

const timer = (initial: number) => number(initial, { said: INDEFINITE });

const TCP = {
  abc: 'enabled',
  ackOnPush: 'enabled',
  appService: OWN.appService,
  autoProxyBufferSize: 'disabled',
  autoReceiveWindowSize: 'disabled',
  autoSendBufferSize: 'disabled',
  closeWaitTimeout: timer(5),
  cmetricsCache: 'enabled',
  cmetricsCacheTimeout: 0,
  congestionControl: 'high-speed',
  defaultsFrom: OWN.defaultsFrom,
  deferredAccept: 'disabled',
  delayWindowControl: 'disabled',
  delayedAcks: 'enabled',
  description: OWN.description,
  dsack: 'disabled',
  earlyRetransmit: 'enabled',
  ecn: 'enabled',
  enhancedLossRecovery: changed('disabled', [NEW, 'enabled']),
  fastOpen: changed('disabled', [NEW, 'enabled']),
  fastOpenCookieExpiration: 21600,
  finWait_2Timeout: timer(300),
  finWaitTimeout: timer(5),
  hardwareSynCookie: 'enabled',
  idleTimeout: timer(300),
  initCwnd: changed(3, [NEW, 10]),
  initRwnd: changed(3, [NEW, 10]),
  ipDfMode: 'pmtu',
  ipTosToClient: quoted('0', { words: { 'pass-through': 65534, mimic: 65535 } }),
  ipTtlMode: 'proxy',
  ipTtlV4: 255,
  ipTtlV6: 64,
  keepAliveInterval: 1800,
  limitedTransmit: 'enabled',
  linkQosToClient: quoted('0', { words: { 'pass-through': 65534 } }),
  maxRetrans: 8,
  maxSegmentSize: 1460,
  md5Signature: 'disabled',
  minimumRto: 1000,
  mptcp: oneOf('enabled disabled passthrough', 'disabled'),
  mptcpCsum: 'disabled',
  mptcpCsumVerify: 'disabled',
  mptcpDebug: 'disabled',
  mptcpFallback: 'reset',
  mptcpFastjoin: 'disabled',
  mptcpIdleTimeout: 300,
  mptcpJoinMax: 5,
  mptcpMakeafterbreak: 'disabled',
  mptcpNojoindssack: 'disabled',
  mptcpRtomax: 5,
  mptcpRxmitmin: 1000,
  mptcpSubflowmax: 6,
  mptcpTimeout: 3600,
  nagle: oneOf('enabled disabled auto', 'disabled'),
  pktLossIgnoreBurst: 0,
  pktLossIgnoreRate: 0,
  proxyBufferHigh: changed(49152, [NEW, 65535]),
  proxyBufferLow: 32768,
  proxyMss: 'enabled',
  proxyOptions: 'disabled',
  pushFlag: 'default',
  ratePace: changed('disabled', [NEW, 'enabled']),
  ratePaceMaxRate: 0,
  receiveWindowSize: 65535,
  resetOnTimeout: 'enabled',
  rexmtThresh: 3,
  selectiveAcks: 'enabled',
  selectiveNack: 'disabled',
  sendBufferSize: changed(65535, [NEW, 131072]),
  slowStart: 'enabled',
  synCookieEnable: 'enabled',
  synCookieWhitelist: 'disabled',
  synMaxRetrans: 3,
  synRtoBase: 3000,
  tailLossProbe: changed('disabled', [NEW, 'enabled']),
  tcpOptions: 'none',
  timeWaitRecycle: 'enabled',
  timeWaitTimeout: quoted('2000', { words: { indefinite: 600001, immediate: 600002 } }),
  timestamps: 'enabled',
  verifiedAccept: 'disabled',
  zeroWindowTimeout: timer(20000),
} as const;

/** What `tcp` was: the same in all versions. */
const LEGACY = {
  earlyRetransmit: 'disabled',
  ecn: 'disabled',
  enhancedLossRecovery: 'disabled',
  fastOpen: 'disabled',
  initCwnd: 3,
  initRwnd: 3,
  proxyBufferHigh: 49152,
  proxyOptions: 'enabled',
  ratePace: 'disabled',
  sendBufferSize: 65535,
  tailLossProbe: 'disabled',
};
const MODERN = {
  enhancedLossRecovery: 'enabled',
  fastOpen: 'enabled',
  nagle: 'auto',
  ratePace: 'enabled',
  tailLossProbe: 'enabled',
};
const WIDE = { congestionControl: 'woodside', proxyBufferHigh: 262144, proxyBufferLow: 196608 };
const LARGE = { receiveWindowSize: 131072, sendBufferSize: 262144 };
const FORWARDING = { keepAliveInterval: 60, nagle: 'enabled', sendBufferSize: 131072, slowStart: 'disabled' };
const LOSSY = {
  delayedAcks: 'disabled',
  idleTimeout: 600,
  pktLossIgnoreBurst: 8,
  pktLossIgnoreRate: 10000,
  proxyBufferHigh: 196608,
  selectiveNack: 'enabled',
  sendBufferSize: 458752,
  zeroWindowTimeout: 300000,
};
const SLOWLESS = { ...LOSSY, receiveWindowSize: 458752, slowStart: 'disabled' };
const MOBILE = {
  abc: 'disabled',
  delayedAcks: 'disabled',
  ecn: 'enabled',
  initCwnd: 16,
  nagle: 'enabled',
  proxyBufferHigh: 131072,
  proxyBufferLow: 131072,
  receiveWindowSize: 131072,
  resetOnTimeout: 'disabled',
};

const ofTcp = (name: string, props: JsonObject) => child(name, 'tcp', { ...MODERN, ...props });
const ofLegacy = (name: string, props: JsonObject) => child(name, 'tcp-legacy', props);

/** As captured on 14.1.2.1 and 16.0.0, where they agree; in older versions taken to be the same. */
const BUILT_INS: readonly BuiltIn[] = [
  { name: 'tcp' },
  child('tcp-legacy', 'tcp', LEGACY),
  ofLegacy('tcp-lan-optimized', { proxyBufferHigh: 131072, proxyBufferLow: 98304, slowStart: 'disabled' }),
  ofLegacy('tcp-wan-optimized', { nagle: 'enabled', proxyBufferHigh: 131072, proxyBufferLow: 131072 }),
  ofLegacy('tcp-mobile-optimized', { ...MOBILE, sendBufferSize: 131072 }),
  ofLegacy('mptcp-mobile-optimized', {
    ...MOBILE,
    congestionControl: 'illinois',
    mptcp: 'enabled',
    ratePace: 'enabled',
    sendBufferSize: 262144,
    synCookieEnable: 'disabled',
  }),
  ofTcp('f5-tcp-lan', {
    initCwnd: 16,
    initRwnd: 16,
    minimumRto: 200,
    proxyBufferHigh: 65535,
    sendBufferSize: 65535,
  }),
  ofTcp('f5-tcp-mobile', { ...WIDE, ...LARGE, initCwnd: 16, initRwnd: 10 }),
  ofTcp('f5-tcp-progressive', {
    ...WIDE,
    ...LARGE,
    autoProxyBufferSize: 'enabled',
    autoReceiveWindowSize: 'enabled',
    autoSendBufferSize: 'enabled',
    initCwnd: 16,
    initRwnd: 16,
    pushFlag: 'auto',
  }),
  ofTcp('f5-tcp-wan', {
    ...WIDE,
    ...LARGE,
    delayedAcks: 'disabled',
    initCwnd: 10,
    initRwnd: 10,
    minimumRto: 500,
  }),
  ofLegacy('apm-forwarding-client-tcp', FORWARDING),
  ofLegacy('apm-forwarding-server-tcp', FORWARDING),
  child('splitsession-default-tcp', 'tcp-wan-optimized', SLOWLESS, { since: '13.1' }),
  child(
    'wam-tcp-lan-optimized',
    'tcp-lan-optimized',
    { initCwnd: 16, initRwnd: 16, slowStart: 'enabled' },
    {
      until: '16.0',
    },
  ),
  child(
    'wam-tcp-wan-optimized',
    'tcp-wan-optimized',
    { ...LOSSY, initCwnd: 10, proxyMss: 'disabled' },
    {
      until: '16.0',
    },
  ),
  child('wom-tcp-lan-optimized', 'tcp-lan-optimized', {
    cmetricsCache: 'disabled',
    delayedAcks: 'disabled',
    idleTimeout: 600,
    nagle: 'enabled',
    slowStart: 'enabled',
  }),
  child('wom-tcp-wan-optimized', 'tcp-wan-optimized', SLOWLESS),
];

export const tcpProfile = profile({ type: 'tcp', keys: TCP, builtIns: BUILT_INS });
