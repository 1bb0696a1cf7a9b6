import { closest as nearest, distance } from 'fastest-levenshtein';

/** The candidate that was probably meant by `word`: a third of its letters differ at most, or two are swapped. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 100 || candidates.includes(word)) return undefined;
  const alike = candidates.find((candidate) => lettersOf(candidate) === lettersOf(word));
  if (alike !== undefined && distance(word.toLowerCase(), alike.toLowerCase()) <= 2) return alike;
  if (candidates.length === 0) return undefined;
  const best = nearest(word, candidates);
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(word, best) <= allowed ? best : undefined;
}

function lettersOf(word: string): string {
  return Array.from(word.toLowerCase()).sort().join('');
}

/** "did you mean `x`?", or undefined when nothing is close. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const meant = closest(word, candidates);
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}
