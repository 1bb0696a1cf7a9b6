/** A TMOS version such as `17.1.2` or `12.1.5.3`. */
export interface TmosVersion {
  readonly text: string;
  readonly parts: readonly number[];
}

/** Reads a TMOS version; `undefined` where the text is not two to five numbers with dots. */
export function parseVersion(text: string): TmosVersion | undefined {
  const trimmed = text.trim();
  if (!/^\d{1,3}(\.\d{1,4}){1,4}$/.test(trimmed)) return undefined;
  return { text: trimmed, parts: trimmed.split('.').map(Number) };
}

/** Like `parseVersion`, for a text that is known to be a version (a constant, a checked field). */
export function version(text: string): TmosVersion {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(`not a TMOS version: ${text}`);
  return parsed;
}

/** Whether `one` is `minimum` or newer. Missing parts count as 0: `13.1` is `13.1.0`. */
export function atLeast(one: TmosVersion, minimum: string): boolean {
  const other = partsOf(minimum);
  for (let index = 0; index < Math.max(one.parts.length, other.length); index++) {
    const difference = (one.parts[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Whether a version has what came with the first of these, or with the first of its own branch of several:
 * `15.1.9 16.1.4 17.0` is in 15.1.9 and 16.1.5, and not in 16.1.3.
 */
export function isSince(one: TmosVersion, firsts: string): boolean {
  const list = firsts.split(' ');
  const newest = list.at(-1) ?? '';
  const branch = (text: string): string => text.split('.').slice(0, 2).join('.');
  return list.some(
    (first) => (first === newest || branch(first) === branch(one.text)) && atLeast(one, first),
  );
}

/** There are a dozen minimums, and each is asked for with every field of every object. */
const known = new Map<string, readonly number[]>();

function partsOf(minimum: string): readonly number[] {
  const parts = known.get(minimum) ?? version(minimum).parts;
  known.set(minimum, parts);
  return parts;
}
