import { renderTemplate } from '../../../templates.ts';
import type { WebsocketWay } from './way.ts';

/**
 * An iRule that turns HTTP handling off once a client asks for an upgrade (K14814): for devices whose
 * HTTP profile would go on parsing WebSocket frames as HTTP.
 */
export const irule: WebsocketWay = {
  name: 'irule',
  since: '10.0',
  can: ['tcp', 'tls', 'http'],
  nature: 'turns HTTP off at the upgrade, and opens a connection for each handshake',
  suits: (version) => `TMOS ${version.text} drops frames after the upgrade without it (K14814)`,
  carry: ({ websocket }) => ({ rule: allowWs(websocket?.name ?? 'allow-ws', websocket?.logging) }),
};

function allowWs(name: string, logging: string | undefined) {
  const text = renderTemplate('irules/allow-ws.tcl', {
    name,
    logRequests: logging === 'request',
    logConnections: logging === 'connection',
  });
  return { name, text };
}
