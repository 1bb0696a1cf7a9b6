import { isPrivate } from '../../../model/address.ts';
import type { Rule } from './rule.ts';

/** What the device's own list of services holds, of those it is managed by. */
const MANAGEMENT = ['default', 'tcp:22', 'tcp:443', 'tcp:8443', 'tcp:0', 'tcp:any'];

/** A self IP on which the whole Internet may try to log in. */
export const openSelfIp: Rule = {
  id: 'network/open-self-ip',
  severity: 'warning',
  explanation:
    'A self IP answers the services of its portLockdown: with all every port of the device, with default SSH and ' +
    'the web interface among them. On an address that clients reach this is where attacks on a BIG-IP begin. Write ' +
    'none (the default), or just what a peer needs, such as [udp:1026]; manage it by the management address. Said ' +
    'of all anywhere, and of ports 22, 443 and 8443 on a public address. (CIS F5 Networks Benchmark, 5.3)',
  check: ({ spec }) =>
    Object.entries(spec.network.selfIps)
      .filter(([, { address, portLockdown }]) => {
        const services = typeof portLockdown === 'string' ? [portLockdown] : portLockdown;
        if (services.includes('all')) return true;
        return !isPrivate(address) && services.some((one) => MANAGEMENT.includes(one));
      })
      .map(([name]) => ({
        at: ['network', 'selfIps', name, 'portLockdown'],
        message: `the self IP ${name} lets those who reach it log in to the device`,
        hint: 'leave portLockdown out, or name what is needed: [udp:1026]',
      })),
};
