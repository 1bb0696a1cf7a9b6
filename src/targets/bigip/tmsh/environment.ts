import type { Command } from './command.ts';
import { shellText } from './shell.ts';
import { type Taken, takenBy } from './tcl.ts';

/** A variable of the environment that the script cannot do without. */
interface Variable {
  readonly name: string;
  /** What it is, for people. */
  readonly what: string;
  /** The same as a word of the shell. */
  readonly quoted: string;
}

interface Environment {
  readonly secrets: readonly Variable[];
  /** Variables that hold the path of a file. */
  readonly files: readonly Variable[];
  readonly nameOf: (taken: Taken) => string;
  /** The one that encrypts the archive: no command of the transaction needs it. */
  readonly passphrase?: Variable;
}

/** Gives everything that commands take from the environment a name of its own there. */
export function environmentOf(
  commands: readonly Command[],
  archive?: { readonly name: string; readonly isEncrypted: boolean },
): Environment {
  const names = new Set<string>();
  const variable = (stem: string, what: string): Variable => {
    const name = freeName(`BIGIP_WS_${stem}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_'), names);
    names.add(name);
    return { name, what, quoted: shellText(what) };
  };
  const found = commands.flatMap(({ object, settings }) =>
    takenBy(settings).map((taken) => {
      const word = 'file' in taken ? 'file' : taken.secret;
      const of = object.at(-1)?.split('/').at(-1) ?? '';
      return { taken, variable: variable(`${of}_${word}`, `${word} of ${object.join(' ')}`) };
    }),
  );
  const byTaken = new Map(found.map((one) => [one.taken, one.variable.name]));
  const of = (isFile: boolean): Variable[] =>
    found.filter(({ taken }) => 'file' in taken === isFile).map((one) => one.variable);
  const passphrase = archive?.isEncrypted && variable('archive_passphrase', `passphrase of ${archive.name}`);
  return {
    secrets: of(false),
    files: of(true),
    nameOf: (taken) => byTaken.get(taken) ?? '',
    ...(passphrase ? { passphrase } : {}),
  };
}

function freeName(stem: string, names: ReadonlySet<string>): string {
  let name = stem;
  for (let count = 2; names.has(name); count++) name = `${stem}_${count}`;
  return name;
}
