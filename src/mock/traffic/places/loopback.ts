import { connect, type Server, type Socket } from 'node:net';
import type { Endpoint } from '../contract.ts';
import { isLoopback, textOf } from './endpoint.ts';

// The one place of the traffic that binds and connects: nothing but loopback, whatever asks for it.

export class NotLoopbackError extends Error {
  constructor(at: Endpoint) {
    super(`${textOf(at)} is not on loopback: the traffic of the mock goes nowhere else`);
  }
}

/** More than the default, so that a storm of handshakes is not refused by the kernel. */
const BACKLOG = 4096;

/** Binds; rejects with what the system says, such as EADDRINUSE. */
export function listenAt(server: Server, at: Endpoint): Promise<Endpoint> {
  if (!isLoopback(at.address)) return Promise.reject(new NotLoopbackError(at));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: at.address, port: at.port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      const bound = server.address();
      resolve({ address: at.address, port: typeof bound === 'object' && bound ? bound.port : at.port });
    });
  });
}

/** A socket on its way to a place, seen to come from another loopback address where one is named. */
export function connectTo(to: Endpoint, from?: string): Socket {
  if (!isLoopback(to.address)) throw new NotLoopbackError(to);
  if (from !== undefined && !isLoopback(from)) throw new NotLoopbackError({ address: from, port: 0 });
  return connect({
    host: to.address,
    port: to.port,
    noDelay: true,
    allowHalfOpen: true,
    ...(from === undefined ? {} : { localAddress: from }),
  });
}
