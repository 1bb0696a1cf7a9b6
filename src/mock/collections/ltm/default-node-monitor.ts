import type { Json } from '../../wire/json.ts';
import { kindAt } from '../../objects/kind.ts';
import { monitorRule } from './monitor-rule.ts';
import { singleton } from '../parts/singleton.ts';

const rule = monitorRule();

/** What nodes with the monitor `default` are watched by; unset on a fresh device (recorded 14.1.2.1). */
export const defaultNodeMonitor = singleton(
  'ltm/default-node-monitor',
  {
    rule: {
      ...rule,
      normalise: (value: Json, context) => {
        const input = rule.normalise(value, context);
        return typeof input === 'string' ? input.trim() : input;
      },
    },
  },
  {
    hooks: {
      // Nodes that inherit it show another state from now on.
      stored: (_entry, before, work) => {
        if (!before) return;
        for (const node of work.store.list(kindAt(work.kinds, 'ltm/node')))
          if (node.props.monitor === 'default') work.put(node, {});
      },
    },
  },
);
