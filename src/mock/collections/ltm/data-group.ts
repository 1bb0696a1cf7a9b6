import { parseAddress, parseNetwork } from '../../wire/address.ts';
import { mcpd } from '../../wire/errors.ts';
import { isList, type Json } from '../../wire/json.ts';
import type { Draft, KindDefinition } from '../../objects/kind.ts';
import { byText } from '../../wire/names.ts';
import { custom, escapedText, invalid, word } from '../../objects/values.ts';
import { described } from '../parts/metadata.ts';
import { recordOf } from '../parts/record.ts';

export const dataGroup: KindDefinition = {
  path: 'ltm/data-group/internal',
  word: 'value list',
  family: 'data-group',
  required: ['type'],
  properties: {
    ...described,
    type: word(['string', 'ip', 'integer']),
    records: custom((value, { property }) => {
      if (value === 'none' || value === '') return undefined;
      if (!isList(value)) throw invalid(property, value);
      return value.length === 0 ? undefined : value.map((item) => recordOf(item, property));
    }),
  },
  builtIns: [
    {
      name: 'private_net',
      props: {
        type: 'ip',
        records: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((name) => ({ name, data: '' })),
      },
    },
    {
      name: 'images',
      props: { type: 'string', records: ['.bmp', '.gif', '.jpg'].map((name) => ({ name, data: '' })) },
    },
    {
      name: 'aol',
      props: { type: 'ip', records: ['64.12.96.0/19', '195.93.16.0/20'].map((name) => ({ name, data: '' })) },
    },
  ],
  hooks: {
    prepare: prepareRecords,
    view: (props) => {
      if (!isList(props.records)) return props;
      const records = props.records.map((record) => recordOf(record, 'records'));
      return { ...props, records: records.map(({ name, data }) => ({ name, data: escapedText(data) })) };
    },
  },
};

function prepareRecords(draft: Draft): void {
  const { props, name, before } = draft;
  const former = before?.props.type;
  if (props.type === undefined && former !== undefined) props.type = former;
  const { records } = props;
  if (before?.props.records !== undefined && former !== props.type) {
    const text = `Unable to change data group (${name.fullPath}) type.  Must remove existing entries first.`;
    throw mcpd('0107074b', text);
  }
  if (!isList(records)) return;
  const typed = records.map((record) => {
    const { name: key, data } = recordOf(record, 'records');
    return { name: typedKey(key, props.type), data };
  });
  const seen = new Set<string>();
  for (const record of typed) {
    if (seen.has(record.name)) {
      const what = `The requested class string item (${name.fullPath} ${record.name})`;
      throw mcpd('01020066', `${what} already exists in partition ${name.partition}.`);
    }
    seen.add(record.name);
  }
  props.records = typed.toSorted((one, other) => compareKeys(one.name, other.name, props.type));
}

/** The key as its type spells it: addresses carry their prefix, numbers are texts. */
function typedKey(key: string, type: Json | undefined): string {
  if (type === 'integer') {
    if (!/^-?\d+$/.test(key.trim())) throw invalid('records', key);
    return String(Number(key));
  }
  if (type !== 'ip') return key;
  const network = parseNetwork(key);
  const address = network?.address ?? parseAddress(key);
  if (!address) throw invalid('records', key);
  const domain = address.routeDomain ? `%${address.routeDomain}` : '';
  return `${address.ip}${domain}/${network?.length ?? (address.version === 4 ? 32 : 128)}`;
}

function compareKeys(one: string, other: string, type: Json | undefined): number {
  if (type === 'integer') return Number(one) - Number(other);
  return type === 'ip' ? byText(addressOrder(one), addressOrder(other)) : byText(one, other);
}

function addressOrder(key: string): string {
  const [address = ''] = key.split('/');
  return address.includes(':')
    ? `6${address}`
    : `4${address
        .split('.')
        .map((part) => part.padStart(3, '0'))
        .join('.')}`;
}
