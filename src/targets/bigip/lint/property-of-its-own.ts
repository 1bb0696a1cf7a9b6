import { otherWord } from '../../../spec/other-words.ts';
import { wireKeysOf } from '../resources/registry.ts';
import type { Rule } from './rule.ts';

/** A raw key that the vocabulary has under a name of its own: two values for one thing. */
export const propertyOfItsOwn: Rule = {
  id: 'bigip/property-of-its-own',
  severity: 'error',
  explanation:
    '`properties:` sets raw keys of iControl REST that the vocabulary lacks. A key that it has would get two ' +
    'values, of which one is lost, in a spelling that is read back otherwise. Write the field of the ' +
    'vocabulary: docs/spec.md lists them.',
  check: ({ objects }) =>
    [...objects.values()].flatMap(({ kind, rawKeys = [], at = [] }) => {
      if (rawKeys.length === 0) return [];
      const own = wireKeysOf(kind);
      return rawKeys
        .filter((key) => own.has(key))
        .map((key) => ({
          at: [...at, 'properties', key],
          message: `\`${key}\` is no raw key of its own: the vocabulary has it`,
          hint:
            otherWord([...at, key], undefined, 'key') ??
            'write it beside `properties`, as docs/spec.md has it',
        }));
    }),
};
