import { isMemberPath } from '../resources/object-path.ts';
import type { Hit, Rule } from './rule.ts';

const LONGEST = 255;

/** A full path that is longer than a device takes (device-facts: object-names); folders and partitions add up. */
export const longPath: Rule = {
  id: 'bigip/long-path',
  severity: 'error',
  explanation:
    'The full path of an object, /Partition/folder/name, has at most 255 characters (AS3). A profile that a ' +
    'virtual server needs for itself is called after it, and some characters longer. Shorten one of the names.',
  check: ({ objects }) =>
    [...objects.values()]
      .filter(({ path }) => path.length > LONGEST && !isMemberPath(path))
      .map(({ path, at = [] }): Hit => ({
        at,
        message: `${path.slice(0, 60)}… has ${path.length} characters; a path has ${LONGEST} at most`,
        hint: 'shorten its name, or that of its folder or partition',
      })),
};
