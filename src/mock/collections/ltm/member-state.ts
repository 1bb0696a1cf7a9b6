import { inferred } from '../../inferred.ts';
import type { Json, JsonObject } from '../../wire/json.ts';
import type { Health, Property } from '../../objects/kind.ts';
import { invalid } from '../../objects/values.ts';

// `session` and `state` of nodes and pool members: two words can be written, more are read
// (device-facts: operator-state). What a device prints and a client writes back is taken as saying nothing.

const SESSION_READ = new Set(['monitor-enabled', 'monitor-disabled', 'addr-disabled']);
const STATE_READ = new Set(
  'up down unchecked checking fqdn-up fqdn-up-no-addr fqdn-checking fqdn-down unavailable'.split(' '),
);

export const session: Property = {
  initial: 'user-enabled',
  normalise: (value, { property }) => {
    if (value === 'user-enabled' || value === 'user-disabled') return value;
    if (typeof value === 'string' && SESSION_READ.has(value)) return 'as-it-is';
    throw invalid(property, value);
  },
};

export const state: Property = {
  initial: 'user-up',
  normalise: (value, { property }) => {
    if (value === 'user-up' || value === 'user-down') return value;
    if (typeof value === 'string' && STATE_READ.has(value)) return 'as-it-is';
    throw invalid(property, value);
  },
};

/** Words that were only read leave what there was. */
export function keepStates(props: Record<string, Json>, before: JsonObject | undefined): void {
  if (props.session === 'as-it-is') props.session = before?.session ?? 'user-enabled';
  if (props.state === 'as-it-is') props.state = before?.state ?? 'user-up';
}

/** What a reader sees of the written words, and of what monitors found where they probe. */
export function seenStates(
  props: JsonObject,
  monitored: boolean,
  isFqdn: boolean,
  health?: Health,
): JsonObject {
  const disabled = props.session === 'user-disabled';
  const found = health?.state === 'disabled' ? 'up' : (health?.state ?? inferred.monitoredState);
  const seen = isFqdn ? 'fqdn-up' : monitored ? found : 'unchecked';
  const word = health?.state === 'disabled' ? 'monitor-disabled' : 'monitor-enabled';
  return {
    session: disabled ? 'user-disabled' : monitored ? word : 'user-enabled',
    state: props.state === 'user-down' ? 'user-down' : seen,
  };
}
