import { asText, type Value } from '../../../../model/object.ts';
import { asNumber, count, type Field, path, secret, text, word } from '../field.ts';
import { defineResource } from '../resource.ts';
import { fresh, harmless } from '../impact.ts';

const after = ['auth/partition', 'sys/folder'];

export const persistenceCookie = defineResource({
  kind: 'ltm/persistence/cookie',
  label: 'cookie persistence profile',
  purpose: 'Brings a client back to its member by a cookie.',
  builtIn: ['cookie'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/persistence/cookie'], fresh),
    method: word('method', { ...fresh, defaultValue: 'insert' }),
    cookieName: text('cookieName', fresh),
    // The 11.6.0 object has neither; 13.1 has both.
    secure: word('secure', { ...fresh, since: '12.0', defaultValue: 'enabled' }),
    httponly: word('httponly', { ...fresh, since: '12.0', defaultValue: 'enabled' }),
    cookieEncryption: word('cookieEncryption', { ...fresh, defaultValue: 'disabled' }),
    cookieEncryptionPassphrase: secret('cookieEncryptionPassphrase', fresh),
    expiration: clock('expiration'),
    description: text('description', harmless),
  },
});

export const persistenceSourceAddr = defineResource({
  kind: 'ltm/persistence/source-addr',
  label: 'source address persistence profile',
  purpose: 'Brings a client back to its member by the address it comes from.',
  builtIn: ['source_addr'],
  after,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/persistence/source-addr'], fresh),
    timeout: {
      ...count('timeout', fresh),
      write: (value) => ({ timeout: asText(value) }),
    },
    mask: text('mask', fresh),
    matchAcrossVirtuals: word('matchAcrossVirtuals', { ...fresh, defaultValue: 'disabled' }),
    description: text('description', harmless),
  },
});

/** Seconds that the device prints as `0` or in clock form (device-facts: cookie-expiry). */
function clock(key: string): Field {
  return {
    read: (raw) => seconds(raw[key]),
    write: (value) => ({ [key]: asText(value) }),
    ...fresh,
  };
}

function seconds(value: unknown): Value {
  if (typeof value !== 'string' || !/^\d+(:\d+)+$/.test(value)) return asNumber(value);
  const weights = [1, 60, 3600, 86_400];
  const parts = value.split(':').reverse().map(Number);
  return parts.reduce((sum, part, index) => sum + part * (weights[index] ?? 0), 0);
}
