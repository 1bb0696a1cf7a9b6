import { isList, isObject, type Json, type JsonObject, scalarText, textAt } from '../json.ts';
import type { KindDefinition, Place, Property } from '../kind.ts';
import { linkTo } from '../link.ts';
import { nameOf } from '../names.ts';
import { resolveName } from '../references.ts';
import { invalid, rawText, text, word } from '../values.ts';

// Cipher rules and the groups made of them. Keys and built-ins as recorded on 14.1.2.1.

const SINCE = '13.0';

const builtIn = (name: string, cipher: string, description: string) => ({
  name,
  props: { cipher, description },
});

export const cipherRule: KindDefinition = {
  path: 'ltm/cipher/rule',
  word: 'Cipher Rule',
  since: SINCE,
  properties: {
    appService: text(),
    cipher: rawText(),
    description: text(),
    dhGroups: text('DEFAULT'),
    signatureAlgorithms: text('DEFAULT'),
  },
  required: ['cipher'],
  builtIns: [
    builtIn('f5-aes', 'AES-GCM:AES', 'Cipher suites that use the AES cipher.'),
    builtIn('f5-default', 'DEFAULT', 'The recommended default cipher suites.'),
    builtIn(
      'f5-ecc',
      'ECDHE:ECDHE_ECDSA',
      'Cipher suites that utilize Elliptical Curve Ephemeral Diffie-Hellman key exchange.',
    ),
    // Terraform's acceptance tests use it; what is in it is inferred.
    { ...builtIn('f5-quic', 'TLSV1_3', 'Cipher suites that can be used with QUIC.'), since: '15.1' },
    builtIn(
      'f5-secure',
      'ECDHE:RSA:ECDHE_ECDSA:!SSLV3:!RC4:!EXP:!DES:!3DES',
      'Cipher suites that maximize regulatory compliance.',
    ),
  ],
};

/** A list of rules, kept by name and partition as `persist` of a virtual server is. */
const rules: Property = {
  normalise: (value, place) => {
    const items = isList(value) ? value : value === '' || value === 'none' ? [] : [value];
    return items.length === 0 ? undefined : items.map((item) => ruleItem(item, place));
  },
  reference: {
    family: 'ltm/cipher/rule',
    link: false,
    targets: (value) => (isList(value) ? value.filter(isObject).map(pathOf) : []),
  },
};

function ruleItem(item: Json, place: Place): JsonObject {
  const given = isObject(item) ? scalarText(item.name) : scalarText(item);
  if (given === undefined) throw invalid(place.property, item);
  const partition = isObject(item) ? textAt(item, 'partition') : undefined;
  const isRelative = partition !== undefined && !given.startsWith('/');
  const {
    name,
    partition: home,
    subPath,
  } = nameOf(isRelative ? `/${partition}/${given}` : resolveName(given, 'ltm/cipher/rule', place));
  return { name, partition: home, ...(subPath === undefined ? {} : { subPath }) };
}

function pathOf(item: JsonObject): string {
  const folder = textAt(item, 'subPath');
  const parts = ['', textAt(item, 'partition') ?? 'Common', ...(folder === undefined ? [] : [folder])];
  return [...parts, textAt(item, 'name') ?? ''].join('/');
}

const LISTS = ['allow', 'exclude', 'require'];

export const cipherGroup: KindDefinition = {
  path: 'ltm/cipher/group',
  word: 'Cipher Group',
  since: SINCE,
  tail: LISTS,
  properties: {
    appService: text(),
    description: text(),
    ordering: word(['default', 'speed', 'strength', 'fips', 'hardware'], 'default'),
    allow: rules,
    exclude: rules,
    require: rules,
  },
  builtIns: ['f5-aes', 'f5-default', 'f5-ecc', 'f5-secure'].map((name) => ({
    name,
    props: { allow: [{ name, partition: 'Common' }] },
  })),
  hooks: {
    view: (props, _entry, store, tmos) => {
      const linked = LISTS.flatMap((list) => {
        const items = props[list];
        return isList(items)
          ? [
              [
                list,
                items.filter(isObject).map((item) => ({
                  ...item,
                  nameReference: linkTo('ltm/cipher/rule', pathOf(item), store, tmos),
                })),
              ] as const,
            ]
          : [];
      });
      return { ...props, ...Object.fromEntries(linked) };
    },
  },
};
