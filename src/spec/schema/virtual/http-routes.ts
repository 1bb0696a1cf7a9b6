import { z } from 'zod';
import { parseAddress } from '../../../model/address.ts';
import { regexProblem } from '../../tcl-regex.ts';
import { answer, location, redirectStatus } from './http-answers.ts';
import { cookieName } from './persistence.ts';
import { checked, reference, seconds } from '../scalars.ts';

// Which request goes where, under one address. All of it becomes Tcl (device-facts: irule-load-check), so a text
// is taken only where it can stand in a request: printable ASCII, the rest percent-encoded.

const LABELS = String.raw`[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_-]{1,63})*`;
const HOST = new RegExp(String.raw`^(?:(?:\*\.)?${LABELS}|\[[0-9A-Fa-f:.]{2,45}\])\.?$`);

/** One value, or any of several. */
const oneOf = <T extends z.ZodType<string>>(value: T) =>
  z.union([value.transform((one): string[] => [one]), z.array(value).min(1).max(64)]);

const host = checked(
  'host',
  (text) => text.length <= 253 && HOST.test(text),
  'not a host name',
  'write demo.example.com, or *.example.com for every name below it, without https:// and without a port',
).transform((text) => text.toLowerCase().replace(/\.$/, ''));

const isPath = (text: string): boolean => /^\/[!-~]{0,2000}$/.test(text) && !/[?#]/.test(text);
const PATH_HINT =
  'begin with /, write blanks and other letters as %20; a query has a key of its own, `query`';

const prefix = checked(
  'path',
  (text) => isPath(text) && !text.endsWith('*'),
  'not a path',
  `${PATH_HINT}. A path is a prefix anyway: write /socket.io/, without a *`,
);

const exactPath = checked('path', isPath, 'not a path', PATH_HINT);

const regex = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    const problem = regexProblem(text);
    if (problem === undefined) return;
    const hint = 'docs/spec.md says what a regular expression of a route may hold';
    context.addIssue({
      code: 'custom',
      message: `not a regular expression that the device can use: ${problem}`,
      params: { hint, rule: 'schema/value' },
    });
  })
  .meta({ title: 'regular expression' })
  .describe(
    'A regular expression, found anywhere unless `^` and `$` stand at its ends: what Tcl and JavaScript read alike, so ' +
      'sets, groups, alternatives, counts up to 255, `(?=…)`, `(?!…)`, and `(?i)` at its beginning; no back ' +
      'references and no `\\b`.',
  );

const otherPath = z
  .strictObject({
    exact: oneOf(exactPath).optional().describe('This path and no other, or one of these.'),
    regex: regex.optional(),
  })
  .superRefine(({ exact, regex: expression }, context) => {
    if ((exact === undefined) !== (expression === undefined)) return;
    const message =
      exact === undefined ? 'a path in braces is exact or regex' : 'a path is exact or regex, not both';
    context.addIssue({ code: 'custom', message, params: { hint: PATH_HINT, rule: 'schema/value' } });
  });

const path = z
  .union([
    oneOf(prefix).transform((any) => ({ how: 'prefix' as const, any })),
    otherPath.transform((one) =>
      one.exact
        ? { how: 'exact' as const, any: one.exact }
        : { how: 'regex' as const, any: [one.regex ?? ''] },
    ),
  ])
  .optional()
  .describe(
    'The path, as the client wrote it. `/x/`, which is the same as `/x`: that path and all below it, so `/x`, `/x/` ' +
      'and `/x/y`, not `/xy`. `{ exact: /x }`, `{ regex: "^/a[0-9]+$" }`, or a list of prefixes.',
  );

/** A word of a header (RFC 9110). */
export const token = checked(
  'name of a header',
  (text) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/.test(text),
  'not the name of a header',
  'write X-Canary, without a colon',
);

/** YAML reads `4` and `true` as something else than text; in a request there is only text. */
const scalarText = (accepts: RegExp, message: string, hint: string) =>
  z
    .union([z.string(), z.number(), z.boolean()])
    .transform(String)
    .superRefine((text, context) => {
      if (!accepts.test(text))
        context.addIssue({ code: 'custom', message, params: { hint, rule: 'schema/value' } });
    });

