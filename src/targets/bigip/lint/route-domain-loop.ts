import { type ObjectSet, objectKey } from '../../../model/object.ts';
import type { Rule } from './rule.ts';

/** Route domains that are each other's parents. */
export const routeDomainLoop: Rule = {
  id: 'network/route-domain-loop',
  severity: 'error',
  explanation:
    'A route that a route domain lacks is looked for in its parent, and so on, so the last of them has no parent or ' +
    'one that is on the device.',
  check: ({ objects }) =>
    [...objects.values()].flatMap(({ kind, path, at }) =>
      kind === 'net/route-domain' && at && isAboveItself(objects, path)
        ? [
            {
              at: [...at, 'parent'],
              message: `the route domain ${path} is its own parent, or that of one of its parents`,
              hint: 'take parent away from one of them',
            },
          ]
        : [],
    ),
};

function isAboveItself(objects: ObjectSet, start: string): boolean {
  const passed = new Set<string>();
  let path = parentOf(objects, start);
  while (path !== undefined && path !== start && !passed.has(path)) {
    passed.add(path);
    path = parentOf(objects, path);
  }
  return path === start;
}

function parentOf(objects: ObjectSet, path: string): string | undefined {
  const parent = objects.get(objectKey({ kind: 'net/route-domain', path }))?.fields.parent;
  return typeof parent === 'string' ? parent : undefined;
}
