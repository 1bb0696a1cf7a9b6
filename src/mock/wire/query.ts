import { tmsh } from './errors.ts';

/** The query of a request. The mock refuses what it cannot do, rather than answer as if it had. */
export interface Query {
  readonly expand: boolean;
  readonly partition: string | undefined;
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
  readonly skip: number | undefined;
  readonly options: string | undefined;
  readonly ver: string | undefined;
  /** As it was sent, blanks as `+`, without `ver`: the device echoes it in `selfLink`. */
  readonly echo: string;
}

const KNOWN = new Set(['expandSubcollections', '$filter', '$select', '$top', '$skip', 'options', 'ver']);

export function parseQuery(raw: string): Query {
  const pairs = raw === '' ? [] : raw.split('&').map(splitPair);
  const value = (name: string) => pairs.find((pair) => pair.name === name)?.value;
  const unknown = pairs.find(({ name }) => !KNOWN.has(name));
  if (unknown) throw tmsh(`Query parameter ${unknown.name} is not supported.`);
  return {
    expand: value('expandSubcollections') === 'true',
    partition: partitionOfFilter(value('$filter')),
    select: value('$select')
      ?.split(',')
      .map((name) => name.trim()),
    top: wholeNumber('$top', value('$top')),
    skip: wholeNumber('$skip', value('$skip')),
    options: value('options'),
    ver: value('ver'),
    echo: pairs
      .filter(({ name }) => name !== 'ver')
      .map(({ name, value }) => `${name}=${value.replaceAll(' ', '+')}`)
      .join('&'),
  };
}

function splitPair(pair: string): { name: string; value: string } {
  const at = pair.indexOf('=');
  const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  return { name: decode(name), value: decode(value) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw tmsh(`Bad escape in the query: ${text}`);
  }
}

/** `$filter` really works only for `partition eq <name>` (device-facts: filter). */
function partitionOfFilter(filter: string | undefined): string | undefined {
  if (filter === undefined) return undefined;
  const partition = /^\s*\(?\s*partition\s+eq\s+['"]?([\w.~-]+)['"]?\s*\)?\s*$/.exec(filter)?.[1];
  if (partition === undefined)
    throw tmsh(`The filter "${filter}" is not supported: only "partition eq <name>" is.`);
  return partition;
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw tmsh(`invalid value for ${name}: ${value}`);
  return Number(value);
}
