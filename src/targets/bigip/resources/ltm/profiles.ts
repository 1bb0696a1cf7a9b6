import { count, duration, path, text, word } from '../field.ts';
import { defineResource } from '../resource.ts';
import { fresh, harmless } from '../impact.ts';
import { profileClientSsl, profileServerSsl } from './profiles-tls.ts';

const after = ['auth/partition', 'sys/folder'];

const profileTcp = defineResource({
  kind: 'ltm/profile/tcp',
  label: 'TCP profile',
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
  builtIn: ['http', 'http-explicit', 'http-transparent'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/http'], fresh),
    insertXforwardedFor: word('insertXforwardedFor', fresh),
    description: text('description', harmless),
  },
});

/** Frames are looked into, or not, from the next handshake on. */
const profileWebsocket = defineResource({
  kind: 'ltm/profile/websocket',
  label: 'WebSocket profile',
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
    description: text('description', harmless),
  },
});

const profileFastl4 = defineResource({
  kind: 'ltm/profile/fastl4',
  label: 'FastL4 profile',
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

/** The types of profile that are made here. Another one is its entry. */
export const ltmProfiles = [
  profileTcp,
  profileHttp,
  profileWebsocket,
  profileFastl4,
  profileClientSsl,
  profileServerSsl,
];
