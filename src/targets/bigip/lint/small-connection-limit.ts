import type { SpecPath } from '../../../model/object.ts';
import { listenersOf } from '../../../spec/listeners.ts';
import type { Hit, Rule } from './rule.ts';

/** With fewer than this many per TMM the division shows. */
const SMALL = 64;

/** A connection limit so small that its division over the TMMs shows. */
export const smallConnectionLimit: Rule = {
  id: 'pool/small-connection-limit',
  severity: 'note',
  explanation:
    'The device divides a connection limit over its TMMs, at least one each: a limit of 1 lets 2 connections ' +
    'in with two TMMs, and a TMM that gets more than its part refuses although others have room. Small limits ' +
    'are therefore not exact. (K8457)',
  check: ({ spec }) => [
    ...Object.entries(spec.nodes).flatMap(([name, node]) => small(['nodes', name], name, node)),
    ...Object.entries(spec.pools).flatMap(([pool, { members }]) =>
      members.flatMap((member) =>
        small(['pools', pool, 'members', ...member.at], `${pool}, member ${member.node}`, member),
      ),
    ),
    ...Object.entries(spec.virtualServers).flatMap(([name, virtual]) =>
      listenersOf(name, virtual).flatMap(({ at, virtual: one }) => small(at, name, one)),
    ),
  ],
};

function small(at: SpecPath, name: string, { connectionLimit }: { readonly connectionLimit: number }): Hit[] {
  if (connectionLimit === 0 || connectionLimit >= SMALL) return [];
  return [
    {
      at: [...at, 'connectionLimit'],
      message: `${name}: the device divides the limit of ${connectionLimit} over its TMMs, so it is not exact`,
      hint: 'let the service itself enforce a small limit',
    },
  ];
}
