import { connected } from '../connect.ts';
import type { MonitorType } from '../probe.ts';

/** A device never answers the SYN-ACK; here the connection is made and reset. */
export const tcpHalfOpen: MonitorType = {
  probe: (look) => connected(look, () => Promise.resolve({ state: 'up' })),
};
