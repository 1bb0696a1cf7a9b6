import { keyAt, keyOf } from '../counting/counters.ts';
import type { Member, RuleEffect, RuleSession } from '../contract.ts';
import type { HttpHost, Reached, Snat } from '../http/host.ts';
import { connectTo } from '../places/loopback.ts';
import { connectMember } from './connect.ts';
import type { Flow } from './core.ts';
import { setIdle } from './idle.ts';
import { sourceOf } from './source.ts';

/** What serving a connection may ask of the core. */
export function hostOf(
  flow: Flow,
  rules: RuleSession | undefined,
  accepted: readonly RuleEffect[],
): HttpHost {
  const { core, virtual, client, local } = flow;
  const { clock, serving } = core;
  return {
    ...serving,
    virtual,
    client,
    local,
    rules,
    accepted,
    pools: core.facts.pools,
    dataGroups: core.facts.dataGroups,
    choose: core.balancer.choose,
    connect: (member, snat) => connect(flow, member, snat),
    connectVirtual: (path) => connectVirtual(flow, path),
    countRequest: (member) => countRequest(flow, member),
    reselectTries: (pool) => core.model().pools.get(pool)?.reselectTries ?? 0,
    reset: flow.reset,
    log: core.log,
    setIdleTimeout: (seconds) => {
      for (const socket of [flow.socket, ...[...flow.servers].map((one) => one.socket)])
        setIdle(socket, seconds, clock.scale);
    },
    now: clock.now,
    timeScale: clock.scale,
  };
}

async function connect(flow: Flow, member: Member, snat: Snat): Promise<Reached> {
  const reached = await connectMember(flow, member, sourceOf(flow, member, snat));
  if ('cause' in reached) return reached;
  const { socket } = reached;
  const { localAddress = '', localPort = 0 } = socket;
  return {
    server: {
      stream: socket,
      local: { address: localAddress, port: localPort },
      reset: () => socket.resetAndDestroy(),
    },
  };
}

/** Through the listener that the other virtual server has on loopback. */
function connectVirtual({ core }: Flow, path: string): Promise<Reached> {
  const at = core.doorOf(path);
  if (!at) return Promise.resolve({ cause: 'No local listener' });
  const socket = connectTo(at);
  return new Promise((resolve) => {
    socket.on('error', () => resolve({ cause: 'No local listener' }));
    socket.once('connect', () => {
      const { localAddress = '', localPort = 0 } = socket;
      resolve({
        server: {
          stream: socket,
          local: { address: localAddress, port: localPort },
          reset: () => socket.resetAndDestroy(),
        },
      });
    });
  });
}

function countRequest({ core, virtual }: Flow, member: Member | undefined): void {
  core.counters.of(keyAt('ltm/virtual', virtual.path)).addRequest();
  const pool = core.model().pools.get(member?.pool ?? '');
  const found = pool?.members.find(({ name }) => name === member?.name);
  if (!pool || !found) return;
  for (const entry of [found.entry, found.node.entry, pool.entry])
    core.counters.of(keyOf(entry)).addRequest();
}
