import type { KindDefinition } from '../../objects/kind.ts';
import { enabled, flag, number, text, word } from '../../objects/values.ts';
import { singleton } from '../parts/singleton.ts';

// Settings of which there is one of each. Keys and defaults as recorded on 13.1 (fixtures of F5's Ansible
// collection) and 14.1.2.1 (genieparser).

const stpGlobals = singleton('net/stp-globals', {
  configName: text(),
  configRevision: number(0, { max: 65535 }),
  description: text(),
  fwdDelay: number(15, { min: 4, max: 30 }),
  helloTime: number(2, { min: 1, max: 10 }),
  maxAge: number(20, { min: 6, max: 40 }),
  maxHops: number(20, { min: 1, max: 255 }),
  mode: word(['disabled', 'passthru', 'stp', 'rstp', 'mstp'], 'passthru'),
  transmitHold: number(6, { min: 1, max: 10 }),
});

const dagGlobals = singleton('net/dag-globals', {
  dagIpv6PrefixLen: number(128, { max: 128 }),
  icmpHash: word(['icmp', 'ipicmp'], 'icmp'),
  roundRobinMode: word(['global', 'local'], 'global'),
});

const multicastGlobals = singleton('net/multicast-globals', {
  maxPendingPackets: number(16),
  maxPendingRoutes: number(256),
  rateLimit: enabled('enabled'),
  routeLookupTimeout: number(2),
});

const lldpGlobals = singleton(
  'net/lldp-globals',
  {
    disabled: flag(true),
    enabled: flag(),
    maxNeighborsPerPort: number(10, { max: 65535 }),
    reinitDelay: number(2),
    txDelay: number(2),
    txHold: number(4),
    txInterval: number(30),
  },
  { pairs: [['enabled', 'disabled']] },
);

export const netGlobals: readonly KindDefinition[] = [stpGlobals, dagGlobals, multicastGlobals, lldpGlobals];
