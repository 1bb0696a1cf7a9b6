import { absolute, isWildcard, parseAddress, printed, worded } from '../../wire/address.ts';
import { mcpd } from '../../wire/errors.ts';
import { inferred } from '../../inferred.ts';
import { scalarText, textAt } from '../../wire/json.ts';
import type { Draft, KindDefinition, Property, Work } from '../../objects/kind.ts';
import {
  byVersion,
  custom,
  enabled,
  invalid,
  number,
  readOnly,
  trueFalse,
  word,
} from '../../objects/values.ts';
import { described, metadata } from '../parts/metadata.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { floatingOf, trafficGroup } from '../cm/traffic-group.ts';

const SINCE_13_1 = ['enabled', 'disabled', 'selective', 'any', 'all', 'always'];

const anyTrafficGroup = trafficGroup(byVersion(['0', '/Common/traffic-group-1']));

/** Terraform sends `/Common/none`, and expects the device to print `none` (resource_bigip_ltm_virtual_address). */
const trafficGroupOrNone: Property = {
  ...anyTrafficGroup,
  normalise: (value, context) =>
    value === 'none' || value === '/Common/none' ? 'none' : anyTrafficGroup.normalise(value, context),
};

export const virtualAddress: KindDefinition = {
  path: 'ltm/virtual-address',
  word: 'Virtual Address',
  ...(inferred.zeroInAddressNames ? {} : { canonicalName: (name: string) => name.replace(/%0$/, '') }),
  properties: {
    address: custom((value) => scalarText(value), undefined, { fixed: true }),
    appService: described.appService,
    arp: enabled('enabled'),
    autoDelete: trueFalse('true'),
    connectionLimit: number(0),
    description: described.description,
    enabled: word(['yes', 'no'], 'yes', { also: { true: 'yes', false: 'no' } }),
    floating: readOnly('enabled'),
    icmpEcho: word(['enabled', 'disabled', 'selective', 'any', 'all', 'always'], 'enabled'),
    inheritedTrafficGroup: readOnly('false'),
    mask: custom((value) => scalarText(value)),
    routeAdvertisement: custom((value, { property, tmos }) => {
      const known = tmos.atLeast('13.1') ? SINCE_13_1 : ['enabled', 'disabled'];
      const input = scalarText(value) ?? '';
      if (!known.includes(input)) throw invalid(property, value);
      return input;
    }, 'disabled'),
    serverScope: word(['any', 'all', 'none'], 'any'),
    spanning: enabled('disabled'),
    trafficGroup: trafficGroupOrNone,
    unit: readOnly(1),
    metadata,
  },
  alias: ({ hidden }) => hidden.address,
  hooks: {
    prepare,
    // Captured in k8s-bigip-ctlr#939.
    deleting: (entry, { store }) => {
      if (store.users('ltm/virtual-address', entry.key).length > 0)
        throw mcpd('01070344', `Cannot delete referenced virtual address ${entry.key}.`);
    },
    check: (entry, work) => {
      const { address } = entry.hidden;
      if (address !== undefined && work.store.withAlias(entry.kind, address).length > 1) {
        const shown = textAt(entry.props, 'address') ?? '';
        throw mcpd('0107176c', `Invalid Virtual Address, the IP address ${shown} already exists.`);
      }
    },
  },
};

function prepare(draft: Draft, work: Work): void {
  const { props, hidden, name, before } = draft;
  Object.assign(props, floatingOf(props.trafficGroup));
  props.inheritedTrafficGroup =
    draft.input.trafficGroup === 'default' ? 'true' : (props.inheritedTrafficGroup ?? 'false');
  if (!before) {
    // A name alone makes one, of any address (asserted on devices by the Python SDK, test_virtual_address).
    const input = textAt(props, 'address') ?? (parseAddress(name.name) ? name.name : '0.0.0.0');
    const address = parseAddress(input);
    if (!address) throw invalid('address', input);
    const domain = defaultRouteDomain(work.store, name.partition);
    hidden.address = absolute(address, domain);
    props.address = worded(printed(address, domain));
  }
  props.mask = maskOf(textAt(props, 'mask'), hidden.address ?? '');
}

/** The mask of a host where none is said, `any` for the wildcard (device-facts: wildcards, masks). */
export function maskOf(input: string | undefined, absoluteAddress: string): string {
  const address = parseAddress(absoluteAddress);
  const isIpv6 = address?.version === 6;
  if (input === undefined || input === 'none' || input === '') {
    if (address && isWildcard(address.ip)) return isIpv6 ? 'any6' : 'any';
    return isIpv6 ? 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' : '255.255.255.255';
  }
  if (input === '0.0.0.0') return 'any';
  if (input === '::') return 'any6';
  if (input !== 'any' && input !== 'any6' && !parseAddress(input)) throw invalid('mask', input);
  return input;
}
