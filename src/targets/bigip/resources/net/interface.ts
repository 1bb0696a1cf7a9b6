import { enabled, text } from '../field.ts';
import { defineResource } from '../resource.ts';

/** A physical interface: there or not there, so only its fields are managed. */
export const netInterface = defineResource({
  kind: 'net/interface',
  label: 'interface',
  after: [],
  owned: false,
  partitioned: false,
  fields: {
    enabled: enabled({ impact: (after) => (after === true ? 'none' : 'drops-connections') }),
    description: text('description'),
  },
});
