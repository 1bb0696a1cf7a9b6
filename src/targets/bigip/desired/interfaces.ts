import { type Part, withCommon } from './draft.ts';

export const interfaces: Part = {
  draft: ({ spec, add }) => {
    for (const [name, one] of Object.entries(spec.network.interfaces)) {
      const at = ['network', 'interfaces', name];
      add(withCommon({ kind: 'net/interface', path: name, fields: { enabled: one.enabled }, at }, one));
    }
  },
};
