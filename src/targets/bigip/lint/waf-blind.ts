import { attachedRules } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** What a virtual server with an application security policy has. */
const WAF = '/Common/websecurity';

/** A security policy that does not see frames. */
export const wafBlind: Rule = {
  id: 'websocket/waf-blind',
  severity: 'warning',
  explanation:
    'An application security policy sees WebSocket frames by the WebSocket profile. Without it the policy blocks the ' +
    'upgrade or lets frames through unread. Write websocket: profile (TMOS 12.1 and later), and list the WebSocket ' +
    'URLs in the policy. A policy is seen from /Common/websecurity in profiles:, or from an iRule with events of ASM. ' +
    '(techdocs.f5.com, securing WebSocket applications)',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ way }) => way !== 'profile')
      .filter((view) => view.written.profiles.every(({ profile }) => profile !== '/Common/websocket'))
      .filter(
        (view) =>
          view.written.profiles.some(({ profile }) => profile === WAF) ||
          attachedRules(subject, view).some(({ read }) =>
            read.handlers.some(({ event }) => event.startsWith('ASM_')),
          ),
      )
      .map(({ at, name }) => ({
        at: [...at, 'websocket'],
        message: `${name}: the security policy sees no frames without the WebSocket profile`,
        hint: 'write websocket: profile',
      })),
};
