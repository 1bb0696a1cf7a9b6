import type { Socket } from 'node:net';
import { keyOf } from '../counting/counters.ts';
import type { Endpoint, Member, ResetCause } from '../contract.ts';
import type { PoolMember } from '../model/pool.ts';
import { connectTo } from '../places/loopback.ts';
import type { Flow, ServerFlow } from './core.ts';
import { watchIdle } from './idle.ts';

export type Reached = { readonly socket: Socket } | { readonly cause: ResetCause };

/** One attempt to reach a member. `from` is the loopback address that it shall see. */
export async function connectMember(flow: Flow, member: Member, from: string | undefined): Promise<Reached> {
  const { core } = flow;
  const at = await core.places.give(endpointOf(flow, member));
  if (!at) return { cause: 'No route to host' };
  const first = await attempt(flow, member, connectTo(at, sameFamily(at, from)));
  // Elsewhere than on Linux only 127.0.0.1 is there: the member sees that.
  if (typeof first !== 'string') return { socket: first };
  if (first !== 'EADDRNOTAVAIL' || from === undefined) return { cause: causeOf(first) };
  const second = await attempt(flow, member, connectTo(at));
  return typeof second === 'string' ? { cause: causeOf(second) } : { socket: second };
}

/** The port that the client asked for goes on where the virtual server, or the member, names none. */
export function endpointOf({ virtual, local }: Flow, { address, port }: Endpoint): Endpoint {
  return { address, port: port === 0 || !virtual.translatesPort ? local.port : port };
}

const sameFamily = ({ address }: Endpoint, from: string | undefined) =>
  from === undefined || from.includes(':') === address.includes(':') ? from : undefined;

/** The socket once it is connected, or the code of the error. */
function attempt(flow: Flow, member: Member, socket: Socket): Promise<Socket | string> {
  const done = count(flow, member, socket);
  const server: ServerFlow = { member, socket };
  flow.servers.add(server);
  flow.core.serverSides.add(socket);
  socket.on('close', () => {
    flow.servers.delete(server);
    flow.core.serverSides.delete(socket);
    done();
  });
  return new Promise((resolve) => {
    const failed = (error: Error) => resolve('code' in error ? String(error.code) : 'ECONNRESET');
    socket.once('error', failed);
    // The client may have gone meanwhile, and taken this with it.
    socket.once('close', () => resolve('ECONNRESET'));
    socket.once('connect', () => {
      socket.off('error', failed).on('error', () => undefined);
      watchIdle(flow, socket, 'serverside');
      resolve(socket);
    });
  });
}

const causeOf = (code: string): ResetCause =>
  code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'TCP RST from remote system' : 'No route to host';

/** Counts a connection for the member, its node and its pool. */
function count({ core }: Flow, member: Member, socket: Socket): () => void {
  const pool = core.model().pools.get(member.pool ?? '');
  const found = pool?.members.find(({ name }) => name === member.name);
  const keys = pool && found ? keysOf(found, keyOf(pool.entry)) : [];
  const closers = keys.map((key) => {
    core.limits.note(key);
    return core.counters.of(key).add(socket);
  });
  return () => closers.forEach((done) => done());
}

const keysOf = (member: PoolMember, pool: string) => [keyOf(member.entry), keyOf(member.node.entry), pool];
