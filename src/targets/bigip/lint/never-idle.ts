import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Connections of clients that are gone, kept for long. */
export const neverIdle: Rule = {
  id: 'websocket/never-idle',
  severity: 'note',
  explanation:
    'With idleTimeout: indefinite a connection whose client vanished without a word (a phone out of reach, a ' +
    'closed lid) ends only when a keep-alive goes unanswered, and these are sent after 1800 seconds. Until then it ' +
    'counts against limits and ports. Write keepAlive: 60 with it, or a finite timeout. (F5Networks/k8s-bigip-ctlr' +
    '#2211; the values of the built-in profile)',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ written }) => written.idleTimeout === 'indefinite' && written.keepAlive === undefined)
      .map(({ at, name }) => ({
        at: [...at, 'idleTimeout'],
        message: `${name}: connections of clients that vanished stay for half an hour and more`,
        hint: 'add keepAlive: 60',
      })),
};
