import { inferredText } from '../../inferred.ts';
import { kindAt, type Entry, type Work } from '../../objects/kind.ts';
import { firstAddress, netmask, parseNetwork } from '../../wire/address.ts';
import { configurationError, mcpd } from '../../wire/errors.ts';
import { textAt } from '../../wire/json.ts';
import { partitionOf } from '../../wire/names.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';

// A network has one static route, and that of a self IP has none: the self IP implies it.

interface Destination {
  /** The first address of the network, its mask and its route domain. */
  readonly first: string;
  readonly mask: string;
  readonly domain: number;
}

const isSame = (one: Destination, other: Destination | undefined) =>
  one.first === other?.first && one.mask === other.mask && one.domain === other.domain;

function destination(text: string | undefined, partition: string, { store }: Work): Destination | undefined {
  const [, word, domain = ''] = /^(default|default-inet6)(%\d+)?$/.exec(text ?? '') ?? [];
  const written = word === undefined ? text : `${word === 'default' ? '0.0.0.0' : '::'}${domain}/0`;
  const network = parseNetwork(written ?? '');
  if (!network) return undefined;
  return {
    first: firstAddress(network),
    mask: netmask(network),
    domain: network.address.routeDomain ?? defaultRouteDomain(store, partition),
  };
}

const destinationOf = (route: Entry, work: Work) =>
  destination(textAt(route.props, 'network'), partitionOf(route.key), work);

const ofSelf = (self: Entry, work: Work) =>
  destination(textAt(self.props, 'address'), partitionOf(self.key), work);

/** A static route beside the others and beside the self IPs. */
export function checkNetwork(route: Entry, work: Work): void {
  const own = destinationOf(route, work);
  if (!own) return;
  const { store, kinds } = work;
  const twin = store
    .list(kindAt(kinds, 'net/route'))
    .find((other) => other.key !== route.key && isSame(own, destinationOf(other, work)));
  if (twin) throw configurationError(inferredText.routeTaken(own.first, own.mask, twin.key));
  if (store.list(kindAt(kinds, 'net/self')).some((self) => isSame(own, ofSelf(self, work))))
    throw implied(own);
}

/** A self IP beside the static routes that are there already. */
export function checkImplied(self: Entry, work: Work): void {
  const own = ofSelf(self, work);
  const routes = work.store.list(kindAt(work.kinds, 'net/route'));
  if (own && routes.some((route) => isSame(own, destinationOf(route, work)))) throw implied(own);
}

/** As f5-aws-cloudformation-v2#17 quotes it. */
const implied = ({ first, mask }: Destination) =>
  mcpd('01070666', `Static route duplicates Self IP ${first} / ${mask} implied route.`);
