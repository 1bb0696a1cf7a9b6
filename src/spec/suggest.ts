import { closest as nearest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant by `word`: at most a third of its letters away, else undefined. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 100) return undefined;
  const folded = candidates.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
  if (folded !== undefined) return folded === word ? undefined : folded;
  const best = nearest(word, candidates);
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(word, best) <= allowed ? best : undefined;
}

/** "did you mean `x`?", or undefined when nothing is close. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const meant = closest(word, candidates);
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}
