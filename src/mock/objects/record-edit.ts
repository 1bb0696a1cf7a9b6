import { alreadyExists, notFound, tmsh } from '../wire/errors.ts';
import { isList, isObject, type Json, textAt } from '../wire/json.ts';
import { partitionOf } from '../wire/names.ts';
import type { Entry } from './kind.ts';
import { parseScript } from '../irules/tcl.ts';

// `?options=records add { key { data value } }` on a data-group: single records without sending the list.

interface Record {
  readonly name: string;
  readonly data: string;
}

export function editedRecords(entry: Entry, options: string): readonly Json[] {
  const [list, verb, block] = parseScript(options, 1)[0]?.words.map((word) => word.text) ?? [];
  if (list !== 'records' || block === undefined) throw tmsh(`unexpected argument "${options}"`);
  const named = recordsIn(block, verb ?? '');
  const current = recordsOf(entry);
  switch (verb ?? '') {
    case 'add':
      return [...current, ...named.map((record) => fresh(record, current, entry))].map(plain);
    case 'modify':
      for (const record of named) known(record.name, current, entry);
      return current.map((record) => named.find(({ name }) => name === record.name) ?? record).map(plain);
    case 'delete': {
      for (const record of named) known(record.name, current, entry);
      const gone = new Set(named.map(({ name }) => name));
      return current.filter(({ name }) => !gone.has(name)).map(plain);
    }
    case 'replace-all-with':
      return named.map(plain);
    default:
      throw tmsh(`unexpected argument "${verb ?? ''}"`);
  }
}

const plain = ({ name, data }: Record) => ({ name, data });

/** `k { data v } k2 { data v2 }`, or names alone. */
function recordsIn(block: string, verb: string): readonly Record[] {
  const words = parseScript(block, 1).flatMap((command) => command.words);
  const records: Record[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word || word.form === 'braced') throw tmsh(`unexpected argument "${word?.text ?? ''}"`);
    const next = words[at + 1];
    const isBody = next?.form === 'braced';
    if (isBody) at++;
    records.push({ name: word.text, data: isBody ? dataIn(next.text, verb) : '' });
  }
  return records;
}

function dataIn(body: string, verb: string): string {
  const words = parseScript(body, 1).flatMap((command) => command.words.map((word) => word.text));
  if (words.length === 0) return '';
  if (words[0] !== 'data' || words.length !== 2) throw tmsh(`unexpected argument "${words[0] ?? verb}"`);
  return words[1] ?? '';
}

function recordsOf(entry: Entry): readonly Record[] {
  const { records } = entry.props;
  return (isList(records) ? records.filter(isObject) : []).map((record) => ({
    name: textAt(record, 'name') ?? '',
    data: textAt(record, 'data') ?? '',
  }));
}

function fresh(record: Record, current: readonly Record[], entry: Entry): Record {
  if (!current.some(({ name }) => name === record.name)) return record;
  throw alreadyExists('class string item', `${entry.key} ${record.name}`, partitionOf(entry.key));
}

function known(name: string, current: readonly Record[], entry: Entry): void {
  if (!current.some((record) => record.name === name))
    throw notFound('class string item', `${entry.key} ${name}`);
}
