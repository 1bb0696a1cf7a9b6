import { scalarText } from '../json.ts';
import type { KindDefinition } from '../kind.ts';
import { custom, number, rawText, text, texts, told, word, enabled } from '../values.ts';

// The SNMP agent and where it sends traps. Keys and values as recorded on 14.1.2.1; no agent runs.

const switched = (initial: 'enable' | 'disable') => word(['enable', 'disable'], initial);

const traps: KindDefinition = {
  path: 'traps',
  word: 'SNMP trap',
  noGeneration: true,
  // go-bigip writes this one with a capital letter, and devices take it.
  ignores: ['SecurityName'],
  properties: {
    authPasswordEncrypted: text(),
    authProtocol: word(['none', 'md5', 'sha']),
    community: text(),
    description: text(),
    engineId: text(),
    host: text(),
    network: text(),
    port: number(162, { max: 65535 }),
    privacyPassword: custom((value) => scalarText(value)),
    privacyPasswordEncrypted: text(),
    privacyProtocol: word(['none', 'des', 'aes']),
    securityLevel: word(['no-auth-no-privacy', 'auth-no-privacy', 'auth-privacy']),
    securityName: text(),
    version: word(['1', '2c', '3'], '2c'),
  },
  // Called by their full path, as recorded of communities and users on 13.0.0.
  hooks: { naming: ({ key }) => ({ name: key }) },
};

const DISKS = [
  { name: '/Common/root', minspace: 2000, minspaceType: 'size', path: '/' },
  { name: '/Common/var', minspace: 10000, minspaceType: 'size', path: '/var' },
];

const processes = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([process, maxProcesses]) => ({
    name: `/Common/${process}`,
    maxProcesses,
    minProcesses: 1,
    process,
  }));

export const snmp: KindDefinition = {
  path: 'sys/snmp',
  word: 'SNMP',
  naming: 'singleton',
  methods: ['GET', 'PATCH', 'PUT'],
  children: [traps],
  tail: ['diskMonitors', 'processMonitors'],
  properties: {
    agentAddresses: texts(['tcp6:161', 'udp6:161']),
    agentTrap: enabled('enabled'),
    allowedAddresses: texts(['127.0.0.0/8']),
    authTrap: enabled('disabled'),
    bigipTraps: enabled('enabled'),
    description: text(),
    loadMax1: number(12),
    loadMax5: number(12),
    loadMax15: number(12),
    snmpv1: switched('enable'),
    snmpv2c: switched('enable'),
    sysContact: rawText('Customer Name <admin@customer.com>'),
    sysLocation: rawText('Network Closet 1'),
    sysServices: number(78),
    trapCommunity: rawText('public'),
    trapSource: rawText('none'),
    diskMonitors: told(DISKS),
    processMonitors: told(
      processes({ bigd: 'infinity', chmand: '1', httpd: 'infinity', mcpd: '1', sod: '1', tmm: 'infinity' }),
    ),
  },
  builtIns: [{ name: '' }],
};
