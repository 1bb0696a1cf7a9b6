import { asText, toValue, type Value } from '../../../model/object.ts';
import { address, count, type Field, isRaw, limit, type Raw, text, unsetText } from './field.ts';
import { memberState } from './member-state.ts';
import { MONITOR_KINDS, monitorRule } from './monitor-rule.ts';
import { defineResource, readObject } from './resource.ts';

const fields = {
  address: { ...address('address', { immutable: true }), read: readAddress },
  fqdn: fqdnField('tmName', unsetText, { immutable: true }),
  addressFamily: fqdnField('addressFamily', toValue, { standard: 'ipv4', immutable: true }),
  autopopulate: fqdnField('autopopulate', toValue, { standard: 'disabled', immutable: true }),
  interval: fqdnField('interval', (value) => Number(value), { standard: 3600 }),
  downInterval: fqdnField('downInterval', (value) => Number(value), { standard: 5 }),
  monitor: monitorRule({ standard: 'default' }),
  ratio: count('ratio', { standard: 1 }),
  dynamicRatio: count('dynamicRatio', { standard: 1 }),
  connectionLimit: count('connectionLimit', { standard: 0, impact: 'new-connections' }),
  rateLimit: limit('rateLimit', { standard: 0, impact: 'new-connections' }),
  state: memberState,
  description: text('description'),
};

export const ltmNode = defineResource({
  kind: 'ltm/node',
  label: 'node',
  after: [...MONITOR_KINDS, 'auth/partition', 'sys/folder'],
  shared: true,
  carried: ['state'],
  claims: (node) => (typeof node.fields.address === 'string' ? [`node ${node.fields.address}`] : []),
  fields,
  // Nodes that the device made out of a host name come and go with DNS (device-facts: fqdn-nodes).
  fromDevice: (raw, context) =>
    raw.ephemeral === 'true' ? [] : readObject('ltm/node', fields, raw, context),
});

/** The address; a node with a host name reads back `any6` there (device-facts: fqdn-nodes). */
function readAddress(raw: Raw): Value {
  return unsetText(fqdnOf(raw).tmName) === null
    ? address('address').read(raw, { addressOf: () => undefined })
    : null;
}

function fqdnOf(raw: Raw): Raw {
  return isRaw(raw.fqdn) ? raw.fqdn : {};
}

/** A key of the `fqdn` block, which the device returns for plain addresses too. */
function fqdnField(key: string, read: (value: unknown) => Value, options: Partial<Field> = {}): Field {
  return {
    read: (raw) => (key in fqdnOf(raw) ? read(fqdnOf(raw)[key]) : null),
    write: (value) => ({ fqdn: { [key]: key === 'interval' ? asText(value) : value } }),
    ...options,
  };
}
