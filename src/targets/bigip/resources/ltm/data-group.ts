import { asText, isList, toValue, type Value } from '../../../../model/object.ts';
import { recordKey } from '../../../../model/record-key.ts';
import { type Field, itemsOf, text, word } from '../field.ts';
import { defineResource, readObject } from '../resource.ts';
import { isReserved } from '../reserved.ts';
import { fresh, harmless } from '../impact.ts';

const fields = {
  // What keys are changes only while there are none (device-facts: data-groups).
  type: { ...word('type', fresh), changesWhile: { records: [] } },
  // Some versions refuse an update that does not repeat the type (device-facts: data-groups).
  records: { ...records(), sentWith: ['type'] },
  description: text('description', harmless),
};

/** A table for iRules: what a request finds in it decides what they do with it, from that request on. */
export const ltmDataGroup = defineResource({
  kind: 'ltm/data-group/internal',
  label: 'data-group',
  purpose: 'A table that iRules look things up in.',
  // JSON repeats it in every update, for the sake of some versions.
  tmshFixed: ['type'],
  builtIn: ['aol', 'images', 'private_net'],
  // An iRule that names one of the device is no reason to read them all.
  rare: true,
  after: ['auth/partition', 'sys/folder'],
  fields,
  fromDevice: (raw, context) =>
    isReserved(String(raw.fullPath)) ? [] : readObject('ltm/data-group/internal', fields, raw, context),
});

/** Rows of a key and a value, in our order: the device has one for each type. */
function records(): Field {
  return {
    read: (raw) => {
      const type = asText(toValue(raw.type));
      return sortedRecords(
        itemsOf(raw, 'records').map(({ name, data }) => {
          const key = asText(toValue(name));
          return [recordKey(type, key) ?? key, unescaped(asText(toValue(data ?? '')))];
        }),
      );
    },
    // An empty list, and not none, is what empties it.
    write: (value) => ({ records: isList(value) ? value.map(recordBody) : [] }),
    ...fresh,
  };
}

export function sortedRecords(records: readonly (readonly [key: string, value: string])[]): Value {
  return records.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function recordBody(row: Value): Value {
  const [name, data] = isList(row) ? row : [];
  return { name: name ?? null, data: data ?? '' };
}

/** Without the backslashes that the device puts before some characters (device-facts: escaped-text). */
function unescaped(data: string): string {
  return data.replaceAll(/\\([\\"?{}])/g, '$1');
}
