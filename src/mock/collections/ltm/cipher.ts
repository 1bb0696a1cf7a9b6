import type { BuiltIn, KindDefinition } from '../../objects/kind.ts';
import { refersToNamed } from '../../objects/references.ts';
import { rawText, text, word } from '../../objects/values.ts';

// Cipher rules and groups, which profiles of TLS name. Captured on 14.1.2.1; dhGroups and signatureAlgorithms
// from 14.0 on after AS3 (properties.json). Cipher strings are not checked.

const RULE = 'ltm/cipher/rule';

const ALL = 'DEFAULT';
const HARDWARE =
  'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-CBC-SHA:DHE-RSA-AES256-GCM-SHA384:AES256-GCM-SHA384:!TLSv1:!TLSv1_1:!SSLv3:!DTLSv1';

export const cipherRule: KindDefinition = {
  path: RULE,
  word: 'cipher rule',
  since: '13.0',
  required: ['cipher'],
  properties: {
    cipher: rawText(),
    description: text(),
    dhGroups: rawText(ALL, { since: '14.0' }),
    signatureAlgorithms: rawText(ALL, { since: '14.0' }),
  },
  builtIns: [
    rule('f5-aes', 'AES-GCM:AES', 'Suites with the AES cipher.'),
    rule('f5-default', 'DEFAULT', 'The suites that are recommended.'),
    rule('f5-ecc', 'ECDHE:ECDHE_ECDSA', 'Suites with an ephemeral key exchange on elliptic curves.'),
    rule('f5-hw_keys', HARDWARE, 'Suites for keys in a hardware security module.'),
    rule('f5-secure', 'ECDHE:RSA:ECDHE_ECDSA:!SSLV3:!RC4:!EXP:!DES:!3DES', 'Suites that rules ask for.'),
    { ...rule('f5-quic', 'TLSv1_3', 'Suites for QUIC.'), since: '15.1' },
  ],
};

function rule(name: string, cipher: string, description: string): BuiltIn {
  return { name, props: { cipher, description } };
}

const rules = refersToNamed(RULE);

export const cipherGroup: KindDefinition = {
  path: 'ltm/cipher/group',
  word: 'cipher group',
  since: '13.0',
  properties: {
    description: text(),
    ordering: word(['default', 'fips', 'hardware', 'speed', 'strength'], 'default'),
    allow: rules,
    exclude: rules,
    require: rules,
  },
  builtIns: (cipherRule.builtIns ?? []).map(({ name, since }) => ({
    name,
    props: { allow: [{ name, partition: 'Common' }] },
    ...(since === undefined ? {} : { since }),
  })),
};
