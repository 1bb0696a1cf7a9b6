import { enabled, text } from '../field.ts';
import { defineResource } from '../resource.ts';
import { cuttingAt, harmless } from '../impact.ts';

/** A physical interface: there or not there, so only its fields are managed. */
export const netInterface = defineResource({
  kind: 'net/interface',
  label: 'interface',
  after: [],
  owned: false,
  partitioned: false,
  fields: {
    enabled: enabled(cuttingAt(false, 'none')),
    description: text('description', harmless),
  },
});
