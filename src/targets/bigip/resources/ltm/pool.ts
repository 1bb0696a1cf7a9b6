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

const poolFields = {
  loadBalancingMode: word('loadBalancingMode', { impact: 'new-connections' }),
  monitor: monitorRule(),
  minActiveMembers: count('minActiveMembers', { defaultValue: 0, impact: 'new-connections' }),
  slowRampTime: count('slowRampTime', { defaultValue: 10, impact: 'new-connections' }),
  serviceDownAction: word('serviceDownAction', { defaultValue: 'none' }),
  reselectTries: count('reselectTries', { defaultValue: 0 }),
  allowSnat: word('allowSnat', { defaultValue: 'yes', impact: 'new-connections' }),
  allowNat: word('allowNat', { defaultValue: 'yes', impact: 'new-connections' }),
  description: text('description'),
};

const memberFields = {
  monitor: monitorRule({ defaultValue: 'default' }),
  ratio: count('ratio', { defaultValue: 1, impact: 'new-connections' }),
  dynamicRatio: count('dynamicRatio', { defaultValue: 1, impact: 'new-connections' }),
  priorityGroup: count('priorityGroup', { defaultValue: 0, impact: 'new-connections' }),
  connectionLimit: count('connectionLimit', { defaultValue: 0, impact: 'new-connections' }),
  rateLimit: limit('rateLimit', { defaultValue: 0, impact: 'new-connections' }),
  autopopulate: autopopulate(),
  state: memberState,
  description: text('description'),
};

export const ltmPool = defineResource({
  kind: 'ltm/pool',
  label: 'pool',
  after: ['ltm/node', 'auth/partition', 'sys/folder'],
  expand: true,
  fields: poolFields,
  fromDevice: (raw, context) => readPool(raw, context),
});

export const ltmPoolMember = defineResource({
  kind: 'ltm/pool/members',
  label: 'pool member',
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
  };
}
