import { asText, toValue, type Value } from '../../../../model/object.ts';
import {
  address,
  count,
  type Field,
  isReply,
  limit,
  type ReadContext,
  type Reply,
  text,
  unsetText,
} from '../field.ts';
import { memberState } from './member-state.ts';
import { monitorRule } from './monitor-rule.ts';
import { defineResource, readObject } from '../resource.ts';
import { cutting, fresh, harmless, limiting } from '../impact.ts';

const fields = {
  address: { ...address('address', { ...cutting, immutable: true }), read: readAddress },
  fqdn: fqdnField('tmName', unsetText, { ...cutting, immutable: true }),
  addressFamily: fqdnField('addressFamily', toValue, { ...cutting, defaultValue: 'ipv4', immutable: true }),
  autopopulate: fqdnField('autopopulate', toValue, { ...cutting, defaultValue: 'disabled', immutable: true }),
  interval: fqdnField('interval', (value) => Number(value), { ...harmless, defaultValue: 3600 }),
  downInterval: fqdnField('downInterval', (value) => Number(value), { ...harmless, defaultValue: 5 }),
  monitor: monitorRule({ defaultValue: 'default' }),
  ratio: count('ratio', { ...fresh, defaultValue: 1 }),
  dynamicRatio: count('dynamicRatio', { ...fresh, defaultValue: 1 }),
  connectionLimit: count('connectionLimit', { ...limiting, defaultValue: 0 }),
  rateLimit: limit('rateLimit', { ...limiting, defaultValue: 0 }),
  state: memberState,
  description: text('description', harmless),
};

export const ltmNode = defineResource({
  kind: 'ltm/node',
  label: 'node',
  purpose: 'The address of a server that takes connections.',
  howTo: 'step 7',
  after: ['net/route-domain', 'auth/partition', 'sys/folder'],
  shared: true,
  impact: { create: 'none', delete: 'drops-connections' },
  carried: { state: 'enabled' },
  claims: (node) => (typeof node.fields.address === 'string' ? [`node ${node.fields.address}`] : []),
  fields,
  // Nodes that the device made out of a host name come and go with DNS.
  fromDevice: (raw, context) =>
    raw.ephemeral === 'true' ? [] : readObject('ltm/node', fields, raw, context),
});

/** The address; a node with a host name reads back `any6` there (device-facts: fqdn-nodes). */
function readAddress(raw: Reply, context: ReadContext): Value {
  return unsetText(fqdnOf(raw).tmName) === null ? address('address', cutting).read(raw, context) : null;
}

function fqdnOf(raw: Reply): Reply {
  return isReply(raw.fqdn) ? raw.fqdn : {};
}

/** A key of the `fqdn` block, which the device returns for plain addresses too. */
function fqdnField(
  key: string,
  read: (value: unknown) => Value,
  options: Pick<Field, 'impact'> & Partial<Field>,
): Field {
  return {
    read: (raw) => (key in fqdnOf(raw) ? read(fqdnOf(raw)[key]) : null),
    write: (value) => ({ fqdn: { [key]: key === 'interval' ? asText(value) : value } }),
    ...options,
  };
}
