import { configurationError } from '../../wire/errors.ts';
import type { KindDefinition } from '../../objects/kind.ts';
import { DISABLED, number, texts, word } from '../../objects/values.ts';
import { oneOf, since } from '../parts/from-defaults.ts';
import { child, OWN, profile } from './profile.ts';

// Profiles that go with http. Captured on 13.1 (http2, one-connect, http-compression), 14.1.2.1 (all), 16.0.0
// (one-connect); websocket from 16.1 on as AS3 asserts it on devices, its last two keys and all others in a client
// written against 17.0.0.1.

/** F5's manual names these for MQTT over WebSocket; that 15.1.9 and 16.1.4 call the keys so is inferred. */
const PAYLOAD = '15.1.9 16.1.4 17.0';

const websocket = profile({
  type: 'websocket',
  word: 'Websocket Profile',
  since: '12.1',
  keys: {
    appService: OWN.appService,
    compressMode: since('16.1', oneOf('preserved typed')),
    compression: since('16.1', 'enabled'),
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    masking: oneOf('preserve unmask remask selective', 'selective'),
    noDelay: since('16.1', 'enabled'),
    payloadProcessingMode: since(PAYLOAD, 'end-to-end'),
    payloadProtocolProfile: since(PAYLOAD, 'none'),
    windowBits: since('16.1', number(10, { min: 8, max: 15 })),
  },
  builtIns: [{ name: 'websocket' }],
  hooks: {
    prepare: ({ props, name }) => {
      if (props.masking === 'preserve' && props.compressMode === 'typed') {
        throw configurationError(
          `Websocket profile ${name.fullPath}: masking preserve and compress-mode typed`,
        );
      }
    },
  },
});

const oneConnect = profile({
  type: 'one-connect',
  keys: {
    appService: OWN.appService,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    idleTimeoutOverride: number('disabled', {
      words: { ...DISABLED, indefinite: 4294967295 },
      quoted: true,
    }),
    limitType: oneOf('none idle strict'),
    maxAge: 86400,
    maxReuse: 1000,
    maxSize: 10000,
    sharePools: 'disabled',
    sourceMask: word(['any', ...masks()], 'any', { also: { '0.0.0.0': 'any' } }),
  },
  builtIns: [{ name: 'oneconnect' }],
});

function masks(): readonly string[] {
  return Array.from({ length: 32 }, (_, index) => {
    const bits = (0xffffffff << (31 - index)) >>> 0;
    return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
  });
}

const http2 = profile({
  type: 'http2',
  since: '11.6',
  keys: {
    activationModes: texts(['alpn'], { known: ['alpn', 'always', 'npn'] }),
    appService: OWN.appService,
    concurrentStreamsPerConnection: 10,
    connectionIdleTimeout: 300,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    enforceTlsRequirements: 'enabled',
    frameSize: 2048,
    headerTableSize: 4096,
    includeContentLength: since('13.0', 'disabled'),
    insertHeader: 'disabled',
    insertHeaderName: 'X-HTTP2',
    receiveWindow: 32,
    writeSize: 16384,
  },
  builtIns: [{ name: 'http2' }],
});

const stream = profile({
  type: 'stream',
  keys: {
    appService: OWN.appService,
    chunkSize: since('14.0', 4096),
    chunking: 'disabled',
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    source: 'none',
    tmTarget: 'none',
  },
  builtIns: [{ name: 'stream' }],
});

const compression = profile({
  type: 'http-compression',
  keys: {
    allowHttp_10: 'disabled',
    appService: OWN.appService,
    browserWorkarounds: 'disabled',
    bufferSize: 4096,
    contentTypeExclude: [],
    contentTypeInclude: ['text/', 'application/(xml|x-javascript)'],
    cpuSaver: 'enabled',
    cpuSaverHigh: 90,
    cpuSaverLow: 75,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    gzipLevel: 1,
    gzipMemoryLevel: 8192,
    gzipWindowSize: 16384,
    keepAcceptEncoding: 'disabled',
    methodPrefer: oneOf('gzip deflate'),
    minSize: 1024,
    selective: 'disabled',
    uriExclude: [],
    uriInclude: ['.*'],
    varyHeader: 'enabled',
  },
  builtIns: [
    { name: 'httpcompression' },
    child('wan-optimized-compression', 'httpcompression', {
      allowHttp_10: 'enabled',
      bufferSize: 131072,
      gzipMemoryLevel: 16384,
      gzipWindowSize: 65536,
    }),
  ],
});

/** That there is one with MQTT over WebSocket is known, and none of its own keys. */
const mqtt = profile({ type: 'mqtt', keys: OWN, builtIns: [{ name: 'mqtt' }] });

/** What AS3 asserts of them on 21.0; other keys they may have are not known. */
const json = profile({
  type: 'json',
  since: '21.0',
  keys: {
    appService: OWN.appService,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    maximumBytes: 65536,
    maximumEntries: 2048,
    maximumNonJsonBytes: 32768,
  },
  builtIns: [{ name: 'json' }],
});

const sse = profile({
  type: 'sse',
  since: '21.0',
  keys: {
    appService: OWN.appService,
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    maxBufferedMsgBytes: 65536,
    maxFieldNameSize: 1024,
  },
  builtIns: [{ name: 'sse' }],
});

export const webProfiles: readonly KindDefinition[] = [
  websocket,
  oneConnect,
  http2,
  stream,
  compression,
  mqtt,
  json,
  sse,
];
