import { atLeast } from '../../../model/version.ts';
import { type AttachedRule, attachedRules } from './attached-rules.ts';
import { NATIVE_SINCE } from './needless-irule.ts';
import type { Rule, Subject } from './rule.ts';
import { usesCookie, type VirtualView, virtualsOf } from './virtuals.ts';

/** An own iRule that turns HTTP off where HTTP is needed, or where nothing asks for that. */
export const ownHttpDisable: Rule = {
  id: 'virtual/own-http-disable',
  severity: 'warning',
  explanation:
    'HTTP::disable makes a connection plain TCP to its end: no persistence cookie is set, no header added, no ' +
    'later HTTP event raised, and a WebSocket profile sees no frames. Since TMOS 11.4.1 the HTTP profile passes ' +
    'WebSockets by itself (K14754): write websocket: auto and drop that part of the iRule. For other protocols ' +
    'over HTTP the command keeps its place. (K14814)',
  check: (subject) =>
    virtualsOf(subject).flatMap((view) =>
      attachedRules(subject, view).flatMap((rule) => {
        const harm = rule.steps.some(({ name }) => name === 'HTTP::disable') && harmOf(subject, view, rule);
        if (!harm) return [];
        return [
          {
            at: rule.at,
            message: `${view.name}: ${rule.name} turns HTTP off: ${harm}`,
            hint: 'drop HTTP::disable from the iRule, and write websocket: auto',
          },
        ];
      }),
    ),
};

function harmOf({ version }: Subject, view: VirtualView, { text }: AttachedRule): string | undefined {
  if (view.has('websocket') === true) return 'the WebSocket profile then sees no frames';
  if (usesCookie(view.written)) return 'such a connection gets no persistence cookie';
  const isForWebsockets = view.way !== undefined || /websocket|upgrade/i.test(text);
  return isForWebsockets && atLeast(version, NATIVE_SINCE)
    ? `TMOS ${version.text} passes WebSockets without that`
    : undefined;
}
