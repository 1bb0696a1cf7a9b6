import { atLeast } from '../../../model/version.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** First version whose HTTP profile passes the upgrade for everyone. */
export const NATIVE_SINCE = '11.4.1';

/** The allow-ws iRule on a version that does not need it. */
export const needlessIrule: Rule = {
  id: 'websocket/needless-irule',
  severity: 'warning',
  explanation:
    'Before TMOS 11.4.1 the HTTP profile went on parsing WebSocket frames as HTTP, so an iRule had to turn it ' +
    'off (K14814). Since then it passes the upgrade itself (K14754), and HTTP::disable only takes away what ' +
    'HTTP is there for: persistence cookies, headers, later HTTP events. Write websocket: auto or native.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ written }) => written.websocket?.mode === 'irule' && atLeast(subject.version, NATIVE_SINCE))
      .map(({ at, name }) => ({
        at: [...at, 'websocket'],
        message: `${name}: TMOS ${subject.version.text} passes WebSockets without an iRule`,
        hint: 'write websocket: auto',
      })),
};
