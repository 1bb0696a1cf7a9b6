import { configurationError } from '../errors.ts';
import type { KindDefinition } from '../kind.ts';
import { byVersion, DISABLED, number, rawText, texts, word } from '../values.ts';
import { fromDefaults, since } from './from-defaults.ts';
import { OWN, profile } from './profile.ts';

// Profiles that look into HTTP. Defaults as captured on 13.1.0.6 and, for websocket, 14.1.2.1 and 16.1.

const chunking = (before: string) =>
  word(
    ['preserve', 'selective', 'rechunk', 'unchunk', 'sustain'],
    byVersion(['0', before], ['15.0', 'sustain']),
  );

const METHODS = 'CONNECT DELETE GET HEAD LOCK OPTIONS POST PROPFIND PUT TRACE UNLOCK'.split(' ');

/** Braces come back as they were sent (asserted on devices by Terraform's acceptance tests), others do not (N13). */
const escapedInsert = (text: string) => text.replace(/[\\"?]/g, String.raw`\$&`);

const http = profile({
  type: 'http',
  properties: fromDefaults(
    {
      acceptXff: 'disabled',
      appService: OWN.appService,
      basicAuthRealm: 'none',
      defaultsFrom: OWN.defaultsFrom,
      description: OWN.description,
      encryptCookies: [],
      enforcement: {
        excessClientHeaders: 'reject',
        excessServerHeaders: 'reject',
        knownMethods: METHODS,
        maxHeaderCount: 64,
        maxHeaderSize: 32768,
        maxRequests: 0,
        oversizeClientHeaders: 'reject',
        oversizeServerHeaders: 'reject',
        pipeline: 'allow',
        truncatedRedirects: 'disabled',
        unknownMethod: 'allow',
      },
      explicitProxy: {
        badRequestMessage: 'none',
        badResponseMessage: 'none',
        connectErrorMessage: 'none',
        defaultConnectHandling: 'deny',
        dnsErrorMessage: 'none',
        dnsResolver: 'none',
        hostNames: [],
        ipv6: 'no',
        routeDomain: 'none',
        tunnelName: 'none',
      },
      fallbackHost: 'none',
      fallbackStatusCodes: [],
      headerErase: 'none',
      headerInsert: 'none',
      hsts: { includeSubdomains: 'enabled', maximumAge: 16070400, mode: 'disabled', preload: 'disabled' },
      insertXforwardedFor: 'disabled',
      lwsSeparator: 'none',
      lwsWidth: 80,
      oneconnectTransformations: 'enabled',
      proxyType: 'reverse',
      redirectRewrite: 'none',
      requestChunking: 'preserve',
      responseChunking: 'selective',
      responseHeadersPermitted: [],
      serverAgentName: 'BigIP',
      sflow: { pollInterval: 0, pollIntervalGlobal: 'yes', samplingRate: 0, samplingRateGlobal: 'yes' },
      viaHostName: 'none',
      viaRequest: 'preserve',
      viaResponse: 'preserve',
      xffAlternativeNames: [],
    },
    {
      proxyType: word(['reverse', 'explicit', 'transparent'], 'reverse', { fixed: true }),
      redirectRewrite: word(['none', 'all', 'matching', 'nodes'], 'none'),
      requestChunking: chunking('preserve'),
      responseChunking: chunking('selective'),
      viaRequest: word(['append', 'preserve', 'remove'], 'preserve'),
      viaResponse: word(['append', 'preserve', 'remove'], 'preserve'),
    },
  ),
  builtIns: [
    { name: 'http' },
    { name: 'http-explicit', props: { defaultsFrom: '/Common/http', proxyType: 'explicit' } },
    { name: 'http-transparent', props: { defaultsFrom: '/Common/http', proxyType: 'transparent' } },
  ],
  hooks: {
    view: (props) =>
      typeof props.headerInsert === 'string'
        ? { ...props, headerInsert: escapedInsert(props.headerInsert) }
        : props,
  },
});

const websocket = profile({
  type: 'websocket',
  word: 'Websocket Profile',
  since: '12.1',
  properties: fromDefaults(
    {
      appService: OWN.appService,
      compressMode: 'preserved',
      compression: 'enabled',
      defaultsFrom: OWN.defaultsFrom,
      description: OWN.description,
      masking: 'selective',
      noDelay: 'enabled',
      payloadProcessingMode: 'end-to-end',
      payloadProtocolProfile: 'none',
      windowBits: 10,
    },
    {
      compressMode: since('16.1', word(['preserved', 'typed'], 'preserved')),
      compression: since('16.1', word(['enabled', 'disabled'], 'enabled')),
      masking: word(['preserve', 'unmask', 'remask', 'selective'], 'selective'),
      noDelay: since('16.1', word(['enabled', 'disabled'], 'enabled')),
      payloadProcessingMode: since('17.0', rawText('end-to-end')),
      payloadProtocolProfile: since('17.0', rawText('none')),
      windowBits: since('16.1', number(10, { min: 8, max: 15 })),
    },
  ),
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
  properties: fromDefaults(
    {
      appService: OWN.appService,
      defaultsFrom: OWN.defaultsFrom,
      description: OWN.description,
      idleTimeoutOverride: 'disabled',
      limitType: 'none',
      maxAge: 86400,
      maxReuse: 1000,
      maxSize: 10000,
      sharePools: 'disabled',
      sourceMask: 'any',
    },
    {
      idleTimeoutOverride: number('disabled', {
        words: { ...DISABLED, indefinite: 4294967295 },
        quoted: true,
      }),
      limitType: word(['none', 'idle', 'strict'], 'none'),
      sourceMask: word(['any', ...masks()], 'any', { also: { '0.0.0.0': 'any' } }),
    },
  ),
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
  properties: fromDefaults(
    {
      activationModes: ['alpn'],
      appService: OWN.appService,
      concurrentStreamsPerConnection: 10,
      connectionIdleTimeout: 300,
      defaultsFrom: OWN.defaultsFrom,
      description: OWN.description,
      enforceTlsRequirements: 'enabled',
      frameSize: 2048,
      headerTableSize: 4096,
      insertHeader: 'disabled',
      insertHeaderName: 'X-HTTP2',
      receiveWindow: 32,
      writeSize: 16384,
    },
    { activationModes: texts(['alpn'], { known: ['alpn', 'always', 'npn'] }) },
  ),
  builtIns: [{ name: 'http2' }],
});

const stream = profile({
  type: 'stream',
  properties: fromDefaults({
    appService: OWN.appService,
    chunking: 'disabled',
    defaultsFrom: OWN.defaultsFrom,
    description: OWN.description,
    source: 'none',
    tmTarget: 'none',
  }),
  builtIns: [{ name: 'stream' }],
});

const compression = profile({
  type: 'http-compression',
  properties: fromDefaults({
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
    methodPrefer: 'gzip',
    minSize: 1024,
    selective: 'disabled',
    uriExclude: [],
    uriInclude: ['.*'],
    varyHeader: 'enabled',
  }),
  builtIns: [
    { name: 'httpcompression' },
    { name: 'wan-optimized-compression', props: { defaultsFrom: '/Common/httpcompression' } },
  ],
});

/** Types that clients list while they look for the type of a name (clients.md); the mock keeps only built-ins. */
const listed = (type: string, name: string): KindDefinition => ({
  ...profile({ type, properties: fromDefaults(OWN), builtIns: [{ name }] }),
  methods: ['GET'],
});

export const httpProfiles: readonly KindDefinition[] = [
  http,
  websocket,
  oneConnect,
  http2,
  stream,
  compression,
  listed('diameter', 'diameter'),
  listed('sip', 'sip'),
  { ...listed('session', 'sipsession'), path: 'ltm/message-routing/sip/profile/session' },
  listed('dns', 'dns'),
  listed('html', 'html'),
];
