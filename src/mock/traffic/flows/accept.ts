import type { Socket } from 'node:net';
import type { Endpoint, ResetCause } from '../contract.ts';
import { taking } from '../listeners/match.ts';
import type { VirtualServer } from '../model/virtual.ts';
import type { Core } from './core.ts';
import { keysOf, openFlow } from './flow.ts';
import { passThrough } from './pass-through.ts';
import { resetLine } from './reset.ts';

/** A client connected to what stands for `local`. */
export function accept(core: Core, socket: Socket, local: Endpoint): void {
  const client = remoteOf(socket);
  const virtual = taking(core.model().virtuals.values(), local, client.address);
  const cause = virtual ? refusedFor(core, virtual) : 'No local listener';
  if (!virtual || cause !== undefined) {
    socket.on('error', () => undefined);
    socket.resetAndDestroy();
    core.log(resetLine(local, client, cause ?? 'No local listener'));
    return;
  }
  void passThrough(openFlow(core, virtual, socket, { client, local }));
}

function refusedFor({ limits, refusal }: Core, virtual: VirtualServer): ResetCause | undefined {
  const [own, address] = keysOf(virtual);
  if (!virtual.isEnabled || refusal(virtual) !== undefined) return 'No local listener';
  const hasRoom = limits.allows(own, virtual.limits) && limits.allows(address, virtual.addressLimits);
  return hasRoom ? undefined : 'Connection limit exceeded';
}

/** Who connected, without the form that IPv4 takes on a socket of IPv6. */
function remoteOf({ remoteAddress = '', remotePort = 0 }: Socket): Endpoint {
  return { address: remoteAddress.replace(/^::ffff:/, ''), port: remotePort };
}
