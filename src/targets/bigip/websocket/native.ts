import type { WebsocketWay } from './way.ts';

/** The HTTP profile itself passes the upgrade. 11.4.0 was said to; some users saw it only from 11.4.1. */
export const native: WebsocketWay = {
  name: 'native',
  since: '11.4.1',
  can: ['tcp', 'tls', 'http'],
  nature: 'hands the frames on as they are, and opens a connection for each handshake',
  suits: (version) => `TMOS ${version.text} passes the upgrade with the http profile alone`,
  carry: () => ({}),
};
