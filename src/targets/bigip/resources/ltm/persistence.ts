import { asText, type Value } from '../../../../model/object.ts';
import { asNumber, count, type Field, path, secret, text, word } from '../field.ts';
import { defineResource } from '../resource.ts';
import { fresh, harmless } from '../impact.ts';

const after = ['auth/partition', 'sys/folder'];

const persistenceCookie = defineResource({
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

/** One that keeps records for a time, which the device prints as text (device-facts: numbers-as-text). */
function recorded(
  type: string,
  label: string,
  by: string,
  builtIn: string,
  more: Readonly<Record<string, Field>>,
  rare = true,
) {
  const kind = `ltm/persistence/${type}`;
  return defineResource({
    kind,
    label: `${label} persistence profile`,
    purpose: `Brings a client back to its member by ${by}.`,
    builtIn: [builtIn],
    rare,
    after,
    fields: {
      defaultsFrom: path('defaultsFrom', [kind], fresh),
      timeout: { ...count('timeout', fresh), write: (value) => ({ timeout: asText(value) }) },
      matchAcrossVirtuals: word('matchAcrossVirtuals', { ...fresh, defaultValue: 'disabled' }),
      ...more,
      description: text('description', harmless),
    },
  });
}

const mask = text('mask', fresh);
/** The iRule that says by what (device-facts: persistence-by-rule). */
const rule = path('rule', ['ltm/rule'], fresh);

/** The types of persistence that are made here. Another one is its entry. */
export const ltmPersistence = [
  persistenceCookie,
  recorded('source-addr', 'source address', 'the address it comes from', 'source_addr', { mask }, false),
  recorded('dest-addr', 'destination address', 'the address it connects to', 'dest_addr', { mask }),
  recorded('ssl', 'TLS session', 'its session of TLS', 'ssl', {}),
  recorded('universal', 'universal', 'what an iRule finds', 'universal', { rule }),
  recorded('hash', 'hash', 'a hash of what an iRule finds', 'hash', { rule }),
];

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
