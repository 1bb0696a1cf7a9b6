import type { SpecPath } from '../../../model/object.ts';
import { matchesEverything } from '../desired/virtual/http-routes.ts';
import { persistsByRule } from './attached-rules.ts';
import type { Rule } from './rule.ts';
import { memberChoices, type VirtualView, websocketVirtuals } from './virtuals.ts';

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
      const { at, name, written } = view;
      // What a framework needs is known for sure: websocket/fallback-persistence.
      if (written.framework) return [];
      const [place] = unheld(view);
      if (!place || persistsByRule(subject, view)) return [];
      return [
        {
          at: [...at, ...place],
          message: `${name}: several members and no persistence: a client that negotiates or polls first may reach another`,
          hint: 'add persistence: cookie or source-address; where clients only open WebSockets, all is well',
        },
      ];
    }),
};

/** Where requests meet several members and nothing that brings them back; what only upgrades take is left out. */
function unheld({ written, poolOf }: VirtualView): SpecPath[] {
  const { routes, pool, persistence, fallbackPersistence } = written;
  const isOpen = (said: string | object, reference: string | undefined): boolean => {
    const found = poolOf(reference);
    return (
      said === 'none' && fallbackPersistence === 'none' && found !== undefined && memberChoices(found) > 1
    );
  };
  const open = routes.flatMap((route, index) =>
    route.upgrade === undefined && isOpen(route.persistence ?? persistence, route.pool)
      ? [['routes', index]]
      : [],
  );
  return [...open, ...(isOpen(persistence, pool) && !routes.some(matchesEverything) ? [[]] : [])];
}
