import { absolute, contains, type Network, parseNetwork, parsePort, printed } from '../../wire/address.ts';
import { configurationError, mcpd, tmsh } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { scalarText, textAt } from '../../wire/json.ts';
import {
  type Draft,
  type KindDefinition,
  kindAt,
  type ValueContext,
  type Work,
  type Entry,
} from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, invalid, listOfTexts, readOnly } from '../../objects/values.ts';
import { described } from '../parts/metadata.ts';
import { defaultRouteDomain } from '../parts/route-domain.ts';
import { floatingOf, LOCAL_ONLY, trafficGroup } from '../cm/traffic-group.ts';
import { gatewaysThrough } from './route.ts';
import { checkImplied } from './route-network.ts';
import { routeDomainOfVlan } from './vlan.ts';

/** `10.0.0.1%1/24`; `%0` goes, the prefix must be there. */
const address = custom(
  (value, context) => {
    const input = scalarText(value) ?? '';
    const network = parseNetwork(input);
    if (!network) throw tmsh(inferredText.noPrefix(input));
    return `${printed(network.address, defaultRouteDomain(context.store, context.partition))}/${network.length}`;
  },
  undefined,
  { fixed: true },
);

const allowService = custom((value, context) => {
  const list = listOfTexts(value, context.property);
  if (list.length === 0) return undefined;
  if (list.includes('all')) return 'all';
  return list.map((service) => serviceOf(service, context));
});

/** `tcp:80`, `udp:53`, `gre:0`: ports are numbers, a protocol alone is `:0`. */
function serviceOf(text: string, context: ValueContext): string {
  if (text === 'default') return text;
  const [protocol = '', port = '0'] = text.split(':');
  const number = parsePort(port);
  if (!/^[a-z0-9-]+$/.test(protocol) || number === undefined) throw invalid(context.property, text);
  return `${protocol}:${number}`;
}

export const self: KindDefinition = {
  path: 'net/self',
  word: 'Self IP',
  required: ['address', 'vlan'],
  properties: {
    address,
    addressSource: readOnly('from-user', { since: '12.0' }),
    ...described,
    floating: readOnly('disabled'),
    inheritedTrafficGroup: readOnly('false'),
    trafficGroup: trafficGroup(LOCAL_ONLY),
    unit: readOnly(0),
    vlan: refersTo('vlan'),
    allowService,
  },
  alias: ({ hidden }) => hidden.address,
  hooks: { prepare, check, deleting },
};

function prepare({ props, hidden, name }: Draft, { store }: Work): void {
  const network = parseNetwork(textAt(props, 'address') ?? '');
  if (network) hidden.address = absolute(network.address, defaultRouteDomain(store, name.partition));
  Object.assign(props, floatingOf(props.trafficGroup));
}

export function networkOf(entry: Entry): Network | undefined {
  return parseNetwork(textAt(entry.props, 'address') ?? '');
}

const domainOf = (entry: Entry) => (entry.hidden.address ?? '').split('%')[1] ?? '0';

function check(entry: Entry, work: Work): void {
  const { store } = work;
  const own = networkOf(entry);
  if (!own) return;
  const shown = textAt(entry.props, 'address') ?? '';
  const vlanPath = textAt(entry.props, 'vlan') ?? '';
  const domain = routeDomainOfVlan(vlanPath, work);
  if (domain && domain.props.id !== Number(domainOf(entry))) {
    throw configurationError(inferredText.vlanOfRouteDomain(shown, vlanPath));
  }
  checkImplied(entry, work);
  for (const other of store.list(kindAt(work.kinds, 'net/self'))) {
    if (other.key === entry.key || domainOf(other) !== domainOf(entry)) continue;
    const network = networkOf(other);
    if (!network) continue;
    const text = textAt(other.props, 'address') ?? '';
    if (other.hidden.address === entry.hidden.address) {
      throw mcpd('0107176c', `Invalid Self IP, the IP address ${own.address.ip} already exists.`);
    }
    const overlaps = contains(network, own.address) || contains(own, network.address);
    if (overlaps && other.props.vlan !== entry.props.vlan) {
      const otherVlan = textAt(other.props, 'vlan') ?? '';
      throw mcpd(inferredCode.networkTaken, inferredText.networkTaken(shown, vlanPath, text, otherVlan));
    }
  }
}

function deleting(entry: Entry, work: Work): void {
  const shown = (textAt(entry.props, 'address') ?? '').split('/')[0] ?? '';
  const device = work.store.list(kindAt(work.kinds, 'cm/device'))[0];
  if (device?.props.configsyncIp === shown) {
    throw mcpd(
      '01071412',
      `Cannot delete IP (${shown}) because it is used by the system config-sync setting`,
    );
  }
  if (gatewaysThrough(entry, work).length > 0) {
    throw mcpd('01070604', `Cannot delete IP ${shown} because it would leave a route unreachable.`);
  }
}
