import type { Command } from '../../../../model/rule-commands.ts';
import { printable } from '../../../../yaml/printable.ts';
import { type FoundInText, textRule } from '../rule-texts.ts';
import { prioritiesOf } from './handlers.ts';

/** A handler or a procedure that is not written as one. */
export const handlerForm = textRule(
  {
    id: 'rule/handler-form',
    severity: 'error',
    explanation:
      'A handler is `when EVENT { … }`, with `priority N` and `timing on` before its body where they are wanted; a ' +
      'priority is 0 to 1000, 500 where none is said, and the lowest runs first. A procedure has a name, ' +
      'arguments and a body. The device refuses others with 01070151. (clouddocs.f5.com, `priority`)',
  },
  ({ read }) => [
    ...read.commands.flatMap(formOf),
    ...prioritiesOf(read)
      .filter(({ priority }) => !/^\d+$/.test(priority) || Number(priority) > 1000)
      .map(({ at, priority }) => ({
        at,
        message: `a priority is 0 to 1000, not ${printable(priority)}`,
        hint: 'leave it out for 500',
      })),
  ],
);

function formOf({ words, at }: Command): FoundInText[] {
  const name = words[0]?.text;
  if (name === 'when' && (words.length < 3 || words.at(-1)?.braced !== true))
    return [
      { at, message: 'a handler is written `when EVENT { … }`', hint: 'open its brace on the same line' },
    ];
  if (name === 'proc' && words.length !== 4)
    return [
      {
        at,
        message: 'a proc has a name, arguments and a body',
        hint: 'write `proc name { } { … }` for one without arguments',
      },
    ];
  return [];
}
