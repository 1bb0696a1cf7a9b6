import type { Rule } from './rule.ts';
import { selfIpsOf } from './self-ips.ts';

/** A floating self IP in a network where the unit has no address of its own. */
export const loneFloatingSelfIp: Rule = {
  id: 'network/lone-floating-self-ip',
  severity: 'warning',
  explanation:
    'A floating self IP is on the active unit only. Each unit needs a self IP of its own in the same network ' +
    '(traffic-group-local-only, the default): without it the standby unit cannot reach the network, so its ' +
    'monitors fail, and the device may refuse the floating one. Said only where the spec has no such self IP.',
  check: ({ spec }) => {
    const selfIps = selfIpsOf(spec);
    const own = new Set(selfIps.filter(({ floats }) => !floats).map(({ network }) => network));
    return selfIps
      .filter(({ floats, network }) => floats && !own.has(network))
      .map(({ name, network }) => ({
        at: ['network', 'selfIps', name],
        message: `the self IP ${name} floats, and there is no non-floating one in ${network}`,
        hint: 'add a self IP of this unit in the same network',
      }));
  },
};
