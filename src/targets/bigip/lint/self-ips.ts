import { networkOf, parseAddress, parseNetwork } from '../../../model/address.ts';
import type { Spec } from '../../../spec/schema/schema.ts';

const LOCAL_ONLY = '/Common/traffic-group-local-only';

/** A self IP of the spec. */
export interface SelfIpView {
  readonly name: string;
  /** The network it is in. */
  readonly network: string;
  /** It is on the active unit, whichever that is. */
  readonly floats: boolean;
  /** Whether an address is in its network. */
  readonly holds: (address: string) => boolean;
}

export function selfIpsOf(spec: Spec): SelfIpView[] {
  return Object.entries(spec.network.selfIps).flatMap(([name, { address, trafficGroup }]) => {
    const own = parseNetwork(address);
    if (!own) return [];
    const network = networkOf(own);
    const holds = (text: string): boolean => {
      const other = parseAddress(text);
      return other?.family === own.family && networkOf({ ...other, prefix: own.prefix }) === network;
    };
    return [{ name, network, floats: trafficGroup !== LOCAL_ONLY, holds }];
  });
}
