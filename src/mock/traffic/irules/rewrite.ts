import { bodiesOf, isExpression } from '../../irules/bodies.ts';
import { type Command, endOfGroup, parseScript, type Word } from '../../irules/tcl.ts';
import { hasOwnOperator, rewriteExpression } from './expression.ts';

// The text of an iRule as the Tcl that runs here reads it the way a BIG-IP does: its operators, and words and
// lines that only the device's own lexer takes (device-facts: irule-load-check). Each line stays where it is.

export function rewriteScript(text: string): string {
  const written: string[] = [];
  let at = 0;
  for (const command of parseScript(text, 1)) {
    for (const [index, word] of merged(command, text).entries()) {
      const gap = text.slice(at, word.start);
      written.push(index === 0 ? gap : joining(gap), rewriteWord(command, word, text));
      at = word.end;
    }
  }
  return written.join('') + text.slice(at);
}

/** `expr $a contains $b`: its words are one expression, as Tcl takes them to be. */
function merged(command: Command, text: string): readonly Word[] {
  const [first, ...rest] = command.words;
  const [from, to] = [rest[0], rest.at(-1)];
  if (first?.text !== 'expr' || !from || !to || from === to || !hasOwnOperator(rest.map((word) => word.text)))
    return command.words;
  return [first, { ...from, form: 'bare', text: text.slice(from.start, to.end), end: to.end }];
}

/** What stands between two words: something, and no end of the command. */
function joining(gap: string): string {
  return gap === '' ? ' ' : gap.replaceAll(/(?<!\\)\n/g, '\\\n');
}

function rewriteWord(command: Command, word: Word, text: string): string {
  const name = command.words[0]?.text;
  const source = text.slice(word.start, word.end);
  if (!command.words.includes(word)) return `{${rewriteExpression(word.text, rewriteInside)}}`;
  if (word.form !== 'braced') return rewriteInside(source);
  if (name === 'switch' && word === command.words.at(-1)) return `{${rewriteArms(word.text)}}`;
  if (bodiesOf(command).includes(word)) return `{${rewriteScript(word.text)}}`;
  if (isExpression(command, word)) return `{${rewriteExpression(word.text, rewriteInside)}}`;
  return source;
}

/** `pattern body …` of a switch. */
function rewriteArms(text: string): string {
  const words = parseScript(text, 1).flatMap((command) => command.words);
  const written: string[] = [];
  let at = 0;
  for (const [index, { form, text: inner, start, end }] of words.entries()) {
    const isBody = index % 2 === 1 && form === 'braced';
    // A body may touch the pattern before it: two words to the device, none to a list of Tcl.
    const gap = text.slice(at, start) || (index > 0 ? ' ' : '');
    written.push(gap, isBody ? `{${rewriteScript(inner)}}` : text.slice(start, end));
    at = end;
  }
  return written.join('') + text.slice(at);
}

/** A word, quoted or bare, or an operand: only what is in `[…]` is code. */
function rewriteInside(text: string): string {
  let written = '';
  let at = 0;
  for (let look = 0; look < text.length; look++) {
    if (text[look] === '\\') look++;
    else if (text[look] === '[') {
      const end = endOfGroup(text, look);
      written += `${text.slice(at, look)}[${rewriteScript(text.slice(look + 1, end - 1))}]`;
      at = end;
      look = end - 1;
    }
  }
  return written + text.slice(at);
}
