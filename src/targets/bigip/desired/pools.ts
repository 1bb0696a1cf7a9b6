import { canonicalAddress, parseAddress } from '../../../model/address.ts';
import type { SpecPath, Value } from '../../../model/object.ts';
import { memberPath } from '../resources/object-path.ts';
import { specSchema, type Member, type Spec } from '../../../spec/schema/schema.ts';
import { memberOfNode } from '../resources/ltm-pool.ts';
import { wishedMonitors } from './monitors.ts';
import { finding, ltmPath, onOff, type Wish, withCommon } from './draft.ts';

type Node = Spec['nodes'][string];

export function wishNodes(wish: Wish): void {
  for (const [name, node] of Object.entries(wish.spec.nodes)) {
    addNode(wish, ltmPath(wish.spec, node, name), node, ['nodes', name]);
  }
}

function addNode(wish: Wish, path: string, node: Node, at: SpecPath): void {
  const fields = {
    ...(node.fqdn === undefined ? { address: canonicalAddress(node.address ?? '') } : fqdnFields(node)),
    monitor: wishedMonitors(wish, node.monitors, [...at, 'monitors']),
    ...weights(node),
  };
  wish.add(withCommon({ kind: 'ltm/node', path, fields, at }, node));
}

function fqdnFields(node: Node): Record<string, Value> {
  return {
    fqdn: node.fqdn ?? null,
    addressFamily: node.addressFamily,
    autopopulate: onOff(node.autopopulate),
    interval: node.interval,
    downInterval: node.downInterval,
  };
}

function weights(one: Node | Member): Record<string, Value> {
  return {
    ratio: one.ratio,
    dynamicRatio: one.dynamicRatio,
    connectionLimit: one.connectionLimit,
    rateLimit: one.connectionRateLimit,
    ...(one.state === undefined ? {} : { state: one.state }),
  };
}

export function wishPools(wish: Wish): void {
  for (const [name, pool] of Object.entries(wish.spec.pools)) {
    const at = ['pools', name];
    const path = ltmPath(wish.spec, pool, name);
    const fields = {
      loadBalancingMode: pool.method,
      monitor: wishedMonitors(wish, pool.monitors, [...at, 'monitors']),
      minActiveMembers: pool.minActiveMembers,
      slowRampTime: pool.slowRampTime,
      serviceDownAction: pool.serviceDownAction,
      reselectTries: pool.reselectTries,
      allowSnat: pool.allowSnat ? 'yes' : 'no',
      allowNat: pool.allowNat ? 'yes' : 'no',
    };
    wish.add(withCommon({ kind: 'ltm/pool', path, fields, at }, pool));
    for (const member of pool.members) addMember(wish, path, member, [...at, 'members', ...member.at]);
  }
}

function addMember(wish: Wish, pool: string, member: Member, at: SpecPath): void {
  const node = nodeOf(wish, member, at);
  const path = memberPath(pool, memberOfNode(node, member.port));
  if (wish.find('ltm/pool/members', path)) {
    wish.report(
      finding(
        'spec/duplicate-member',
        'error',
        at,
        `${member.node} port ${member.port === 0 ? 'any' : member.port} is in this pool twice`,
        'remove one of them',
      ),
    );
    return;
  }
  const autopopulate = wish.find('ltm/node', node)?.fields.autopopulate;
  const fields = {
    monitor: wishedMonitors(wish, member.monitors, [...at, 'monitors']),
    ...weights(member),
    priorityGroup: member.priorityGroup,
    ...(autopopulate === undefined ? {} : { autopopulate }),
  };
  wish.add(withCommon({ kind: 'ltm/pool/members', path, fields, at }, member));
}

/** A node of this spec, one on the device, or a new one where the member names an address. */
function nodeOf(wish: Wish, member: Member, at: SpecPath): string {
  if (Object.hasOwn(wish.spec.nodes, member.node) || !parseAddress(member.node)) {
    return wish.resolve('node', member.node, at);
  }
  const address = canonicalAddress(member.node);
  const path = ltmPath(wish.spec, { folder: '', partition: wish.spec.partition }, address);
  if (!wish.find('ltm/node', path)) addNode(wish, path, plainNode(address), at);
  return path;
}

function plainNode(address: string): Node {
  const { nodes } = specSchema.parse({ version: 1, name: 'node', nodes: { node: address } });
  const node = nodes.node;
  if (!node) throw new Error(`no node for ${address}`);
  return node;
}
