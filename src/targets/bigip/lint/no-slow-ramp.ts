import type { Rule } from './rule.ts';
import { memberChoices, poolsBehind, websocketVirtuals } from './virtuals.ts';

/** A member that comes back and gets every new connection. */
export const noSlowRamp: Rule = {
  id: 'pool/no-slow-ramp',
  severity: 'note',
  explanation:
    'A method that counts connections sends everybody to the member that has none: the one that just came back. ' +
    'With slowRampTime: 0 it gets all reconnects of a restart in its first second. Leave slowRampTime at 10 seconds ' +
    'or give it more. (DevCentral "Load Balancing WebSockets", least connections; K6406)',
  check: (subject) =>
    poolsBehind(websocketVirtuals(subject))
      .filter((pool) => pool.written.slowRampTime === 0 && memberChoices(pool) > 1)
      .filter(({ written }) => /least-connections|least-sessions/.test(written.method))
      .map(({ name, at }) => ({
        at: [...at, 'slowRampTime'],
        message: `the pool ${name}: a member that comes back gets every new connection at once`,
        hint: 'leave slowRampTime out, which is 10 seconds',
      })),
};
