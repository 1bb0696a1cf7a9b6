import { tmsh, type DeviceError } from '../wire/errors.ts';
import { inferredText } from '../inferred.ts';
import { isList, isObject, type Json, own, scalarText } from '../wire/json.ts';
import type { ValueContext, Properties, Property } from './kind.ts';
import type { Tmos } from '../tmos.ts';

// The kinds of values. Each says how the device keeps what it is sent (device-facts: unset-values, references,
// numbers-as-text, numbers-as-words, booleans).

type Initial = Json | ((tmos: Tmos) => Json | undefined);
type More = Omit<Property, 'normalise' | 'initial'>;

export function invalid(property: string, value: Json): DeviceError {
  const text = scalarText(value) ?? JSON.stringify(value);
  return tmsh(
    inferredText.invalidValue(
      text,
      property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    ),
  );
}

function property(normalise: Property['normalise'], initial: Initial | undefined, more: More): Property {
  return { normalise, ...(initial === undefined ? {} : { initial }), ...more };
}

const unset = (text: string) => text === '' || text === 'none';

/** Free text; '' and `none` unset it. */
export function text(initial?: Initial, more: More = {}): Property {
  return property(
    (value, { property }) => {
      const input = scalarText(value);
      if (input === undefined) throw invalid(property, value);
      return unset(input) ? undefined : input;
    },
    initial,
    more,
  );
}

/** Text that is kept even when it is empty or `none`. */
export function rawText(initial?: Initial, more: More = {}): Property {
  return property(
    (value, { property }) => {
      const input = scalarText(value);
      if (input === undefined) throw invalid(property, value);
      return input;
    },
    initial,
    more,
  );
}

/** A profile prints `none` for a text that is not set, from 13.0 on; before, the key is absent. */
export const noneSince13 = (tmos: Tmos) => (tmos.atLeast('13.0') ? 'none' : undefined);
export const emptySince13 = (tmos: Tmos) => (tmos.atLeast('13.0') ? [] : undefined);

export const profileText = (more: More = {}) => text(noneSince13, more);

export function byVersion(...steps: readonly (readonly [string, Json])[]): (tmos: Tmos) => Json | undefined {
  return (tmos) => steps.findLast(([since]) => tmos.atLeast(since))?.[1];
}

const LARGEST = 4294967295;

export interface NumberOptions extends More {
  readonly min?: number;
  readonly max?: number;
  /** Numbers that are printed as a word, such as 0 as `disabled` (device-facts: numbers-as-words). */
  readonly words?: Readonly<Record<string, number>>;
  /** Words that may be said for a number and come back as the number (AS3 asserts 4294967295 of tcp). */
  readonly said?: Readonly<Record<string, number>>;
  /** Printed as a string although it is a number (device-facts: numbers-as-text). */
  readonly quoted?: boolean;
}

export function number(initial?: Initial, options: NumberOptions = {}): Property {
  const { min = 0, max = LARGEST, words = {}, said = {}, quoted = false, ...more } = options;
  const normalise = (value: Json, { property }: ValueContext) => {
    const input = scalarText(value)?.trim() ?? '';
    if (own(words, input) !== undefined) return input;
    const parsed = own(said, input) ?? (/^-?\d{1,20}$/.test(input) ? Number(input) : Number.NaN);
    if (!(parsed >= min && parsed <= max)) throw invalid(property, value);
    const word = Object.entries(words).find(([, meant]) => meant === parsed)?.[0];
    return word ?? (quoted ? String(parsed) : parsed);
  };
  return property(normalise, initial, more);
}

export const quoted = (initial?: Initial, options: NumberOptions = {}) =>
  number(initial, { ...options, quoted: true });

export const INDEFINITE = { indefinite: LARGEST } as const;
export const DISABLED = { disabled: 0 } as const;

/** One of a few words. `also` are words that are accepted and mean another. */
export function word(
  words: readonly string[],
  initial?: Initial,
  more: More & { also?: Readonly<Record<string, string>> } = {},
): Property {
  const { also = {}, ...rest } = more;
  return property(
    (value, { property }) => {
      const input = scalarText(value) ?? '';
      const meant = own(also, input) ?? input;
      if (!words.includes(meant)) throw invalid(property, value);
      return meant;
    },
    initial,
    rest,
  );
}

export const enabled = (initial: 'enabled' | 'disabled', more: More = {}) =>
  word(['enabled', 'disabled'], initial, { ...more, also: { true: 'enabled', false: 'disabled' } });

export const yesNo = (initial: 'yes' | 'no', more: More = {}) =>
  word(['yes', 'no'], initial, {
    ...more,
    also: { true: 'yes', false: 'no', enabled: 'yes', disabled: 'no' },
  });

export const trueFalse = (initial?: 'true' | 'false', more: More = {}) =>
  word(['true', 'false'], initial, {
    ...more,
    also: { enabled: 'true', disabled: 'false', yes: 'true', no: 'false' },
  });

/** `true` or absent (device-facts: booleans). */
export function flag(initial?: true | ((tmos: Tmos) => Json | undefined), more: More = {}): Property {
  return property(
    (value, { property }) => {
      if (value === true || value === 'true' || value === 'yes') return true;
      if (value === false || value === 'false' || value === 'no') return undefined;
      throw invalid(property, value);
    },
    initial,
    more,
  );
}

/** A list of texts; one text with blanks is a list too, `none` an empty one. */
export function texts(
  initial?: Initial,
  more: More & { sorted?: boolean; known?: readonly string[] } = {},
): Property {
  const { sorted = false, known, ...rest } = more;
  return property(
    (value, { property }) => {
      const list = listOfTexts(value, property);
      const strange = known && list.find((item) => !known.includes(item));
      if (strange !== undefined) throw invalid(property, strange);
      if (list.length === 0) return undefined;
      return sorted ? list.toSorted() : list;
    },
    initial,
    rest,
  );
}

export function listOfTexts(value: Json, property: string): readonly string[] {
  if (isList(value)) {
    return value.map((item) => {
      const input = isObject(item) ? scalarText(item.name) : scalarText(item);
      if (input === undefined) throw invalid(property, value);
      return input;
    });
  }
  const input = scalarText(value);
  if (input === undefined) throw invalid(property, value);
  return unset(input)
    ? []
    : input
        .replace(/^\{(.*)\}$/s, '$1')
        .trim()
        .split(/\s+/);
}

/** Backslashes, quotes, `?` and braces of some texts come back with a backslash more (device-facts: escaped-text). */
export function escapedText(text: string): string {
  return text.replace(/[\\"?{}]/g, String.raw`\$&`);
}

/** A nested block; each field follows its own rule, and fields that are not sent stay as they are. */
export function block(fields: Properties, more: More = {}): Property {
  return property(
    (value, { property }) => {
      if (!isObject(value)) throw invalid(property, value);
      return value;
    },
    undefined,
    { ...more, fields },
  );
}

/** What only the device writes. */
export const readOnly = (initial?: Initial, more: More = {}) =>
  property((value) => value, initial, { ...more, readOnly: true });

/** A value with a rule of its own. */
export function custom(normalise: Property['normalise'], initial?: Initial, more: More = {}): Property {
  return property(normalise, initial, more);
}
