import { within } from '../deadline.ts';
import { Fault } from '../fault.ts';
import type { FaultId } from '../faults.ts';
import type { Session } from '../open.ts';
import { dial } from './dial.ts';
import { secure } from './secure.ts';

/** How a server that speaks TLS may answer one that does not. */
const SUSPECT: ReadonlySet<FaultId> = new Set([
  'upgrade/silent',
  'upgrade/closed',
  'upgrade/reset',
  'upgrade/not-http',
  'upgrade/bad-request',
]);

/** Milliseconds at most: it only makes a fault plainer. */
const PATIENCE = 3000;

/** Where plain HTTP failed, whether TLS would not: then that is the fault. */
export async function plainOrTls(session: Session, fault: Fault): Promise<Fault> {
  const { endpoint, timeout, signal } = session;
  if (endpoint.tls || !SUSPECT.has(fault.id)) return fault;
  const until = within(Math.min(timeout, PATIENCE));
  const tls = { serverName: endpoint.request.host.replace(/:\d+$/, ''), ca: undefined, isJudged: false };
  try {
    const socket = await secure(await dial(endpoint, until, signal), tls, until, signal);
    socket.destroy();
    return new Fault('upgrade/tls', 'it speaks TLS, and was asked without');
  } catch (error) {
    if (error instanceof Fault) return fault;
    throw error;
  }
}
