import { enabled, text } from '../field.ts';
import { defineResource } from '../resource.ts';
import { cuttingAt, harmless } from '../impact.ts';

/** A physical interface: there or not there, so only its fields are managed. */
export const netInterface = defineResource({
  kind: 'net/interface',
  label: 'interface',
  purpose: 'A port of the device, enabled so that its VLAN can be reached.',
  howTo: 'step 6',
  after: [],
  owned: false,
  partitioned: false,
  fields: {
    enabled: enabled(cuttingAt(false, 'none')),
    description: text('description', harmless),
  },
});
