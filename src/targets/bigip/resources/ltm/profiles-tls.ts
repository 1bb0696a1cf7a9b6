import { asText, isList, toValue, type Value } from '../../../../model/object.ts';
import {
  type Field,
  isReply,
  itemsOf,
  path,
  text,
  toReferences,
  unsetText,
  word,
  wordOrNone,
} from '../field.ts';
import { fresh, harmless, refusing, refusingAt } from '../impact.ts';
import { defineResource } from '../resource.ts';

const after = ['auth/partition', 'sys/folder'];

const CERT_KINDS = ['sys/file/ssl-cert'];

/** What both sides can say about the handshake; whoever can no longer speak is refused. */
const handshake = {
  ciphers: { ...wordOfTwo('ciphers'), defaultValue: 'DEFAULT' },
  cipherGroup: {
    ...wordOfTwo('cipherGroup'),
    since: '13.0',
    defaultValue: 'none',
    refs: (value: Value) => toReferences(['ltm/cipher/group'], value === 'none' ? null : value),
    refKinds: ['ltm/cipher/group'],
  },
  tmOptions: options(),
};

export const profileClientSsl = defineResource({
  kind: 'ltm/profile/client-ssl',
  label: 'client-SSL profile',
  purpose: 'TLS with the clients: which certificate they see, and what is spoken.',
  builtIn: ['clientssl'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/client-ssl'], fresh),
    certKeyChain: certKeyChain(),
    passphrase: {
      read: () => null,
      // The device keeps it with the key that it opens.
      write: (value) => (value === null ? {} : { certKeyChain: [{ passphrase: value }] }),
      secret: true,
      sentWith: ['certKeyChain'],
      ...fresh,
    },
    serverName: wordOrNone('serverName', refusing),
    sniDefault: word('sniDefault', { ...fresh, defaultValue: 'false' }),
    ...handshake,
    renegotiation: word('renegotiation', { ...fresh, defaultValue: 'enabled' }),
    description: text('description', harmless),
  },
});

export const profileServerSsl = defineResource({
  kind: 'ltm/profile/server-ssl',
  label: 'server-SSL profile',
  purpose: 'TLS with the members.',
  builtIn: ['serverssl'],
  after,
  rare: true,
  fields: {
    defaultsFrom: path('defaultsFrom', ['ltm/profile/server-ssl'], fresh),
    serverName: wordOrNone('serverName', fresh),
    // Members that cannot prove who they are are given up, and their clients with them.
    peerCertMode: word('peerCertMode', { ...refusingAt('require'), defaultValue: 'ignore' }),
    caFile: path('caFile', CERT_KINDS, refusing),
    authenticateName: wordOrNone('authenticateName', refusing),
    ...handshake,
    description: text('description', harmless),
  },
});

/** Of two words of which one is `none`: it is said, since a version may have either by itself. */
function wordOfTwo(key: string): Field {
  return { read: (raw) => unsetText(raw[key]) ?? 'none', write: (value) => ({ [key]: value }), ...refusing };
}

/**
 * Certificate, key and chain. `cert`, `key` and `chain` of the profile repeat the first, and are never sent beside it
 * (device-facts: cert-key-chain).
 */
function certKeyChain(): Field {
  return {
    read: (raw) =>
      itemsOf(raw, 'certKeyChain').map(({ cert, key, chain }) => ({
        cert: unsetText(cert),
        key: unsetText(key),
        chain: unsetText(chain),
      })),
    write: (value) => ({
      certKeyChain: pairsIn(value).map(({ cert, key, chain }) => ({
        name: 'default',
        cert,
        key,
        chain: chain ?? 'none',
      })),
    }),
    refs: (value) =>
      pairsIn(value).flatMap(({ cert, key, chain }) => [
        ...toReferences(CERT_KINDS, [cert, chain]),
        ...toReferences(['sys/file/ssl-key'], key),
      ]),
    refKinds: [...CERT_KINDS, 'sys/file/ssl-key'],
    sentWith: ['passphrase'],
    ...fresh,
  };
}

function pairsIn(value: Value): { cert: Value; key: Value; chain: Value }[] {
  const list: readonly unknown[] = isList(value) ? value : [];
  return list
    .filter(isReply)
    .map(({ cert, key, chain }) => ({ cert: toValue(cert), key: toValue(key), chain: toValue(chain) }));
}

/** Options that say which version of TLS is not spoken; others are not ours. */
const VERSION_OPTION = /^no-(ssl|sslv2|sslv3|tls|tlsv1(\.\d)?)$/;

/** A list until 13.1, since 14.0 one text with braces (device-facts: tls-options). */
function options(): Field {
  return {
    read: ({ tmOptions }) => {
      const words = Array.isArray(tmOptions)
        ? tmOptions.map(String)
        : asText(toValue(tmOptions)).split(/[\s{}]+/);
      return words.filter((one) => one !== '' && one !== 'none').sort();
    },
    write: (value) => ({ tmOptions: value }),
    same: (desired, actual) => versionsIn(desired) === versionsIn(actual),
    impact: (before, now) =>
      forbids(now).every((one) => forbids(before).includes(one)) ? 'new-connections' : 'refuses-new',
  };
}

function forbids(value: Value): string[] {
  return (isList(value) ? value.map(asText) : []).filter((one) => VERSION_OPTION.test(one));
}

function versionsIn(value: Value): string {
  return forbids(value).sort().join(' ');
}
