import { isList, type Value } from '../model/object.ts';

const LONGEST = 100;

/** A value in one line for a person: lists with commas, nothing as `(none)`, control characters escaped. */
export function formatValue(value: Value): string {
  if (value === null) return '(none)';
  if (typeof value === 'string') return clip(value === '' ? '""' : printable(value));
  if (isList(value)) return value.length === 0 ? '(none)' : value.map(formatValue).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${formatValue(inner)}`)
      .join('; ');
  }
  return String(value);
}

function printable(text: string): string {
  // A terminal must not be told anything by a value.
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (one) => JSON.stringify(one).slice(1, -1));
}

function clip(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
