import type { JsonObject } from '../../wire/json.ts';
import type { BuiltIn, KindDefinition } from '../../objects/kind.ts';
import { byText } from '../../wire/names.ts';
import { quoted } from '../../objects/values.ts';
import type { Keys } from '../parts/from-defaults.ts';
import { secret } from '../parts/secret.ts';
import { child, OWN, profile } from './profile.ts';

// Profiles of protocols that a WebSocket deployment hardly has, with the keys and defaults recorded of 12.1 to 14.1
// (f5-ansible) and of 14.1.2.1 (genieparser). What other versions have instead, and which words a text may hold
// beside its default, is unknown.

const names = (list: string, value: string): JsonObject =>
  Object.fromEntries(list.split(' ').map((name) => [name, value]));

/** In the order of the wire. */
function plain(type: string, keys: Keys, builtIns: readonly BuiltIn[] = [{ name: type }]): KindDefinition {
  const all = Object.entries({ ...OWN, ...keys }).sort(([one], [other]) => byText(one, other));
  return profile({ type, keys: Object.fromEntries(all), builtIns });
}

const LOGS = { logProfile: 'none', logPublisher: 'none' } as const;
const seconds = (initial: string) => quoted(initial, { words: { indefinite: 4294967295, immediate: 0 } });

const rtsp = plain('rtsp', {
  ...names('checkSource realHttpPersistence', 'enabled'),
  ...names('multicastRedirect sessionReconnect unicastRedirect', 'disabled'),
  idleTimeout: seconds('300'),
  ...LOGS,
  maxHeaderSize: 4096,
  maxQueuedData: 32768,
  ...names('proxy proxyHeader', 'none'),
  rtcpPort: 0,
  rtpPort: 0,
});

const sctp = plain('sctp', {
  ...names('clientSideMultihoming sendPartial serverSideMultihoming tcpShutdown', 'disabled'),
  ...names('receiveOrdered resetOnTimeout', 'enabled'),
  ...names('ipTos linkQos', '0'),
  ...{ cookieExpiration: 60, heartbeatInterval: 30, heartbeatMaxBurst: 1, idleTimeout: 300, inStreams: 2 },
  ...{
    initMaxRetries: 8,
    maxBurst: 4,
    maxCommunicationPaths: 16,
    maxPathRetransmitLimit: 5,
    outStreams: 2,
  },
  ...{ proxyBufferHigh: 16384, proxyBufferLow: 4096, receiveChunks: 256, receiveWindowSize: 65535 },
  ...{ rtoInitial: 3000, rtoMax: 60000, rtoMin: 1000, sackTimeout: 200, sendBufferSize: 65536 },
  ...{ sendMaxRetries: 10, transmitChunks: 256, secret },
});

export const rareProfiles: readonly KindDefinition[] = [
  plain('ipother', { idleTimeout: seconds('60') }),
  plain('radius', { clients: [], persistAvp: 'none' }, [
    { name: 'radiusLB' },
    child('radiusLB-subscriber-aware', 'radiusLB'),
  ]),
  rtsp,
  sctp,
  plain('tftp', { idleTimeout: seconds('30'), ...LOGS }),
  // HTTP message routing, which HTTP/2 on both sides needs; what keys it has besides is unknown.
  profile({ type: 'httprouter', keys: OWN, builtIns: [{ name: 'httprouter' }], since: '14.1' }),
  // Of the web application firewall: it only marks a virtual server that a policy looks at.
  profile({ type: 'websecurity', keys: OWN, builtIns: [{ name: 'websecurity' }] }),
  plain('xml', { multipleQueryMatches: 'disabled', namespaceMappings: [], xpathQueries: [] }),
];
