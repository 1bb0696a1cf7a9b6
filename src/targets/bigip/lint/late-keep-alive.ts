import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** Keep-alives that would come after the idle timeout has cut the connection. */
export const lateKeepAlive: Rule = {
  id: 'virtual/late-keep-alive',
  severity: 'warning',
  explanation:
    'A keep-alive is sent after so many seconds without traffic. Where the idle timeout is no longer than ' +
    'that, the connection is cut first and no keep-alive is ever sent. Make keepAlive well shorter than ' +
    'idleTimeout (300 seconds where the spec does not say).',
  check: (subject) =>
    virtualsOf(subject).flatMap(({ at, name, written: { keepAlive, idleTimeout = 300 } }) =>
      keepAlive === undefined || idleTimeout === 'indefinite' || keepAlive < idleTimeout
        ? []
        : [
            {
              at: [...at, 'keepAlive'],
              message: `${name}: a keep-alive after ${keepAlive} s is never sent, the idle timeout cuts the connection after ${idleTimeout} s`,
              hint: 'make keepAlive shorter than idleTimeout',
            },
          ],
    ),
};
