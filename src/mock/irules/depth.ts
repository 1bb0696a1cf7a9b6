const DEEPEST = 200;

/** Tcl's own words. */
export const TOO_DEEP = 'too many nested evaluations (infinite loop?)';

/**
 * The line on which braces and brackets lie deeper than this reader goes. It reads each body once more for every
 * one around it, so that depth is what costs time.
 */
export function tooDeepAt(text: string): number | undefined {
  const open: string[] = [];
  let line = 1;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') line++;
    else if (char === '\\') at++;
    else if (char === '{' || char === '[') open.push(char);
    else if (char === ']' && open.at(-1) === '[') open.pop();
    // A brace that is closed closes the brackets in it.
    else if (char === '}') while (open.length > 0 && open.pop() === '[');
    if (open.length > DEEPEST) return line;
  }
  return undefined;
}
