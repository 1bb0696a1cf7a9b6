import { count, duration, path, text, word } from '../field.ts';
import { defineResource } from '../resource.ts';
import { fresh, harmless } from '../impact.ts';

const after = ['auth/partition', 'sys/folder'];

export const profileTcp = defineResource({
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

export const profileHttp = defineResource({
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
