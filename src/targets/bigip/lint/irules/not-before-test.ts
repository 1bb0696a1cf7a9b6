import { operatorsOf } from '../../../../model/rule-commands.ts';
import { textRule } from '../rule-texts.ts';

const TESTS = 'equals|contains|starts_with|ends_with|matches_glob|matches_regex|matches';

/** `not $x starts_with "a"`, in which the `not` is of the `$x`. */
export const notBeforeTest = textRule(
  {
    id: 'rule/not-before-test',
    severity: 'warning',
    explanation:
      '`not` and `!` bind tighter than contains, starts_with and their like: not $x contains "a" negates $x, which ' +
      'is no number, and the iRule fails (can\'t use non-numeric string as operand of "!"), which resets the ' +
      'client. Write not ($x contains "a"). (bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) =>
    steps.flatMap(({ expressions }) =>
      expressions.flatMap(({ text, at }) => {
        // The operand between them is blank here.
        const found = new RegExp(`(?:(?<![\\w])not(?=\\s)|!)\\s+(${TESTS})(?![\\w])`).exec(operatorsOf(text));
        if (!found) return [];
        return [
          {
            at: at + found.index,
            message: `this ${text.charAt(found.index) === '!' ? '!' : 'not'} is of the word before ${found[1] ?? ''}`,
            hint: `put ( ) around the test`,
          },
        ];
      }),
    ),
);
