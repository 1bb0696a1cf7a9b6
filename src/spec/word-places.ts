import type { SpecPath } from '../model/object.ts';

/** What to write instead, as the hint of a message. */
export type Advice = string;

/** A word without what people write differently: capitals, `_`, `-` and blanks. */
export function folded(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** Whether a path is of a place such as `pools.*.members`; a star is any name or position. */
export function stands(place: string, path: SpecPath): boolean {
  const segments = place === '' ? [] : place.split('.');
  return (
    segments.length === path.length &&
    segments.every((segment, index) => segment === '*' || segment === path[index])
  );
}
