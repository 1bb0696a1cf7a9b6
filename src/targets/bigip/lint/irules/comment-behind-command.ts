import { textRule } from '../rule-texts.ts';

/** How many words these commands take at most; what follows is no comment. */
const MOST: ReadonlyMap<string, number> = new Map([
  ['log', 2],
  ['set', 2],
  ['incr', 2],
  ['return', 1],
  ['drop', 0],
  ['reject', 0],
  ['discard', 0],
  ['break', 0],
  ['continue', 0],
  ['HTTP::redirect', 1],
]);

/** A comment at the end of a line that still belongs to the command. */
export const commentBehindCommand = textRule(
  {
    id: 'rule/comment-behind-command',
    severity: 'error',
    explanation:
      'A # begins a comment only where a command could begin. Behind one on the same line it is an argument: log ' +
      "refuses it when the iRule is loaded (invalid 'local0.'; expected:-noname), others fail when they run. " +
      'Write ;# or put the comment on a line of its own. (bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) =>
    steps.flatMap(({ name, words }) => {
      const most = MOST.get(name);
      if (most === undefined || words.length <= most) return [];
      const found = words.find(({ text, braced }) => !braced && text.startsWith('#'));
      if (!found) return [];
      return [
        {
          at: found.at,
          message: `this # is an argument of ${name}, not a comment`,
          hint: 'write ;# before a comment',
        },
      ];
    }),
);
