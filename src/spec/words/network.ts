import { here, type WordsAt } from './entry.ts';

/** In what stands under `network:`. */
export const NETWORK_KEYS: readonly WordsAt[] = [
  [
    'network.vlans.*',
    [
      [here('tag'), 'id vlanId vlan'],
      [
        'its route domain names it: `network: { routeDomains: { name: { id: 10, vlans: [vlan] } } }`',
        'routeDomain rd',
      ],
      [here('interfaces'), 'interface ports port trunks trunk'],
    ],
  ],
  [
    'network.routeDomains.*',
    [
      [here('id'), 'number rd routeDomain'],
      [here('vlans'), 'vlan interfaces interface'],
      [here('strict'), 'isolation isolated strictIsolation'],
    ],
  ],
  [
    'network.selfIps.*',
    [
      ['it stands in the address: `address: 10.0.0.1%10/24`', 'routeDomain rd'],
      [here('portLockdown'), 'allowService allowServices allow'],
      ['here it is `address: 10.0.0.1/24`', 'ip netmask mask prefix'],
    ],
  ],
  [
    'network.routes.*',
    [
      [here('network'), 'destination to net prefix cidr'],
      [here('gateway'), 'gw via nextHop next'],
    ],
  ],
];
