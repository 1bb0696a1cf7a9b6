import type { Unreadable } from './rule-commands.ts';

// What is not read at all, so that reading never takes long: no device takes a longer iRule
// (device-facts: irule-length), and nobody writes a deeper one.

const LONGEST = 65_535;
const DEEPEST = 200;

export function beyondBounds(text: string): Unreadable | undefined {
  const size = text.length > LONGEST ? text.length : Buffer.byteLength(text);
  if (size > LONGEST)
    return {
      at: 0,
      reason: `an iRule has at most ${LONGEST} bytes, this one more (01020057)`,
      hint: 'split it, or keep its tables in data-groups',
    };
  const at = tooDeepAt(text);
  if (at === undefined) return undefined;
  return {
    at,
    reason: `braces and brackets lie more than ${DEEPEST} deep here`,
    hint: 'write a procedure, or a data-group',
  };
}

/** Where braces and brackets lie too deep; a brace that is closed closes the brackets in it. */
function tooDeepAt(text: string): number | undefined {
  const open: string[] = [];
  for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    const char = text.charAt(at);
    if (char === '{' || char === '[') open.push(char);
    else if (char === ']' && open.at(-1) === '[') open.pop();
    else if (char === '}') while (open.length > 0 && open.pop() === '[');
    if (open.length > DEEPEST) return at;
  }
  return undefined;
}
