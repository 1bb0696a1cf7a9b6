import { connect, type Socket } from 'node:net';
import { type Deadline, waiting } from '../deadline.ts';
import { Fault } from '../fault.ts';
import type { FaultId } from '../faults.ts';
import { type Endpoint, reachedText, type StandIn } from '../target.ts';
import { codeOf } from './link.ts';

/** Connects, or throws what stands in the way. */
export async function dial(
  endpoint: Pick<Endpoint, 'address' | 'port' | 'standIn'>,
  until: Deadline,
  signal: AbortSignal,
): Promise<Socket> {
  const { address, port, from }: Omit<StandIn, 'on'> = endpoint.standIn ?? endpoint;
  const started = performance.now();
  const source = from === undefined ? {} : { localAddress: from };
  const socket = connect({ host: address, port, noDelay: true, ...source });
  try {
    const outcome = await waiting<string>(until, signal, 'late', (done) => {
      socket.once('connect', () => done('connected'));
      socket.once('error', (error) => done(codeOf(error)));
    });
    if (outcome === 'connected') return socket;
    throw unreachable(outcome, reachedText(endpoint), performance.now() - started);
  } catch (error) {
    // An error that comes after its time is nobody's any more.
    socket.on('error', () => undefined);
    socket.destroy();
    throw error;
  }
}

/** What keeps a connection from being made; what is not here is no ordinary case. */
const REASONS: Readonly<Record<string, readonly [id: FaultId, words: string]>> = {
  ECONNREFUSED: ['tcp/refused', 'refuses the connection'],
  ECONNRESET: ['upgrade/reset', 'takes the connection and resets it at once'],
  ETIMEDOUT: ['tcp/silent', 'does not answer'],
  ENETUNREACH: ['tcp/no-route', 'cannot be reached from here: no route to its network'],
  EHOSTUNREACH: ['tcp/no-route', 'cannot be reached from here: no route to it'],
  EADDRNOTAVAIL: ['tcp/no-route', 'cannot be reached from here: there is no address to send from'],
  ENOTFOUND: ['tcp/no-name', 'has no address here: the name is not known'],
  EAI_AGAIN: ['tcp/no-name', 'has no address here: the name server does not answer'],
};

function unreachable(code: string, place: string, milliseconds: number): Fault {
  if (code === 'late')
    return new Fault('tcp/silent', `${place} does not answer within ${Math.round(milliseconds / 1000)} s`);
  const [id, words] = REASONS[code] ?? ['tcp/failed', `cannot be connected to: ${code}`];
  return new Fault(id, `${place} ${words}`);
}
