import type { Socket } from 'node:net';
import type { Endpoint, ResetCause, RuleSession } from '../contract.ts';
import { serveHttp, serveStream } from '../http/serve.ts';
import { taking } from '../listeners/match.ts';
import { profileOn, type VirtualServer } from '../model/virtual.ts';
import type { Core, Flow } from './core.ts';
import { hostOf } from './host.ts';
import { fireEvent } from './rules.ts';
import { keysOf, openFlow } from './flow.ts';
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
  void serve(openFlow(core, virtual, socket, { client, local }));
}

async function serve(flow: Flow): Promise<void> {
  const { core, virtual, socket } = flow;
  const rules = virtual.rules.length === 0 ? undefined : core.rules.session(virtual.rules);
  if (rules) socket.once('close', () => void bury(flow, rules));
  const accepted = rules ? await fireEvent(flow, rules, 'CLIENT_ACCEPTED') : [];
  if (accepted === undefined || socket.destroyed) return;
  const talk = profileOn(virtual, 'http', 'clientside') ? serveHttp : serveStream;
  talk(socket, hostOf(flow, rules, accepted));
}

async function bury(flow: Flow, rules: RuleSession): Promise<void> {
  await fireEvent(flow, rules, 'CLIENT_CLOSED');
  rules.close();
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
