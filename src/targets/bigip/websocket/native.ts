import { atLeast } from '../../../model/version.ts';
import type { WebsocketWay } from './way.ts';

/** The HTTP profile itself passes the upgrade. 11.4.0 was said to; some users saw it only from 11.4.1. */
export const native: WebsocketWay = {
  name: 'native',
  since: '11.4.1',
  suits: (version) =>
    atLeast(version, '11.4.1')
      ? `TMOS ${version.text} passes the upgrade with the http profile alone`
      : undefined,
  carry: () => ({ http: true }),
};
