// Reads docs/device-facts.md, and finds what cites it.

/** An entry of docs/device-facts.md: its id and the text below it. */
export interface Entry {
  readonly id: string;
  readonly text: string;
}

export function entriesOf(markdown: string): Entry[] {
  return markdown
    .split(/^(?=#{1,6} )/m)
    .filter((part) => part.startsWith('### '))
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return { id: heading.slice('### '.length), text: lines.join('\n').trim() };
    });
}

/** The short names in the table of sources. */
export function sourceNames(markdown: string): string[] {
  const [, after = ''] = markdown.split('Short names of sources:');
  const [table = ''] = after.split('\n## ');
  const names = [...table.matchAll(/^\| ([A-Za-z][\w -]*?) +\|/gm)].map(([, name = '']) => name);
  return names.filter((name) => name !== 'name');
}

/** What is wrong with an entry: it says who says so, for each part of it, and names that source. */
export function faultsOf({ id, text }: Entry, names: readonly string[]): string[] {
  const last = text.split('\n\n').at(-1) ?? '';
  const claims = last.split(/(?=_(?:Recorded|Documented|Inferred):_)/);
  const isSource = (claim: string): boolean => /^_Inferred:_\s+\S/.test(claim) || namesSource(claim, names);
  return [
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) ? [] : [`${id}: not an id`]),
    ...claims.filter((claim) => !isSource(claim)).map((claim) => `${id}: no source in "${claim.trim()}"`),
  ];
}

function namesSource(claim: string, names: readonly string[]): boolean {
  if (!/^_(Recorded|Documented):_\s+\S/.test(claim)) return false;
  const isNamed = names.some((name) => claim.includes(name));
  return isNamed || /\bK\d{4,}\b|\bID\d{5,}\b|\b[\w-]+\/[\w.-]+#\d+/.test(claim);
}

/** The ids that a text cites: `(device-facts: one, two)` and `device-facts.md#one`. */
export function citationsIn(text: string): string[] {
  const unfolded = text.replaceAll(/\n\s*(?:\/\/|\*|#)? ?/g, ' ');
  const short = [...unfolded.matchAll(/\bdevice-facts: ([a-z0-9-]+(?:, [a-z0-9-]+)*)/g)];
  const long = [...text.matchAll(/\bdevice-facts\.md#([\w.-]*)/g)];
  return [...short.flatMap(([, ids = '']) => ids.split(', ')), ...long.map(([, id = '']) => id)];
}

/** Citations of notes that are not in this repository, such as `N` and a number. */
export function foreignCitationsIn(text: string): string[] {
  const comments = text.match(/\/\/.*|\/\*[\s\S]*?\*\/|^\s*#.*/gm) ?? [];
  const ids = comments.flatMap((comment) => comment.match(/\bN\d{1,2}\b|\b[A-J]\.\d{1,2}\b/g) ?? []);
  return [...ids, ...(text.match(/\bicontrol(?:-more)?\.md|\bicontrol-more\b|\btraffic\.md/g) ?? [])];
}
