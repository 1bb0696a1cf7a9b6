import type { Rule } from './rule.ts';

/** An expression that says no more than a prefix or a path. */
export const routePlainRegex: Rule = {
  id: 'route/plain-regex',
  severity: 'note',
  explanation:
    'A regular expression that begins with ^ and then holds letters only is a prefix, and one with $ behind them a ' +
    'path. Said as such it is faster, ends where a segment does (^/api matches /apis too), and is compared with the ' +
    'other routes. (docs/spec.md, routes)',
  check: ({ spec }) =>
    Object.entries(spec.virtualServers).flatMap(([name, { routes }]) =>
      routes.flatMap(({ path }, index) => {
        const [, text, end] = path?.how === 'regex' ? (PLAIN.exec(path.any[0] ?? '') ?? []) : [];
        if (text === undefined) return [];
        const plain = text.replaceAll('\\', '');
        const better = end === '$' ? `path: { exact: ${plain} }` : `path: ${plain}`;
        return [
          {
            at: ['virtualServers', name, 'routes', index, 'path', 'regex'],
            message: `${name}: the expression of route ${index + 1} is a plain ${end === '$' ? 'path' : 'prefix'}`,
            hint: `write ${better}`,
          },
        ];
      }),
    ),
};

/** A beginning, letters that stand for themselves, and one of the usual ends. */
const PLAIN =
  /^\^(\/(?:[A-Za-z0-9/_~%!@&=:;,'"<>`#-]|\\[^A-Za-z0-9])*?)(\$|\.\*\$?|\(\/\.\*\)\?\$|\(\/\|\$\)|)$/;
