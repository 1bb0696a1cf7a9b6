import { isPersistent } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { memberChoices, websocketVirtuals } from './virtuals.ts';

/** Several members, and nothing that brings a client back to the one it began with. */
export const noPersistence: Rule = {
  id: 'websocket/no-persistence',
  severity: 'note',
  explanation:
    'SignalR, Socket.IO and SockJS negotiate first, or poll where a WebSocket fails; the requests that follow ' +
    'must reach the same member, or it answers 404 or 400 (session unknown). Write persistence: cookie, or ' +
    'source-address. Clients that only ever open WebSockets need none. Nothing is said where an iRule persists. ' +
    '(aspnet/SignalR#984, dotnet/aspnetcore#23679, ironmansoftware/powershell-universal#4064)',
  check: (subject) =>
    websocketVirtuals(subject).flatMap((view) => {
      const { at, name, pool, written } = view;
      if (!pool || memberChoices(pool) < 2) return [];
      // What a framework needs is known for sure: websocket/fallback-persistence.
      if (written.framework || isPersistent(subject, view)) return [];
      return [
        {
          at,
          message: `${name}: several members and no persistence: a client that negotiates or polls first may reach another`,
          hint: 'add persistence: cookie or source-address; where clients only open WebSockets, all is well',
        },
      ];
    }),
};
