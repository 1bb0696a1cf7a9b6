import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** A virtual server with no pool and no iRule that could choose one. */
export const noPool: Rule = {
  id: 'virtual/no-pool',
  severity: 'warning',
  explanation:
    'Without a pool, routes or an iRule of its own a virtual server has nowhere to send a connection and resets ' +
    'it. A wildcard destination without address translation forwards by the routes and is left alone here.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(
        ({ written, fields }) =>
          written.pool === undefined &&
          written.rules.length === 0 &&
          written.routes.length === 0 &&
          fields.translateAddress === 'enabled',
      )
      .map(({ at, name }) => ({
        at,
        message: `${name} has neither a pool nor routes nor an iRule: every connection is reset`,
        hint: 'add pool: with the name of a pool',
      })),
};
