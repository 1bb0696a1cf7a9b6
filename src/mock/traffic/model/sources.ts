import { type Kinds, kindAt, type Store } from '../../objects/kind.ts';
import { contains, type Network, parseAddress, parseNetwork } from '../../wire/address.ts';
import { textAt, textsAt } from '../../wire/json.ts';
import { canonicalAddress } from '../places/endpoint.ts';

// The addresses that connections to members may come from: self IPs for automap, those of SNAT pools.

export interface SourceAddresses {
  readonly selfIps: readonly { readonly network: Network; readonly isFloating: boolean }[];
  readonly snatPools: ReadonlyMap<string, readonly string[]>;
}

export function sourceAddresses(store: Store, kinds: Kinds): SourceAddresses {
  const selfIps = store.list(kindAt(kinds, 'net/self')).flatMap(({ props }) => {
    const network = parseNetwork(textAt(props, 'address') ?? '');
    return network ? [{ network, isFloating: props.floating === 'enabled' }] : [];
  });
  const pools = store.list(kindAt(kinds, 'ltm/snatpool')).map(({ key, props }) => {
    const found = textsAt(props, 'members').map((path) => store.find('ltm/snat-translation', path)?.props);
    return [key, found.flatMap((one) => canonicalAddress(textAt(one ?? {}, 'address') ?? '') ?? [])] as const;
  });
  return { selfIps, snatPools: new Map(pools) };
}

/** The self IP that automap takes: one in the network of the member, a floating one first. */
export function automapAddress({ selfIps }: SourceAddresses, member: string): string | undefined {
  const address = parseAddress(member);
  if (!address) return undefined;
  const ofFamily = selfIps.filter(({ network }) => network.address.version === address.version);
  const near = ofFamily.filter(({ network }) => contains(network, address));
  const among = near.length > 0 ? near : ofFamily;
  const taken = among.find(({ isFloating }) => isFloating) ?? among[0];
  return taken?.network.address.ip;
}
