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
  impact: 'new-connections',
  // Nothing can be created offline: it takes a second request.
  afterCreation: (value) => value === 'forced-offline',
};
