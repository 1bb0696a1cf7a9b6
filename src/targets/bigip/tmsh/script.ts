import type { Phase } from '../../../plan/phase.ts';
import { renderTemplate } from '../../../templates.ts';
import type { WriteRequest } from '../icontrol/write/requests.ts';
import { type Command, commandOf } from './command.ts';
import { environmentOf } from './environment.ts';
import { shellText } from './shell.ts';
import { isUnsayable, tclLines, tclWord } from './tcl.ts';

export interface ScriptInput {
  readonly spec: string;
  readonly version: string;
  /** Some values are masked: then the script must not run. */
  readonly masked: boolean;
  readonly phases: readonly {
    readonly name: Phase['name'];
    readonly changing: readonly WriteRequest[];
    /** What says so in the inventory. */
    readonly listing: readonly WriteRequest[];
  }[];
  readonly archive?: { readonly name: string; readonly isEncrypted: boolean };
}

/**
 * A shell script that makes everything with one script of tmsh, which has one transaction (decision 15). What cannot
 * be in one is made before it, and deleted where it fails.
 */
export function tmshScript(input: ScriptInput): string {
  const commandsOf = (wanted: (name: Phase['name']) => boolean): Command[] =>
    input.phases
      .filter(({ name }) => wanted(name))
      .flatMap(({ changing, listing }) => [...changing, ...listing].map(commandOf));
  const before = commandsOf((name) => name === 'prepare');
  const together = commandsOf((name) => name !== 'prepare');
  const { secrets, files, nameOf, passphrase } = environmentOf([...before, ...together], input.archive);
  const lines = (command: Command): string[] => tclLines(command, nameOf);
  return renderTemplate('tmsh/script.sh', {
    spec: input.spec,
    version: input.version,
    masked: input.masked,
    unsayable: [...before, ...together]
      .filter(({ object, settings }) => isUnsayable([...object, ...settings]))
      .map(unsayable),
    secrets,
    files,
    passphrase,
    needed: secrets.length > 0 || files.length > 0 || passphrase !== undefined,
    prepare: before.flatMap((command, index) => [...lines(command), `set made ${index + 1}`]),
    transaction: together.flatMap(lines),
    undo: undoing(before),
    archive: input.archive?.name,
  });
}

/** Deletes what was made before the transaction, backwards, and says what it could not. */
function undoing(commands: readonly Command[]): string[] {
  return commands
    .map(({ verb, object }, index) => ({ verb, object, made: index + 1 }))
    .filter(({ verb }) => verb === 'create')
    .reverse()
    .flatMap(({ object, made }) => {
      const [deletion = ''] = tclLines({ verb: 'delete', object, settings: [] }, () => '');
      const left = tclWord(` left over: ${object.join(' ')}: `);
      return [
        `if {$made >= ${made} && [catch {`,
        `    ${deletion}`,
        `} reason]} { append refusal "\\n" $run ${left} $reason }`,
      ];
    });
}

/** The script ends there: a text that it could only say wrong is not said at all. */
function unsayable({ object }: Command): string {
  return shellText(`${object.join(' ')} has a character that tmsh cannot be told; nothing was changed`);
}