const headerValue = scalarText(
  /^(?:[!-~]|[!-~][ -~]{0,1022}[!-~])$/,
  'not the value of a header',
  'printable ASCII, without blanks at its ends',
);

const header = z
  .record(
    token,
    z.union([
      oneOf(headerValue).transform((any) => ({ how: 'exact' as const, any })),
      z.strictObject({ regex }).transform((one) => ({ how: 'regex' as const, any: [one.regex] })),
    ]),
  )
  .default({})
  .describe('Headers and their values: exactly that one, one of a list, or `{ regex: … }`. All must match.');

const QUERY = /^[!-~]{0,1024}$/;
const QUERY_HINT = 'as it stands in the URL: other letters, blanks, & and # as %20';

const query = z
  .record(
    z.string().regex(/^(?!.*[&#=])[!-~]{1,200}$/, { error: 'not the name of a parameter' }),
    oneOf(
      scalarText(QUERY, 'not the value of a parameter', QUERY_HINT).refine((text) => !/[&#]/.test(text), {
        error: 'not the value of a parameter',
      }),
    ),
  )
  .default({})
  .describe(
    'Parameters of the query and their values, as they stand in the URL, percent-encoding and all: that one, or ' +
      'one of a list. All must match.',
  );

const mask = checked(
  'IPv4 mask',
  (text) => text === 'none' || parseAddress(text)?.family === 4,
  'not a mask of IPv4',
  'write 255.255.255.0 or none',
)
  .default('none')
  .describe('Clients of one network of IPv4 share a record.');

const routePersistence = z
  .union([
    z.enum(['none', 'cookie', 'source-address']),
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('cookie'),
        cookieName: cookieName.min(1).describe('The name of the cookie.'),
        expiration: seconds(31_536_000).default(0).describe('Seconds; 0 is the browser’s session.'),
      }),
      z.strictObject({
        type: z.literal('source-address'),
        timeout: seconds().min(1).default(180).describe('Seconds an unused record is kept.'),
        mask,
      }),
    ]),
  ])
  .optional()
  .describe(
    'With `pool`: what brings a client back to the same member. Left out: the `persistence` of the virtual server. ' +
      'It is set by a command, which knows name and expiry of a cookie and nothing else.',
  );

const redirect = z
  .union([
    location.transform((to) => ({ to, status: 302, keepPath: false })),
    z.strictObject({
      to: location.describe('Where to: a URL with http:// or https://, or a path.'),
      status: redirectStatus.default(302).describe('The status.'),
      keepPath: z.boolean().default(false).describe('Path and query of the request are put behind it.'),
    }),
  ])
  .optional()
  .describe('Sends the client elsewhere, with 302 unless said otherwise. WebSocket clients do not follow.');

const route = z
  .strictObject({
    host: oneOf(host)
      .optional()
      .describe(
        'The host the client asks for, without its port, in any case; `*.example.com` for those below.',
      ),
    path,
    header,
    query,
    upgrade: z
      .literal('websocket')
      .optional()
      .describe('Only requests that ask for a WebSocket (RFC 6455: `Upgrade: websocket`, over HTTP/1.1).'),
    pool: reference.optional().describe('Where such requests go.'),
    persistence: routePersistence,
    redirect,
    respond: answer,
  })
  .superRefine((one, context) => {
    const said = ACTIONS.filter((action) => one[action] !== undefined);
    const problem = (path: string[], message: string, hint: string): void =>
      context.addIssue({ code: 'custom', path, message, params: { hint, rule: 'schema/value' } });
    if (said.length === 0) problem([], 'a route does something', 'write pool, redirect or respond');
    if (said.length > 1) problem([], `a route does one thing, not ${said.join(' and ')}`, 'keep one of them');
    if (one.persistence !== undefined && one.pool === undefined)
      problem(['persistence'], 'persistence is for members of a pool', 'write it in a route with pool');
  });

const ACTIONS = ['pool', 'redirect', 'respond'] as const;

export const httpRoutes = z
  .array(route)
  .max(256)
  .default([])
  .describe(
    'Which requests go where, by what they ask for: the first that matches counts. All that a route says must match; ' +
      'one that says nothing matches everything. What matches none goes to `pool`, or gets 404 where there is none. ' +
      'Decided for every request, after `rules`.',
  );

export type HttpRoute = z.output<typeof route>;
