import type { Socket } from 'node:net';
import { keyAt } from '../counting/counters.ts';
import type { VirtualServer } from '../model/virtual.ts';
import type { Core, Flow, ServerFlow } from './core.ts';
import { watchIdle } from './idle.ts';
import { resetLine } from './reset.ts';

/** Opens the books on a connection that was accepted; they close with it. */
export function openFlow(
  core: Core,
  virtual: VirtualServer,
  socket: Socket,
  { client, local }: Pick<Flow, 'client' | 'local'>,
): Flow {
  const servers = new Set<ServerFlow>();
  const flow: Flow = {
    core,
    virtual,
    socket,
    client,
    local,
    servers,
    reset: (cause) => {
      if (!core.flows.delete(flow)) return;
      core.log(resetLine(local, client, cause));
      for (const one of [socket, ...[...servers].map(({ socket: server }) => server)]) one.resetAndDestroy();
    },
    forget: () => {
      if (!core.flows.delete(flow)) return;
      close();
      for (const one of [socket, ...[...servers].map(({ socket: server }) => server)]) fallSilent(one);
    },
  };
  const closers = keysOf(virtual).map((key) => {
    core.limits.note(key);
    return core.counters.of(key).add(socket);
  });
  const close = () => closers.forEach((done) => done());
  core.flows.add(flow);
  socket.on('error', () => undefined);
  socket.on('close', () => {
    core.flows.delete(flow);
    close();
  });
  watchIdle(flow, socket, 'clientside');
  return flow;
}

export const keysOf = ({ path, addressPath }: VirtualServer): readonly [string, string] => [
  keyAt('ltm/virtual', path),
  keyAt('ltm/virtual-address', addressPath),
];

/** A flow that the device has forgotten says nothing; what comes later finds none, and is reset. */
function fallSilent(socket: Socket): void {
  socket.unpipe();
  socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('timeout');
  socket.setTimeout(0);
  socket.on('data', () => socket.resetAndDestroy());
  socket.on('end', () => socket.resetAndDestroy());
  socket.resume();
}
