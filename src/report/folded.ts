/** Words in lines of a width, all but the last with an end of their own; a word is never cut. */
export function foldedWords(words: readonly string[], width: number, end = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length + end.length > width) {
      lines.push(line + end);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A value as JSON, in one line where that fits. */
export function foldedJson(value: unknown, width: number): string[] {
  const line = inOneLine(value);
  if (line.length <= width || typeof value !== 'object' || value === null) return [line];
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members: [string, unknown][] = Object.entries(value);
  const lines = members.flatMap(([key, inner], index) => {
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    const folded = foldedJson(inner, width - 3 - name.length);
    const comma = index < members.length - 1 ? ',' : '';
    return `${name}${folded.join('\n')}${comma}`.split('\n');
  });
  return [open, ...lines.map((one) => `  ${one}`), close];
}

function inOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  const members = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${inOneLine(inner)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
