import { textAt } from '../../wire/json.ts';
import type { Asked, PersistenceMethod } from './method.ts';

/** A method that remembers by a key, in the device's table. Without a key the client is bound to nothing. */
export function byKey(keyOf: (asked: Asked) => string | undefined): PersistenceMethod {
  return {
    find: (asked, { records }) => {
      const key = keyOf(asked);
      return key === undefined ? undefined : records.find(scoped(asked, key));
    },
    keep: (asked, member, { records }) => {
      const key = keyOf(asked);
      if (key !== undefined) records.keep(scoped(asked, key), member, timeout(asked));
    },
  };
}

const isOn = ({ profile }: Asked, key: string) => textAt(profile.props, key) === 'enabled';

/**
 * A record is the virtual server's own (device-facts: match-across); with match-across-services it is that of
 * its address, with match-across-virtuals the device's, and of the pool unless match-across-pools.
 */
export function scoped(asked: Asked, key: string): string {
  const virtual = isOn(asked, 'matchAcrossVirtuals')
    ? ''
    : isOn(asked, 'matchAcrossServices')
      ? asked.local.address
      : asked.virtual;
  const pool = isOn(asked, 'matchAcrossPools') ? '' : (asked.pool ?? '');
  return JSON.stringify([asked.profile.type, virtual, pool, key]);
}

const FOREVER = 10 * 365 * 86_400;

export function timeout({ profile, timeoutS }: Asked): number {
  if (timeoutS !== undefined) return timeoutS;
  const said = profile.props.timeout;
  return said === 'indefinite' ? FOREVER : Number(said) || 0;
}
