import { textRule } from '../rule-texts.ts';

/** A handler or a procedure within a body. */
export const nestedHandler = textRule(
  {
    id: 'rule/nested-handler',
    severity: 'error',
    explanation:
      'Handlers and procedures stand outside of every body; the device refuses one within another with 01070151 ' +
      '(command is not valid in the current scope). Often a } is missing above it. (bitwisecook/tcl-lsp, measured ' +
      'on 21.1.0.1)',
  },
  ({ steps }) =>
    steps
      .filter(({ name }) => name === 'when' || name === 'proc')
      .map(({ name, at }) => ({
        at,
        message: `a \`${name}\` cannot stand in a body`,
        hint: 'close the body above it',
      })),
);
