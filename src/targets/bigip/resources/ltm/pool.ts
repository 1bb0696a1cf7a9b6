import { type ConfigObject, objectKey } from '../../../../model/object.ts';
import { splitMemberPath } from '../object-path.ts';
import {
  count,
  type Field,
  isReply,
  itemsOf,
  limit,
  type Reply,
  type ReadContext,
  text,
  word,
} from '../field.ts';
import { memberState } from './member-state.ts';
import { monitorRule } from './monitor-rule.ts';
import { defineResource, references, readFields, readObject, urlName } from '../resource.ts';
import { cutting, fresh, harmless, limiting, refusingAt } from '../impact.ts';

const poolFields = {
  loadBalancingMode: word('loadBalancingMode', fresh),
  monitor: monitorRule(),
  minActiveMembers: count('minActiveMembers', { ...fresh, defaultValue: 0 }),
  slowRampTime: count('slowRampTime', { ...fresh, defaultValue: 10 }),
  serviceDownAction: word('serviceDownAction', { ...fresh, defaultValue: 'none' }),
  reselectTries: count('reselectTries', { ...fresh, defaultValue: 0 }),
  allowSnat: word('allowSnat', { ...refusingAt('no'), defaultValue: 'yes' }),
  allowNat: word('allowNat', { ...refusingAt('no'), defaultValue: 'yes' }),
  description: text('description', harmless),
};

const memberFields = {
  monitor: monitorRule({ defaultValue: 'default' }),
  ratio: count('ratio', { ...fresh, defaultValue: 1 }),
  dynamicRatio: count('dynamicRatio', { ...fresh, defaultValue: 1 }),
  priorityGroup: count('priorityGroup', { ...fresh, defaultValue: 0 }),
  connectionLimit: count('connectionLimit', { ...limiting, defaultValue: 0 }),
  rateLimit: limit('rateLimit', { ...limiting, defaultValue: 0 }),
  autopopulate: autopopulate(),
  state: memberState,
  description: text('description', harmless),
};

export const ltmPool = defineResource({
  kind: 'ltm/pool',
  label: 'pool',
  purpose: 'The servers that connections are spread over, how, and how they are asked whether they work.',
  howTo: 'step 9',
  after: ['ltm/node', 'auth/partition', 'sys/folder'],
  expand: true,
  impact: { create: 'none', delete: 'drops-connections' },
  fields: poolFields,
  fromDevice: (raw, context) => readPool(raw, context),
});

export const ltmPoolMember = defineResource({
  kind: 'ltm/pool/members',
  label: 'pool member',
  purpose: 'One service of a pool: a node and a port.',
  howTo: 'step 9',
  after: ['ltm/pool', 'ltm/node'],
  readFrom: 'ltm/pool',
  expand: true,
  partOf: {
    key: (path) => objectKey({ kind: 'ltm/pool', path: splitMemberPath(path).pool }),
    inline: 'members',
    unlisted: 'takes traffic',
  },
  carried: { state: 'enabled' },
  impact: { create: 'new-connections', delete: 'drops-connections' },
  fields: memberFields,
  refs: (member) => {
    const { pool, member: name } = splitMemberPath(member.path);
    return [
      { kinds: ['ltm/pool'], path: pool },
      { kinds: ['ltm/node'], path: nodeOfMember(name) },
      ...references(memberFields, member),
    ];
  },
  locate: (path) => {
    const { pool, member } = splitMemberPath(path);
    const collection = `ltm/pool/${urlName(pool)}/members`;
    // The full path as the name also finds a node in a folder.
    return { collection, item: `${collection}/${urlName(member)}`, identity: { name: member } };
  },
  fromDevice: () => [],
});

/** The node behind a member: `/Common/n1:80` and, where the node is an IPv6 address, `/Common/2001:db8::1.80`. */
export function nodeOfMember(member: string): string {
  return member.replace(/[:.]\d+$/, '');
}

/** The name of a member: a node whose name has a colon takes a dot before the port. */
export function memberOfNode(node: string, port: number): string {
  return `${node}${node.includes(':') ? '.' : ':'}${port}`;
}

function readPool(raw: Reply, context: ReadContext): ConfigObject[] {
  const pools = readObject('ltm/pool', poolFields, raw, context);
  const members = itemsOf(raw.membersReference).filter((item) => item.ephemeral !== 'true');
  return pools.flatMap((pool) => [pool, ...members.map((item) => readMember(pool.path, item, context))]);
}

function readMember(pool: string, item: Reply, context: ReadContext): ConfigObject {
  const member = String(item.fullPath).replace(/([:.])any$/, '$10');
  return {
    kind: 'ltm/pool/members',
    path: `${pool}:${member}`,
    fields: readFields(memberFields, item, context),
    reply: item,
  };
}

/** Only members of a node with a host name have it; it cannot be changed. */
function autopopulate(): Field {
  return {
    read: (raw) =>
      isReply(raw.fqdn) && typeof raw.fqdn.autopopulate === 'string' ? raw.fqdn.autopopulate : null,
    write: (value) => ({ fqdn: { autopopulate: value } }),
    immutable: true,
    ...cutting,
  };
}
