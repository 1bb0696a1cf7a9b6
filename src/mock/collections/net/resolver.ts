import { parseAddress } from '../../wire/address.ts';
import { mcpd } from '../../wire/errors.ts';
import { inferredCode, inferredText } from '../../inferred.ts';
import { scalarText } from '../../wire/json.ts';
import type { KindDefinition } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, invalid, number, text, yesNo } from '../../objects/values.ts';
import { described } from '../parts/metadata.ts';

// Small parts of the network: static ARP entries and resolvers. Keys as recorded on 13.1 and 14.1.3 (f5-ansible,
// k8s-bigip-ctlr#1730).

const address = custom((value, { property }) => {
  const input = scalarText(value) ?? '';
  const parsed = parseAddress(input);
  if (!parsed) throw invalid(property, value);
  return parsed.routeDomain ? `${parsed.ip}%${parsed.routeDomain}` : parsed.ip;
});

export const arp: KindDefinition = {
  path: 'net/arp',
  word: 'ARP',
  required: ['ipAddress', 'macAddress'],
  properties: {
    description: described.description,
    ipAddress: { ...address, fixed: true },
    macAddress: custom((value, { property }) => {
      const input = (scalarText(value) ?? '').toLowerCase();
      if (!/^([0-9a-f]{1,2}:){5}[0-9a-f]{1,2}$/.test(input)) throw invalid(property, value);
      return input
        .split(':')
        .map((part) => part.padStart(2, '0'))
        .join(':');
    }),
  },
  alias: ({ props }) => scalarText(props.ipAddress),
  hooks: {
    check: ({ kind, key, props }, { store }) => {
      const shown = scalarText(props.ipAddress) ?? '';
      const other = store.withAlias(kind, shown).find((twin) => twin.key !== key);
      if (other) throw mcpd(inferredCode.arpAddress, inferredText.arpAddress(shown, key, other.key));
    },
  },
};

export const dnsResolver: KindDefinition = {
  path: 'net/dns-resolver',
  word: 'DNS resolver',
  properties: {
    answerDefaultZones: yesNo('no'),
    cacheSize: number(5767168),
    description: text(),
    randomizeQueryNameCase: yesNo('yes'),
    routeDomain: refersTo('net/route-domain', { initial: '/Common/0' }),
    useIpv4: yesNo('yes'),
    useIpv6: yesNo('yes'),
    useTcp: yesNo('yes'),
    useUdp: yesNo('yes'),
  },
};
