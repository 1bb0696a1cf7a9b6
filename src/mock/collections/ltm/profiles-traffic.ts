import type { KindDefinition } from '../../objects/kind.ts';
import { DISABLED, INDEFINITE, quoted } from '../../objects/values.ts';
import { oneOf, since } from '../parts/from-defaults.ts';
import { child, OWN, profile } from './profile.ts';
import { tcpProfile } from './profiles-tcp.ts';

// The other profiles of the transport: udp and fastl4. Captured on 13.1.0.4 and 13.1.0.8, 14.1.2.1, 16.0.0;
// the keys of 17.0.0.1 are those of 16.0.0.

const IDLE = { words: { indefinite: 4294967295, immediate: 0 } };

export const udpProfile = profile({
  type: 'udp',
  word: 'UDP Profile',
  keys: {
    allowNoPayload: 'disabled',
    appService: OWN.appService,
    bufferMaxBytes: 655350,
    bufferMaxPackets: 0,
    datagramLoadBalancing: 'disabled',
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    idleTimeout: quoted('60', IDLE),
    ipDfMode: 'pmtu',
    ipTosToClient: '0',
    ipTtlMode: 'proxy',
    ipTtlV4: 255,
    ipTtlV6: 64,
    linkQosToClient: '0',
    noChecksum: 'disabled',
    proxyMss: 'disabled',
    sendBufferSize: since('14.0', 655350),
  },
  builtIns: [
    { name: 'udp' },
    child('udp_decrement_ttl', 'udp', { ipTtlMode: 'decrement' }),
    child('udp_gtm_dns', 'udp', { datagramLoadBalancing: 'enabled', idleTimeout: '5' }),
    child('udp_preserve_ttl', 'udp', { ipTtlMode: 'preserve' }),
  ],
});

export const fastl4 = profile({
  type: 'fastl4',
  keys: {
    appService: OWN.appService,
    clientTimeout: 30,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    explicitFlowMigration: 'disabled',
    hardwareSynCookie: 'disabled',
    idleTimeout: quoted('300', IDLE),
    ipDfMode: since('13.0', 'preserve'),
    ipTosToClient: 'pass-through',
    ipTosToServer: 'pass-through',
    ipTtlMode: since('13.0', 'decrement'),
    ipTtlV4: since('13.0', 255),
    ipTtlV6: since('13.0', 64),
    keepAliveInterval: quoted('disabled', { words: DISABLED }),
    lateBinding: 'disabled',
    linkQosToClient: 'pass-through',
    linkQosToServer: 'pass-through',
    looseClose: 'disabled',
    looseInitialization: 'disabled',
    mssOverride: 0,
    otherPvaClientpktsThreshold: since('14.0', 2),
    otherPvaOffloadDirection: since('14.0', 'bidirectional'),
    otherPvaServerpktsThreshold: since('14.0', 1),
    otherPvaWhentoOffload: since('14.0', 'after-packets-per-direction'),
    priorityToClient: 'pass-through',
    priorityToServer: 'pass-through',
    pvaAcceleration: oneOf('full partial none guaranteed dedicated'),
    pvaDynamicClientPackets: 1,
    pvaDynamicServerPackets: 0,
    pvaFlowAging: 'enabled',
    pvaFlowEvict: 'enabled',
    pvaOffloadDynamic: 'enabled',
    pvaOffloadDynamicPriority: since('15.0', 'disabled'),
    pvaOffloadInitialPriority: since('15.0', 'medium'),
    pvaOffloadState: 'embryonic',
    reassembleFragments: 'disabled',
    receiveWindowSize: 0,
    resetOnTimeout: 'enabled',
    rttFromClient: 'disabled',
    rttFromServer: 'disabled',
    serverSack: 'disabled',
    serverTimestamp: 'disabled',
    softwareSynCookie: 'disabled',
    synCookieDsrFlowResetBy: since('15.0', 'none'),
    synCookieEnable: 'enabled',
    synCookieMss: since('13.0', 0),
    synCookieWhitelist: 'disabled',
    tcpCloseTimeout: quoted('5', { words: { ...INDEFINITE, immediate: 0 } }),
    tcpGenerateIsn: 'disabled',
    tcpHandshakeTimeout: quoted('5', { words: { ...INDEFINITE, immediate: 0 } }),
    tcpPvaOffloadDirection: since('15.0', 'bidirectional'),
    tcpPvaWhentoOffload: since('14.0', 'embryonic'),
    tcpStripSack: 'disabled',
    tcpTimeWaitTimeout: since('13.0', 0),
    tcpTimestampMode: 'preserve',
    tcpWscaleMode: 'preserve',
    timeoutRecovery: 'disconnect',
  },
  builtIns: [
    { name: 'fastL4' },
    child('apm-forwarding-fastL4', 'fastL4', { idleTimeout: '7200' }),
    child('full-acceleration', 'fastL4'),
    child(
      'security-fastL4',
      'fastL4',
      {
        idleTimeout: '60',
        otherPvaOffloadDirection: 'server-to-client-only',
        rttFromClient: 'enabled',
        tcpPvaOffloadDirection: 'server-to-client-only',
        tcpPvaWhentoOffload: 'establish',
      },
      // Not on 14.1.2.1, on 16.0.0; perhaps with AFM, which that device had.
      { since: '15.0' },
    ),
  ],
});

export const trafficProfiles: readonly KindDefinition[] = [tcpProfile, udpProfile, fastl4];
