import { notFound, tmsh } from '../../wire/errors.ts';
import { inferredText } from '../../inferred.ts';
import { isObject, scalarText } from '../../wire/json.ts';
import { refersToNamed } from '../../objects/references.ts';

/**
 * Pools that get a copy of the traffic of a virtual server: at most one for each side. Shape as F5's Ansible
 * module bigip_virtual_server reads it.
 */
export const clonePools = refersToNamed('ltm/pool', {
  missing: (path) => notFound('pool', path),
  more: (item) => {
    const context = isObject(item) ? scalarText(item.context) : undefined;
    if (context !== 'clientside' && context !== 'serverside')
      throw tmsh(inferredText.missingProperty('context'));
    return { context };
  },
});
