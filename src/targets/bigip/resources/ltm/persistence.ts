import { asText, type Value } from '../../../../model/object.ts';
import { asNumber, count, type Field, path, secret, text, word } from '../field.ts';
import { defineResource } from '../resource.ts';

const after = ['auth/partition', 'sys/folder'];

export const persistenceCookie = defineResource({
  kind: 'ltm/persistence/cookie',
  label: 'cookie persistence profile',
  builtIn: ['cookie'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/persistence/cookie']),
    method: word('method', { defaultValue: 'insert', impact: 'new-connections' }),
    cookieName: text('cookieName', { impact: 'new-connections' }),
    // The 11.6.0 object has neither; 13.1 has both.
    secure: word('secure', { since: '12.0', defaultValue: 'enabled', impact: 'new-connections' }),
    httponly: word('httponly', { since: '12.0', defaultValue: 'enabled', impact: 'new-connections' }),
    cookieEncryption: word('cookieEncryption', { defaultValue: 'disabled', impact: 'new-connections' }),
    cookieEncryptionPassphrase: secret('cookieEncryptionPassphrase'),
    expiration: clock('expiration'),
    description: text('description'),
  },
});

export const persistenceSourceAddr = defineResource({
  kind: 'ltm/persistence/source-addr',
  label: 'source address persistence profile',
  builtIn: ['source_addr'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/persistence/source-addr']),
    timeout: {
      ...count('timeout', { impact: 'new-connections' }),
      write: (value) => ({ timeout: asText(value) }),
    },
    mask: text('mask', { impact: 'new-connections' }),
    description: text('description'),
  },
});

/** Seconds that the device prints as `0` or in clock form (device-facts: cookie-expiry). */
function clock(key: string): Field {
  return {
    read: (raw) => seconds(raw[key]),
    write: (value) => ({ [key]: asText(value) }),
    impact: 'new-connections',
  };
}

function seconds(value: unknown): Value {
  if (typeof value !== 'string' || !/^\d+(:\d+)+$/.test(value)) return asNumber(value);
  const weights = [1, 60, 3600, 86_400];
  const parts = value.split(':').reverse().map(Number);
  return parts.reduce((sum, part, index) => sum + part * (weights[index] ?? 0), 0);
}
