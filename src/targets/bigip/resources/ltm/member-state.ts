import type { Impact } from '../../../../model/impact.ts';
import type { Value } from '../../../../model/object.ts';
import type { Field } from '../field.ts';

/**
 * `enabled`, `disabled` or `forced-offline`, out of `session` and `state`. What monitors add
 * (`monitor-enabled`, `up`, `unchecked`, `fqdn-up`) is operation, not configuration (device-facts: operator-state).
 */
export const memberState: Field = {
  read: (raw) => {
    if (raw.state === 'user-down') return 'forced-offline';
    return String(raw.session).replace('monitor-', 'user-') === 'user-disabled' ? 'disabled' : 'enabled';
  },
  write: (value) => ({
    session: value === 'enabled' ? 'user-enabled' : 'user-disabled',
    state: value === 'forced-offline' ? 'user-down' : 'user-up',
  }),
  impact: stateImpact,
  // Nothing can be created offline: it takes a second request.
  afterCreation: (value) => value === 'forced-offline',
};

/** From taking nobody to taking everybody; a disabled one takes only clients that were there before (device-facts: drain). */
const STATES: readonly Value[] = ['forced-offline', 'disabled', 'enabled'];

function stateImpact(before: Value, after: Value): Impact {
  return STATES.indexOf(after) < STATES.indexOf(before) ? 'refuses-new' : 'new-connections';
}
