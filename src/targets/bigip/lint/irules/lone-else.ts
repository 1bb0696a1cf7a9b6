import { textRule } from '../rule-texts.ts';

/** An `else` that no longer belongs to its `if`. */
export const loneElse = textRule(
  {
    id: 'rule/lone-else',
    severity: 'error',
    explanation:
      'The device takes an else at the beginning of a line, but only of the line right behind the } of its if: ' +
      'after an empty line or a comment it is a command of its own, and there is none (01070151). ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) =>
    steps
      .filter(({ name }) => ['else', 'elseif', 'then'].includes(name))
      .map(({ name, at }) => ({
        at,
        message: `this \`${name}\` belongs to no \`if\``,
        hint: `write } ${name} { on one line`,
      })),
);
