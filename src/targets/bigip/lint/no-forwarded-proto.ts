import { attachedRules, hasForeignRule } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** TLS that ends here, and members that are not told. */
export const noForwardedProto: Rule = {
  id: 'virtual/no-forwarded-proto',
  severity: 'note',
  explanation:
    'Behind a client-SSL profile the members see plain HTTP: an application that makes URLs writes http:// and ' +
    'ws://, refuses an Origin of https://, or redirects to https:// for ever. An iRule tells it: ' +
    'HTTP::header replace X-Forwarded-Proto https. Applications that are told otherwise need none. Nothing is ' +
    'said with a server-SSL profile, nor where only the device knows an iRule. (inferred)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ http, has }) => http && has('client-ssl') === true && has('server-ssl') === false)
      .filter((view) => view.pools.length > 0 && !hasForeignRule(subject, view))
      .filter((view) => attachedRules(subject, view).every(({ text }) => !/X-Forwarded-Proto/i.test(text)))
      .map(({ at, name }) => ({
        at,
        message: `${name}: the members are not told that clients came over TLS`,
        hint: 'add an iRule with HTTP::header replace X-Forwarded-Proto https',
      })),
};
