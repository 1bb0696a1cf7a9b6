import { toValue } from '../../../../model/object.ts';
import { count, duration, type Field, path, set, text, toReferences, word } from '../field.ts';
import { PROFILE_KINDS } from '../attached-kinds.ts';
import { defineResource } from '../resource.ts';
import { fresh, harmless } from '../impact.ts';
import { profileClientSsl, profileServerSsl } from './profiles-tls.ts';

const after = ['auth/partition', 'sys/folder'];

const profileTcp = defineResource({
  kind: 'ltm/profile/tcp',
  label: 'TCP profile',
  purpose: 'How long a connection may be idle, and how it is kept alive.',
  builtIn: ['tcp', 'tcp-lan-optimized', 'tcp-wan-optimized', 'tcp-mobile-optimized', 'tcp-legacy'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/tcp'], fresh),
    idleTimeout: duration('idleTimeout', fresh),
    keepAliveInterval: count('keepAliveInterval', fresh),
    description: text('description', harmless),
  },
});

const profileHttp = defineResource({
  kind: 'ltm/profile/http',
  label: 'HTTP profile',
  purpose: 'Reads requests, and tells the members who the client is.',
  builtIn: ['http', 'http-explicit', 'http-transparent'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/http'], fresh),
    insertXforwardedFor: word('insertXforwardedFor', fresh),
    description: text('description', harmless),
  },
});

/** When the WebSocket profile learned what is in the frames (device-facts: websocket-payload). */
const PAYLOAD = '15.1.9 16.1.4 17.0';

/** Frames are looked into, or not, from the next handshake on. */
const profileWebsocket = defineResource({
  kind: 'ltm/profile/websocket',
  label: 'WebSocket profile',
  purpose: 'Reads the frames of WebSockets.',
  builtIn: ['websocket'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/websocket'], fresh),
    masking: word('masking', { ...fresh, defaultValue: 'selective' }),
    compressMode: word('compressMode', { ...fresh, since: '16.1', defaultValue: 'preserved' }),
    compression: word('compression', { ...fresh, since: '16.1', defaultValue: 'enabled' }),
    windowBits: count('windowBits', { ...fresh, since: '16.1', defaultValue: 10 }),
    noDelay: word('noDelay', { ...fresh, since: '16.1', defaultValue: 'enabled' }),
    payloadProcessingMode: word('payloadProcessingMode', {
      ...fresh,
      since: PAYLOAD,
      defaultValue: 'end-to-end',
    }),
    payloadProtocolProfile: payloadProtocol(),
    description: text('description', harmless),
  },
});

/** A profile of any type, of MQTT for example. */
function payloadProtocol(): Field {
  return {
    ...text('payloadProtocolProfile', { ...fresh, since: PAYLOAD, defaultValue: null }),
    refs: (value) => toReferences(PROFILE_KINDS, value),
  };
}

const profileFastl4 = defineResource({
  kind: 'ltm/profile/fastl4',
  label: 'FastL4 profile',
  purpose: 'Passes packets on, without reading them.',
  builtIn: ['fastL4'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/fastl4'], fresh),
    idleTimeout: duration('idleTimeout', fresh),
    keepAliveInterval: count('keepAliveInterval', { ...fresh, defaultValue: 'disabled' }),
    looseInitialization: word('looseInitialization', { ...fresh, defaultValue: 'disabled' }),
    looseClose: word('looseClose', { ...fresh, defaultValue: 'disabled' }),
    description: text('description', harmless),
  },
});

const profileUdp = defineResource({
  kind: 'ltm/profile/udp',
  label: 'UDP profile',
  purpose: 'How long a flow of datagrams may be idle.',
  builtIn: ['udp'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/udp'], fresh),
    idleTimeout: duration('idleTimeout', fresh),
    description: text('description', harmless),
  },
});

const profileOneConnect = defineResource({
  kind: 'ltm/profile/one-connect',
  label: 'OneConnect profile',
  purpose: 'Lets requests of several clients share connections to the members.',
  builtIn: ['oneconnect'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/one-connect'], fresh),
    sourceMask: sourceMask(),
    maxSize: count('maxSize', { ...fresh, defaultValue: 10_000 }),
    maxAge: count('maxAge', { ...fresh, defaultValue: 86_400 }),
    maxReuse: count('maxReuse', { ...fresh, defaultValue: 1000 }),
    limitType: word('limitType', { ...fresh, defaultValue: 'none' }),
    description: text('description', harmless),
  },
});

/** No mask at all is `any`, or 0.0.0.0 (device-facts: http-services). */
function sourceMask(): Field {
  const field = word('sourceMask', { ...fresh, defaultValue: 'any' });
  return { ...field, read: (raw) => (raw.sourceMask === '0.0.0.0' ? 'any' : toValue(raw.sourceMask)) };
}

const profileHttpCompression = defineResource({
  kind: 'ltm/profile/http-compression',
  label: 'HTTP compression profile',
  purpose: 'Compresses answers that are no WebSocket.',
  builtIn: ['httpcompression', 'wan-optimized-compression'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/http-compression'], fresh),
    contentTypeInclude: set('contentTypeInclude', fresh),
    minSize: count('minSize', { ...fresh, defaultValue: 1024 }),
    gzipLevel: count('gzipLevel', { ...fresh, defaultValue: 1 }),
    description: text('description', harmless),
  },
});

const profileHttp2 = defineResource({
  kind: 'ltm/profile/http2',
  label: 'HTTP/2 profile',
  purpose: 'Lets clients speak HTTP/2, which members need not know.',
  builtIn: ['http2'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/http2'], fresh),
    concurrentStreamsPerConnection: count('concurrentStreamsPerConnection', { ...fresh, defaultValue: 10 }),
    connectionIdleTimeout: count('connectionIdleTimeout', { ...fresh, defaultValue: 300 }),
    description: text('description', harmless),
  },
});

/** The types of profile that are made here. Another one is its entry. */
export const ltmProfiles = [
  profileTcp,
  profileHttp,
  profileWebsocket,
  profileFastl4,
  profileUdp,
  profileOneConnect,
  profileHttpCompression,
  profileHttp2,
  profileClientSsl,
  profileServerSsl,
];
