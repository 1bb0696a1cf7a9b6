import { COUNTED } from '../../../../model/rule-commands.ts';
import { textRule } from '../rule-texts.ts';

/** Braces, brackets or quotes that do not come in pairs, or more of it than can be read. */
export const unreadable = textRule(
  {
    id: 'rule/unreadable',
    severity: 'error',
    explanation:
      'An iRule is taken apart when it is loaded, bodies too: a brace, bracket or quote that is not closed is ' +
      'refused with 01070151. Braces in comments and in strings count as well; write \\{ there. A next line that ' +
      'begins with { goes on with the command above it, as the device has it. An iRule of more than 65,535 bytes is ' +
      'refused with 01020057, and one that nests braces and brackets more than 200 deep is not read here. ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ read }) => [
    ...read.unreadable.map(({ at, reason, hint = 'close it, or write \\ before it' }) => ({
      at,
      message: reason,
      hint,
    })),
    ...read.commands.flatMap(({ words }) =>
      words
        .filter(({ text, braced }) => text.startsWith('}') && !braced)
        .slice(0, 1)
        .map(({ at }) => ({
          at,
          message: `this \`}\` closes nothing; ${COUNTED}`,
          hint: 'remove it, or write \\ before it',
        })),
    ),
  ],
);
