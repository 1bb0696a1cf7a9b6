import type { SpecPath, Value } from '../../../model/object.ts';
import type { Member, Spec } from '../../../spec/schema/schema.ts';
import { partitionOf } from '../resources/object-path.ts';
import { addressIn } from '../resources/route-domain.ts';
import { type Draft, ltmNames, ltmPath, type NamedPart, withCommon } from './draft.ts';
import { onOff } from '../resources/field.ts';
import { monitorRuleText } from './monitors.ts';

type Node = Spec['nodes'][string];

export const nodes: NamedPart = {
  label: 'node',
  names: (spec) => ltmNames(spec, spec.nodes),
  draft: (draft) => {
    for (const [name, node] of Object.entries(draft.spec.nodes)) {
      addNode(draft, ltmPath(draft.spec, node, name), node, ['nodes', name]);
    }
  },
};

export function addNode(draft: Draft, path: string, node: Node, at: SpecPath): void {
  const fields = {
    ...(node.fqdn === undefined
      ? { address: addressIn(partitionOf(path), node.address ?? '') }
      : fqdnFields(node)),
    monitor: monitorRuleText(draft, node.monitors, [...at, 'monitors']),
    ...weights(node),
  };
  draft.add(withCommon({ kind: 'ltm/node', path, fields, at }, node));
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

/** Fields that nodes and members share. */
export function weights(one: Node | Member): Record<string, Value> {
  return {
    ratio: one.ratio,
    dynamicRatio: one.dynamicRatio,
    connectionLimit: one.connectionLimit,
    rateLimit: one.connectionRateLimit,
    ...(one.state === undefined ? {} : { state: one.state }),
  };
}
