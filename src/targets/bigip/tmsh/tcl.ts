import { quoteTcl } from '../../../templates.ts';
import type { Command, Secret, SourceFile, Word } from './command.ts';
import { BARE, tmshText } from './text.ts';

// `tmsh::create` joins its words with blanks and reads them as a line of tmsh (device-facts: tmsh-scripts). So a text
// is quoted twice: for tmsh, and then for Tcl.

/** What Tcl 8.4 cannot hold, or tmsh cannot be told. */
const UNSAYABLE = /[\0\u{10000}-\u{10FFFF}\p{Surrogate}]/u;

/** What a script takes from the environment. */
export type Taken = Secret | SourceFile;

/**
 * Lines of Tcl that carry a command out. `nameOf` is the variable that holds a secret, quoted for tmsh, or the path of
 * a file.
 */
export function tclLines({ verb, object, settings }: Command, nameOf: (taken: Taken) => string): string[] {
  const [block] = settings.flatMap((word) =>
    typeof word === 'object' && 'block' in word ? [word.block] : [],
  );
  const setting = block === undefined ? [] : ['set text "\\n"', ...block.split('\n').map(appending)];
  const words = [...object, ...settings].flatMap((word) => tclWords(word, nameOf));
  return [...setting, [`tmsh::${verb}`, ...words].join(' ')];
}

/** An iRule begins on a line of its own, or its first comments are lost (device-facts: tmsh-scripts). */
function appending(line: string): string {
  return `append text ${tclWord(`${line}\n`)}`;
}

function tclWords(word: Word, nameOf: (taken: Taken) => string): string[] {
  if (typeof word === 'string') return [tclText(word)];
  if ('secret' in word) return [String.raw`"\"$${nameOf(word)}\""`];
  if ('file' in word) return [`file:$${nameOf(word)}`];
  if ('block' in word) return ['$text'];
  return [String.raw`\{`, ...word.flatMap((one) => tclWords(one, nameOf)), String.raw`\}`];
}

function tclText(text: string): string {
  return BARE.test(text) ? text : tclWord(tmshText(text));
}

/** No brace stands in it: whoever looks for the end of a script counts them, in texts too. */
export function tclWord(text: string): string {
  return quoteTcl(text).replaceAll('\\{', '\\173').replaceAll('\\}', '\\175');
}

/** Whether a text of a command cannot be said in a script. */
export function isUnsayable(words: readonly Word[]): boolean {
  return words.some((word) => {
    if (typeof word === 'string') return UNSAYABLE.test(word);
    if ('secret' in word || 'file' in word) return false;
    return 'block' in word ? UNSAYABLE.test(word.block) : isUnsayable(word);
  });
}

/** What a command takes from the environment. */
export function takenBy(words: readonly Word[]): Taken[] {
  return words.flatMap((word) => {
    if (typeof word === 'string' || 'block' in word) return [];
    return 'secret' in word || 'file' in word ? [word] : takenBy(word);
  });
}
