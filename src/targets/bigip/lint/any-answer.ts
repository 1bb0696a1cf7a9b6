import type { Rule } from './rule.ts';

/** A monitor to which an error page is as good as a page. */
export const anyAnswer: Rule = {
  id: 'monitor/any-answer',
  severity: 'note',
  explanation:
    'An HTTP monitor without receive counts a member as up on any answer, 404 and 503 too. Say what a good ' +
    'answer looks like: receive: "HTTP/1.1 101" for an upgrade, receive: "200 OK" for a page.',
  check: ({ spec }) =>
    Object.entries(spec.monitors)
      .filter(
        ([, one]) =>
          (one.type === 'http' || one.type === 'https') && one.receive === '' && one.receiveDisable === '',
      )
      .map(([name]) => ({
        at: ['monitors', name],
        message: `to the monitor ${name} any answer is good, an error too`,
        hint: 'add receive: with what a good answer holds, for example receive: "HTTP/1.1 101"',
      })),
};
