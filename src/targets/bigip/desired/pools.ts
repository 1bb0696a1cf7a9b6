import { parseAddress } from '../../../model/address.ts';
import type { SpecPath } from '../../../model/object.ts';
import { addressIn } from '../resources/route-domain.ts';
import { memberPath } from '../resources/object-path.ts';
import { specSchema, type Member, type Spec } from '../../../spec/schema/schema.ts';
import { memberOfNode } from '../resources/ltm/pool.ts';
import { type Draft, finding, ltmNames, ltmPath, type NamedPart, withCommon } from './draft.ts';
import { monitorRuleText } from './monitors.ts';
import { addNode, nodes, weights } from './nodes.ts';

type Node = Spec['nodes'][string];

export const pools: NamedPart = {
  label: 'pool',
  names: (spec) => ltmNames(spec, spec.pools),
  draft: draftPools,
};

function draftPools(draft: Draft): void {
  for (const [name, pool] of Object.entries(draft.spec.pools)) {
    const at = ['pools', name];
    const path = ltmPath(draft.spec, pool, name);
    const fields = {
      loadBalancingMode: pool.method,
      monitor: monitorRuleText(draft, pool.monitors, [...at, 'monitors']),
      minActiveMembers: pool.minActiveMembers,
      slowRampTime: pool.slowRampTime,
      serviceDownAction: pool.serviceDownAction,
      reselectTries: pool.reselectTries,
      allowSnat: pool.allowSnat ? 'yes' : 'no',
      allowNat: pool.allowNat ? 'yes' : 'no',
    };
    const filledByOthers = pool.foreignMembers === 'ignore';
    draft.add(withCommon({ kind: 'ltm/pool', path, fields, at, filledByOthers }, pool));
    for (const member of pool.members) addMember(draft, path, member, [...at, 'members', ...member.at]);
  }
}

function addMember(draft: Draft, pool: string, member: Member, at: SpecPath): void {
  const node = nodeOf(draft, member, at);
  const path = memberPath(pool, memberOfNode(node, member.port));
  if (draft.find('ltm/pool/members', path)) {
    draft.report(
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
  const autopopulate = draft.find('ltm/node', node)?.fields.autopopulate;
  const fields = {
    monitor: monitorRuleText(draft, member.monitors, [...at, 'monitors']),
    ...weights(member),
    priorityGroup: member.priorityGroup,
    ...(autopopulate === undefined ? {} : { autopopulate }),
  };
  draft.add(withCommon({ kind: 'ltm/pool/members', path, fields, at }, member));
}

/** A node of this spec, one on the device, or a new one where the member names an address. */
function nodeOf(draft: Draft, member: Member, at: SpecPath): string {
  if (Object.hasOwn(draft.spec.nodes, member.node) || !parseAddress(member.node)) {
    const isListed = typeof member.at[0] === 'number';
    return draft.resolve(nodes, member.node, isListed ? [...at, 'node'] : at);
  }
  const address = addressIn(draft.spec.partition, member.node);
  const path = ltmPath(draft.spec, { folder: '', partition: draft.spec.partition }, address);
  if (!draft.find('ltm/node', path)) addNode(draft, path, plainNode(address), at);
  return path;
}

function plainNode(address: string): Node {
  const { nodes } = specSchema.parse({ version: 1, name: 'node', nodes: { node: address } });
  const node = nodes.node;
  if (!node) throw new Error(`no node for ${address}`);
  return node;
}
