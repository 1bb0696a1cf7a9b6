import type { Rule } from './rule.ts';
import { websocketVirtuals } from './virtuals.ts';

/** Mirroring of connections that live for hours. */
export const mirrored: Rule = {
  id: 'websocket/mirror',
  severity: 'note',
  explanation:
    'mirror: true tells the standby unit of the state of each connection, so that a failover cuts none. It is meant ' +
    'for connections that last, and the more so the less their clients can connect again; but above layer 4 the ' +
    'units have much to tell each other, which busy WebSockets pay for. Clients that connect again by themselves ' +
    'need none. (BIG-IP Device Service Clustering: Administration, About connection and persistence mirroring; F5 ' +
    'community, Connection Mirroring vs Persistence mirroring; what it costs is inferred)',
  check: (subject) =>
    websocketVirtuals(subject)
      .filter(({ written }) => written.mirror)
      .map(({ at, name }) => ({
        at: [...at, 'mirror'],
        message: `${name}: mirroring WebSockets costs both units throughput`,
        hint: 'measure it, or leave mirror out where clients connect again by themselves',
      })),
};
