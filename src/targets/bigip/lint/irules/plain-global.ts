import { textRule } from '../rule-texts.ts';

const WRITES: ReadonlySet<string> = new Set(['set', 'incr', 'append', 'lappend', 'unset']);

/** A global variable that ties the virtual server to one processor. */
export const plainGlobal = textRule(
  {
    id: 'rule/plain-global',
    severity: 'note',
    explanation:
      'A global variable is one for all connections, so the device runs a virtual server whose iRule has one on a ' +
      'single TMM. Write static::name, set in RULE_INIT and only read later: each TMM has its own. What ' +
      'connections share belongs in a table. (bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) =>
    steps.flatMap(({ name, args: [variable = ''], at }) => {
      const isGlobal =
        name === 'global' ? variable !== '' : WRITES.has(name) && /^::(?!static::)\w/.test(variable);
      if (!isGlobal || variable.startsWith('static::')) return [];
      return [
        {
          at,
          message: `${variable} is global, which keeps the virtual server on one TMM`,
          hint: `write static::${variable.replace(/^::/, '')}, set in RULE_INIT`,
        },
      ];
    }),
);
