import type { Rule } from './rule.ts';
import { poolsBehind, virtualsOf } from './virtuals.ts';

/** A pool behind a virtual server that has nobody to send a connection to. */
export const noMembers: Rule = {
  id: 'pool/no-members',
  severity: 'warning',
  explanation:
    'A virtual server whose pool has no members resets every connection. Add members, or leave the pool out ' +
    'where an iRule chooses another one.',
  check: (subject) =>
    poolsBehind(virtualsOf(subject))
      .filter(({ written }) => written.members.length === 0)
      .map(({ at, name }) => ({
        at,
        message: `the pool ${name} is behind a virtual server and has no members`,
        hint: 'add members: { node: port }',
      })),
};
