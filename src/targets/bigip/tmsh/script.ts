import type { Phase } from '../../../plan/phase.ts';
import { renderTemplate } from '../../../templates.ts';
import type { WriteRequest } from '../icontrol/write/requests.ts';
import { type Command, commandOf, type Secret } from './command.ts';
import { isUnsayable, secretsIn, tclLines, tclWord } from './tcl.ts';

export interface ScriptInput {
  readonly spec: string;
  readonly version: string;
  /** Some values are masked: then the script must not run. */
  readonly masked: boolean;
  readonly phases: readonly { readonly name: Phase['name']; readonly requests: readonly WriteRequest[] }[];
  readonly archive?: { readonly name: string; readonly isEncrypted: boolean };
}

/** A secret that the script takes from the environment. */
interface Taken {
  readonly name: string;
  /** What it is for. */
  readonly what: string;
  /** The same as a word of the shell. */
  readonly quoted: string;
  /** Whether a command of the transaction needs it. */
  readonly inScript: boolean;
}

/**
 * A shell script that makes everything with one script of tmsh, which has one transaction (decision 15). What cannot
 * be in one is made before it, and deleted where it fails.
 */
export function tmshScript(input: ScriptInput): string {
  const commandsOf = (wanted: (name: Phase['name']) => boolean): Command[] =>
    input.phases.filter(({ name }) => wanted(name)).flatMap(({ requests }) => requests.map(commandOf));
  const before = commandsOf((name) => name === 'prepare');
  const together = commandsOf((name) => name !== 'prepare');
  const { taken, nameOf, passphrase } = takeSecrets([...before, ...together], input.archive);
  const lines = (command: Command): string[] => tclLines(command, nameOf);
  return renderTemplate('tmsh/script.sh', {
    spec: input.spec,
    version: input.version,
    masked: input.masked,
    unsayable: [...before, ...together]
      .filter(({ object, settings }) => isUnsayable([...object, ...settings]))
      .map(unsayable),
    secrets: taken,
    prepare: before.flatMap((command, index) => [...lines(command), `set made ${index + 1}`]),
    transaction: together.flatMap(lines),
    undo: undoing(before),
    archive: input.archive && { name: input.archive.name, secret: passphrase },
  });
}

interface Taking {
  readonly taken: readonly Taken[];
  readonly nameOf: (secret: Secret) => string;
  /** The one that encrypts the archive. */
  readonly passphrase?: string;
}

/** Gives each secret a name of its own in the environment. */
function takeSecrets(commands: readonly Command[], archive: ScriptInput['archive']): Taking {
  const names = new Map<Secret, string>();
  const taken = new Map<string, Taken>();
  const take = (of: string, secret: Secret, what: string, inScript: boolean): string => {
    const stem = `BIGIP_WS_${of}_${secret.secret}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
    let name = stem;
    for (let count = 2; taken.has(name); count++) name = `${stem}_${count}`;
    taken.set(name, { name, what, quoted: shellText(what), inScript });
    names.set(secret, name);
    return name;
  };
  for (const { object, settings } of commands) {
    const of = object.at(-1)?.split('/').at(-1) ?? '';
    for (const secret of secretsIn(settings))
      take(of, secret, `${secret.secret} of ${object.join(' ')}`, true);
  }
  const passphrase = archive?.isEncrypted
    ? take('archive', { secret: 'passphrase' }, `passphrase of the archive ${archive.name}`, false)
    : undefined;
  return {
    taken: [...taken.values()],
    nameOf: (secret) => names.get(secret) ?? '',
    ...(passphrase === undefined ? {} : { passphrase }),
  };
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

/** One word of the shell. */
function shellText(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
