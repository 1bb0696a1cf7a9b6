/** A piece of a text with references: literal text, `${name}`, `${env:NAME}`, or what is wrong there. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable' | 'env'; readonly name: string }
  | { readonly kind: 'bad'; readonly rule: string; readonly message: string; readonly hint: string };

const ESCAPE_HINT = 'write `$${` for a literal `${`';

/** Splits a text at its references; `$${` is a literal `${`, and a `$` without `{` is only a `$`. */
export function readTemplate(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', from)) {
    const escaped = at > from && text[at - 1] === '$';
    const before = text.slice(from, escaped ? at - 1 : at);
    if (before !== '') pieces.push({ kind: 'text', text: before });
    const end = escaped ? at + 1 : text.indexOf('}', at);
    if (end < 0) return [...pieces, unterminated()];
    pieces.push(escaped ? { kind: 'text', text: '${' } : reference(text.slice(at + 2, end)));
    from = end + 1;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}

/** Whether a name can be written as `${name}`. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name);
}

function reference(inside: string): Piece {
  if (inside.startsWith('env:')) {
    const name = inside.slice('env:'.length);
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return { kind: 'env', name };
  } else if (isVariableName(inside)) return { kind: 'variable', name: inside };
  const message = 'between `${` and `}` stands no variable name';
  return { kind: 'bad', rule: 'variables/name', message, hint: `\${name} or \${env:NAME}; ${ESCAPE_HINT}` };
}

function unterminated(): Piece {
  const message = 'a `${` is not closed by `}`';
  return { kind: 'bad', rule: 'variables/unterminated', message, hint: ESCAPE_HINT };
}
