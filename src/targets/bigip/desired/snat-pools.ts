import { translationPath } from '../resources/ltm/snatpool.ts';
import { partitionOf } from '../resources/object-path.ts';
import { type Draft, ltmNames, ltmPath, type NamedPart, withCommon } from './draft.ts';

export const snatPools: NamedPart = {
  label: 'SNAT pool',
  names: (spec) => ltmNames(spec, spec.snatPools),
  draft: draftSnatPools,
};

function draftSnatPools({ spec, add }: Draft): void {
  for (const [name, pool] of Object.entries(spec.snatPools)) {
    const path = ltmPath(spec, pool, name);
    const members = pool.addresses.map((one) => translationPath(partitionOf(path), one));
    const fields = { members: [...new Set(members)].sort() };
    add(withCommon({ kind: 'ltm/snatpool', path, fields, at: ['snatPools', name] }, pool));
  }
}
