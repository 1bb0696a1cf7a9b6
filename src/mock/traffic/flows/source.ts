import type { Member, RuleEffect } from '../contract.ts';
import { automapAddress } from '../model/sources.ts';
import { isLoopback } from '../places/endpoint.ts';
import type { Flow } from './core.ts';

export type Snat = Extract<RuleEffect, { readonly do: 'snat' }>['to'];

/** The loopback address that a member sees; undefined: 127.0.0.1, since nothing stands for the address of the device. */
export function sourceOf(flow: Flow, member: Member, said?: Snat): string | undefined {
  const { core, virtual, client } = flow;
  const snat = said ?? configured(virtual.snat);
  if (snat === 'none') return isLoopback(client.address) ? client.address : undefined;
  const { sources } = core.model();
  const address =
    snat === 'automap'
      ? automapAddress(sources, member.address)
      : 'address' in snat
        ? snat.address
        : nextOf(core.turns, snat.pool, sources.snatPools.get(snat.pool) ?? []);
  return address === undefined ? undefined : core.places.source(address);
}

const configured = ({ type, pool }: { readonly type: string; readonly pool: string | undefined }): Snat =>
  type === 'automap' ? 'automap' : pool === undefined ? 'none' : { pool };

/** One address of a SNAT pool after the other. */
function nextOf(turns: Map<string, number>, pool: string, addresses: readonly string[]): string | undefined {
  const turn = turns.get(pool) ?? 0;
  turns.set(pool, turn + 1);
  return addresses[turn % Math.max(addresses.length, 1)];
}
