import { type Command, parseScript, type Word } from './tcl.ts';

// Which words of a command are scripts or conditions.

/** The words of a command that are scripts themselves. */
export function bodiesOf({ words }: Command): readonly Word[] {
  const [first, ...rest] = words;
  const braced = (list: readonly (Word | undefined)[]) => list.filter((word) => word?.form === 'braced');
  switch (first?.text ?? '') {
    case 'if':
      return braced(ifBodies(rest)).filter((word) => word !== undefined);
    case 'while':
    case 'foreach':
    case 'catch':
    case 'clientside':
    case 'serverside':
      return braced([words[0]?.text === 'catch' ? rest[0] : rest.at(-1)]).filter(
        (word) => word !== undefined,
      );
    case 'for':
      return braced([rest[0], rest[2], rest[3]]).filter((word) => word !== undefined);
    case 'after':
    case 'eval':
      return braced([rest.at(-1)]).filter((word) => word !== undefined);
    case 'switch':
      return switchBodies(rest);
    default:
      return [];
  }
}

function ifBodies(words: readonly Word[]): readonly Word[] {
  const bodies: Word[] = [];
  let at = 1;
  while (at < words.length) {
    if (words[at]?.text === 'then') at++;
    const body = words[at++];
    if (body) bodies.push(body);
    const next = words[at]?.text;
    if (next === 'elseif') at += 2;
    else if (next === 'else') at += 1;
    else if (at < words.length && words[at]?.form !== 'braced') break;
  }
  return bodies;
}

/** The scripts of `switch … { pattern body … }`, and of the form that lists them as words. */
function switchBodies(words: readonly Word[]): readonly Word[] {
  const last = words.at(-1);
  if (last?.form !== 'braced') return [];
  const start = words.findIndex((word) => !word.text.startsWith('-'));
  const pairs = words.slice(start + 1);
  if (pairs.length > 1) return pairs.filter((word, index) => index % 2 === 1 && word.form === 'braced');
  const inner = parseScript(last.text, last.line).flatMap(({ words: list }) => list);
  return inner.filter((word, index) => index % 2 === 1 && word.form === 'braced');
}

/** Braced words in which `[…]` is still a command: conditions. */
export function isExpression({ words }: Command, word: Word): boolean {
  const name = words[0]?.text;
  return (name === 'if' || name === 'while' || name === 'expr' || name === 'for') && words.includes(word);
}
