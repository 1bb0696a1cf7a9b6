import { kindAt } from '../../objects/kind.ts';
import type { Unit } from '../../unit/unit.ts';
import { type Node, nodeOf, type Pool, poolOf, type PoolMember } from './pool.ts';
import { type SourceAddresses, sourceAddresses } from './sources.ts';
import { type VirtualServer, virtualOf } from './virtual.ts';

/** What the traffic needs of the configuration, at one moment. */
export interface Model {
  readonly virtuals: ReadonlyMap<string, VirtualServer>;
  readonly pools: ReadonlyMap<string, Pool>;
  readonly nodes: readonly Node[];
  readonly sources: SourceAddresses;
}

const NOTHING: Model = {
  virtuals: new Map(),
  pools: new Map(),
  nodes: [],
  sources: { selfIps: [], snatPools: new Map() },
};

/** The model of the objects as they are now; read anew only after a write. */
export function modelReader({ store, kinds }: Pick<Unit, 'store' | 'kinds'>): () => Model {
  let version = -1;
  let model: Model = NOTHING;
  return () => {
    if (version === store.version) return model;
    version = store.version;
    const virtuals = store.list(kindAt(kinds, 'ltm/virtual')).map((entry) => virtualOf(entry, store));
    const pools = store.list(kindAt(kinds, 'ltm/pool')).map((entry) => poolOf(entry, store));
    model = {
      virtuals: new Map(virtuals.flatMap((one) => (one ? [[one.path, one]] : []))),
      pools: new Map(pools.map((one) => [one.path, one])),
      nodes: store.list(kindAt(kinds, 'ltm/node')).flatMap((entry) => nodeOf(entry, store) ?? []),
      sources: sourceAddresses(store, kinds),
    };
    return model;
  };
}

export const membersOf = ({ pools }: Model): readonly PoolMember[] =>
  [...pools.values()].flatMap(({ members }) => members);
