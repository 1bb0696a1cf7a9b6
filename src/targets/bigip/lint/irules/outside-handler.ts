import { printable } from '../../../../yaml/printable.ts';
import { textRule } from '../rule-texts.ts';

/** What signs a rule stands below it, and is not sent. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'when',
  'proc',
  'priority',
  'timing',
  'definition-signature',
  'definition-checksum',
]);

/** A command that stands in no handler. */
export const outsideHandler = textRule(
  {
    id: 'rule/outside-handler',
    severity: 'error',
    explanation:
      'Outside of every body an iRule has `when EVENT { … }`, `proc name { arguments } { … }`, `priority`, `timing` ' +
      'and comments, and nothing else: the device refuses "set" there as an unknown property (01070151). What is ' +
      'to run once belongs in `when RULE_INIT { … }`. (bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ read }) =>
    read.commands.flatMap(({ words: [first], at }) => {
      const name = first?.text ?? '';
      if (OUTSIDE.has(name) || name.startsWith('}')) return [];
      return [
        {
          at,
          message: `\`${printable(name)}\` cannot stand outside of \`when EVENT { … }\``,
          hint: 'put it in a handler; what runs once in when RULE_INIT { … }',
        },
      ];
    }),
);
