import type { WebsocketWay } from './way.ts';

/** A standard virtual server without HTTP: TCP and TLS end here, what is inside goes through as it is. */
export const tcp: WebsocketWay = {
  name: 'tcp',
  since: '10.0',
  can: ['tcp', 'tls'],
  nature: 'passes the bytes of TCP on and looks into none of them, so it sees no HTTP',
  // What it can do the others can too.
  suits: () => undefined,
  carry: () => ({}),
};
