import { down, type MonitorType } from '../probe.ts';

/** No packet is sent: an address that has a place on loopback answers. */
export const icmp: MonitorType = {
  probe: ({ target, places }) =>
    Promise.resolve(places.knows(target.address) ? { state: 'up' } : down('No route to host')),
};
