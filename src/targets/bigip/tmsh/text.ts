import type { Command, Word } from './command.ts';
import { MASK } from '../../../model/mask.ts';

/** What stands as it is for tmsh and for Tcl; the shell never sees a word of a command. */
export const BARE = /^[\w/.:%@,+=~*][\w/.:%@,+=~*-]*$/;

/**
 * A text as one word of tmsh, whatever is in it. Between quotes `\"` is a quote, and a backslash stays before most
 * characters: a monitor's `\r\n` is sent as it is (device-facts: tmsh-quoting).
 */
export function tmshText(text: string): string {
  if (BARE.test(text)) return text;
  return `"${text.replaceAll(/\\(?=["\\?]|$)|"/g, String.raw`\$&`)}"`;
}

/** The words of a command as they are typed, braces apart. */
export function typedWords({ verb, object, settings }: Command): string[] {
  return [verb, ...[...object, ...settings].flatMap(typed)];
}

function typed(word: Word): string[] {
  if (typeof word === 'string') return [tmshText(word)];
  if ('secret' in word) return [MASK];
  if ('file' in word) return [tmshText(word.file)];
  if ('block' in word) return ['{', '…', '}'];
  return ['{', ...word.flatMap(typed), '}'];
}
