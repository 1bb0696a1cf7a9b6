import type { Entry, Store } from '../../objects/kind.ts';
import { parentKey } from '../../objects/entry.ts';
import { textAt } from '../../wire/json.ts';
import type { PolicyView } from '../view.ts';

const children = (entry: Entry, name: string, store: Store): readonly Entry[] => {
  const kind = entry.kind.children.get(name);
  return kind ? store.list(kind, parentKey(entry)) : [];
};

/** The policies of a virtual server, in the order of their names. */
export function policiesOf(virtual: Entry, store: Store): readonly PolicyView[] {
  return children(virtual, 'policies', store).flatMap(({ key }): PolicyView[] => {
    const policy = store.find('ltm/policy', key);
    return policy ? [policyView(policy, store)] : [];
  });
}

function policyView(policy: Entry, store: Store): PolicyView {
  return {
    path: policy.key,
    strategy: strategyOf(policy),
    rules: children(policy, 'rules', store).map((rule) => ({
      name: rule.key,
      ordinal: Number(rule.props.ordinal ?? 0),
      conditions: children(rule, 'conditions', store).map(({ props }) => props),
      actions: children(rule, 'actions', store).map(({ props }) => props),
    })),
  };
}

function strategyOf({ props }: Entry): PolicyView['strategy'] {
  const name = textAt(props, 'strategy')?.split('/').at(-1);
  return name === 'all-match' || name === 'best-match' ? name : 'first-match';
}
