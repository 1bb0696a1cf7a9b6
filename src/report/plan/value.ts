import { createTwoFilesPatch } from 'diff';
import { asText, isList, type Value } from '../../model/object.ts';

const LONGEST = 100;

/** A value in one line for a person: lists with commas, nothing as `(none)`, control characters escaped. */
export function formatValue(value: Value): string {
  const line = lineOf(value, (text) => clip(text, 0));
  return isTable(value) && line.length > LONGEST ? `${value.length} records` : line;
}

/** Two values that differ, each in one line: where both are cut to the same text, from where they differ. */
export function formatBoth(before: Value, after: Value): readonly [string, string] {
  const [one, other] = [formatValue(before), formatValue(after)];
  if (one !== other) return [one, other];
  const [whole, otherWhole] = [lineOf(before, same), lineOf(after, same)];
  const start = Math.max(0, commonLength(whole, otherWhole) - LED_IN_BY);
  return [clip(whole, start), clip(otherWhole, start)];
}

/** Whether a text has several lines, which are better compared line by line. */
export function hasLines(value: Value): value is string {
  return typeof value === 'string' && value.includes('\n');
}

/** What differs between two values, line by line; undefined for those that are better told in one line. */
export function differences(before: Value, after: Value): string[] | undefined {
  if (hasLines(before) || hasLines(after)) return lineDiff(before, after);
  return isTable(before) && isTable(after) ? rowDiff(before, after) : undefined;
}

type Row = readonly Value[];

/** Whether a value is a list of rows, such as the records of a data-group. */
function isTable(value: Value): value is readonly Row[] {
  return isList(value) && value.length > 0 && value.every(isList);
}

/** The rows that went and those that came, both under the key that they begin with. */
function rowDiff(before: readonly Row[], after: readonly Row[]): string[] {
  const [here, there] = [new Set(before.map(asText)), new Set(after.map(asText))];
  const went = before.filter((row) => !there.has(asText(row))).map((row) => ['-', row] as const);
  const came = after.filter((row) => !here.has(asText(row))).map((row) => ['+', row] as const);
  return [...went, ...came]
    .toSorted(([, one], [, other]) => compareTexts(asText(one[0]), asText(other[0])))
    .map(([sign, row]) => `${sign}${rowText(row, (text) => clip(text, 0))}`);
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** `key: value`, or the key alone where nothing stands behind it. */
function rowText(row: Row, ofText: (text: string) => string): string {
  return row
    .filter((one, index) => index === 0 || one !== '')
    .map((one) => lineOf(one, ofText))
    .join(': ');
}

/** The lines that differ between two texts, each with `-`, `+` or a blank before it, and one around them. */
function lineDiff(before: Value, after: Value): string[] {
  const [one, other] = [`${asText(before ?? '')}\n`, `${asText(after ?? '')}\n`];
  const patch = createTwoFilesPatch('', '', one, other, '', '', { context: 1 });
  return patch
    .split('\n')
    .slice(4)
    .filter((line) => /^[-+ ]/.test(line));
}

function lineOf(value: Value, ofText: (text: string) => string): string {
  if (value === null) return '(none)';
  if (typeof value === 'string') return ofText(value === '' ? '""' : printable(value));
  if (isTable(value)) return value.map((row) => rowText(row, ofText)).join(', ');
  if (isList(value))
    return value.length === 0 ? '(none)' : value.map((one) => lineOf(one, ofText)).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${lineOf(inner, ofText)}`)
      .join('; ');
  }
  return String(value);
}

/** Characters that are shown before the place where two long values begin to differ. */
const LED_IN_BY = 20;

function same(text: string): string {
  return text;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function printable(text: string): string {
  // A terminal must not be told anything by a value.
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (one) => JSON.stringify(one).slice(1, -1));
}

function clip(text: string, start: number): string {
  const rest = start === 0 ? text : `…${text.slice(start)}`;
  return rest.length <= LONGEST ? rest : `${rest.slice(0, LONGEST - 1)}…`;
}
