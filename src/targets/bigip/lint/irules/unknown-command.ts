import { didYouMean } from '../../../../yaml/suggest.ts';
import { textRule } from '../rule-texts.ts';
import { COMMANDS, DISABLED, isKnownCommand, LATER } from './commands.ts';

/** A command that neither Tcl nor F5 has. */
export const unknownCommand = textRule(
  {
    id: 'rule/unknown-command',
    severity: 'warning',
    explanation:
      'The device refuses an iRule with a command that it does not know (01070151, undefined procedure), at ' +
      'whatever depth and within catch too. A procedure is reached with `call name`, not by its name. Commands of ' +
      'modules count by what stands before ::. A warning, since a newer version may have more than is known here. ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1; clouddocs.f5.com)',
  },
  ({ steps, read }) => {
    const procedures = new Set(
      read.commands.flatMap(({ words: [first, second] }) => (first?.text === 'proc' ? [second?.text] : [])),
    );
    return steps
      .filter(({ name }) => /^[A-Za-z_]\w*(?:::\w+)*$/.test(name) && !isKnownCommand(name))
      .filter(({ name }) => !DISABLED.has(name) && !LATER.has(name) && !ELSEWHERE.has(name))
      .map(({ name, at }) => ({
        at,
        message: `the device has no command ${name}`,
        hint: () =>
          procedures.has(name)
            ? `write call ${name}`
            : (didYouMean(name, COMMANDS) ?? 'suppress this where the version of the device has it'),
      }));
  },
);

/** Said by other rules. */
const ELSEWHERE: ReadonlySet<string> = new Set(['when', 'proc', 'else', 'elseif', 'then']);
