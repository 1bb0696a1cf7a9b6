import type { SpecPath } from '../model/object.ts';
import { closest } from '../yaml/suggest.ts';
import { otherValue } from './other-values.ts';
import { folded, stands } from './word-places.ts';
import { WORDS } from './words/registry.ts';

// Keys that people try, and what they are here. A word that stands for something bigip-ws cannot do says so.

/** What a key or value that the schema does not know is called here; undefined where we cannot tell. */
export function otherWord(path: SpecPath, value: unknown, problem: 'key' | 'value'): string | undefined {
  return problem === 'value' ? otherValue(path, value) : otherKey(path);
}

function otherKey(path: SpecPath): string | undefined {
  const key = String(path.at(-1));
  const word = folded(key);
  const entries = WORDS.find(([place]) => stands(place, path.slice(0, -1)))?.[1] ?? [];
  const advice = entries.find(([, tried]) => tried.split(' ').some((one) => folded(one) === word))?.[0];
  return advice !== undefined && isMisspelt(key, advice) ? undefined : advice;
}

/** A key that is nearly the right one is not another tool's word: "did you mean" says it better. */
function isMisspelt(key: string, advice: string): boolean {
  const name = /^here it is `([^`]+)`$/.exec(advice)?.[1];
  return name !== undefined && closest(key, [name]) === name;
}
