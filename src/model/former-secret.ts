/** What is shown for a value that stood where a secret stands now. */
const FORMER = '(secret)';

type List = readonly unknown[];

/**
 * The value before a change, without what was a secret then: nobody knows it any more, but it stands where
 * `after` has one, which is masked in `shown`. In a list of rows that is a row of the same key; where keys
 * are secrets too, every row that goes.
 */
export function withoutFormer(before: unknown, after: unknown, shown: unknown): unknown {
  if (shown === after) return before;
  if (!isList(before) || !isList(after) || !isList(shown))
    return typeof before === 'string' ? FORMER : before;
  const rows = after.map((row, index) => ({ row, secret: shown[index] !== row }));
  const stays = new Set(after.map((row) => JSON.stringify(row)));
  const hidesKeys = after.some((row, index) => keyOf(row) !== keyOf(shown[index]));
  return before.map((one: unknown) => {
    if (stays.has(JSON.stringify(one))) return one;
    const isSecret = rows.some(({ row, secret }) => secret && keyOf(row) === keyOf(one));
    if (!isSecret && !hidesKeys) return one;
    return isList(one) ? one.map((part, index) => (index === 0 && !hidesKeys ? part : FORMER)) : FORMER;
  });
}

function keyOf(row: unknown): unknown {
  return isList(row) ? row[0] : row;
}

function isList(value: unknown): value is List {
  return Array.isArray(value);
}
