import { isPersistent } from './attached-rules.ts';
import { FRAMEWORKS } from './frameworks.ts';
import type { Rule } from './rule.ts';
import { memberChoices, virtualsOf } from './virtuals.ts';

/** A framework that negotiates or polls, and nothing that brings its clients back to one member. */
export const fallbackPersistence: Rule = {
  id: 'websocket/fallback-persistence',
  severity: 'warning',
  explanation:
    'framework: says that clients negotiate first, or poll where a WebSocket cannot be had. Each of these requests ' +
    'is balanced by itself, and the member that did not see the first answers 400 (Session ID unknown) or 404. ' +
    'Write persistence: cookie, or source-address on a way without HTTP. Where all clients are set to WebSockets ' +
    'alone, suppress this. (socket.io/docs/v4/using-multiple-nodes; learn.microsoft.com, SignalR, scale; ' +
    'aspnet/SignalR#984)',
  check: (subject) =>
    virtualsOf(subject).flatMap((view) => {
      const { at, name, pool, written } = view;
      const framework = written.framework && FRAMEWORKS[written.framework];
      if (!framework?.hasFallback || !pool || memberChoices(pool) < 2) return [];
      if (isPersistent(subject, view)) return [];
      return [
        {
          at: [...at, 'framework'],
          message: `${name}: ${framework.title} clients that negotiate or poll reach several members, without persistence`,
          hint: 'add persistence: cookie, or source-address where there is no HTTP',
        },
      ];
    }),
};
