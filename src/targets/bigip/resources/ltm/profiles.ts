import { count, duration, path, text, word } from '../field.ts';
import { defineResource } from '../resource.ts';

const after = ['auth/partition', 'sys/folder'];

export const profileTcp = defineResource({
  kind: 'ltm/profile/tcp',
  label: 'TCP profile',
  builtIn: ['tcp', 'tcp-lan-optimized', 'tcp-wan-optimized', 'tcp-mobile-optimized', 'tcp-legacy'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/tcp'], { impact: 'new-connections' }),
    idleTimeout: duration('idleTimeout', { impact: 'new-connections' }),
    keepAliveInterval: count('keepAliveInterval', { impact: 'new-connections' }),
    description: text('description'),
  },
});

export const profileHttp = defineResource({
  kind: 'ltm/profile/http',
  label: 'HTTP profile',
  builtIn: ['http', 'http-explicit', 'http-transparent'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/http'], { impact: 'new-connections' }),
    insertXforwardedFor: word('insertXforwardedFor', { impact: 'new-connections' }),
    description: text('description'),
  },
});
