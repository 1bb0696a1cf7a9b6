/** A short form of the spec, and the long one that means the same. */
export interface ShortForm {
  readonly where: string;
  readonly short: string;
  readonly long: string;
  /** Puts a fragment where it belongs in a spec. */
  readonly within: (fragment: string) => string;
}

const inMap =
  (map: string) =>
  (fragment: string): string =>
    `${map}: { ${fragment} }`;
const inPool = (fragment: string): string => `pools: { p: { ${fragment} } }`;
const inVlan = (fragment: string): string => `network: { vlans: { v: { ${fragment} } } }`;
const inVirtual = (fragment: string): string =>
  `virtualServers: { v: { destination: 192.0.2.1, port: 80, ${fragment} } }`;

export const shortForms: readonly ShortForm[] = [
  {
    where: 'nodes',
    short: 'Gateway-1: 20.20.20.14',
    long: 'Gateway-1: { address: 20.20.20.14 }',
    within: inMap('nodes'),
  },
  {
    where: 'snatPools',
    short: 'outbound: 203.0.113.20',
    long: 'outbound: { addresses: [203.0.113.20] }',
    within: inMap('snatPools'),
  },
  {
    where: 'snatPools',
    short: 'outbound: [203.0.113.20, 203.0.113.21]',
    long: 'outbound: { addresses: [203.0.113.20, 203.0.113.21] }',
    within: inMap('snatPools'),
  },
  {
    where: 'pools.<name>',
    short: 'members: { Gateway-1: 8001 }',
    long: 'members: [{ node: Gateway-1, port: 8001 }]',
    within: inPool,
  },
  {
    where: 'pools.<name>',
    short: 'members: { Gateway-1: [8001, 8002] }',
    long: 'members: [{ node: Gateway-1, port: 8001 }, { node: Gateway-1, port: 8002 }]',
    within: inPool,
  },
  {
    where: 'pools.<name>',
    short: 'members: { Gateway-1: { port: 8001, ratio: 2 } }',
    long: 'members: [{ node: Gateway-1, port: 8001, ratio: 2 }]',
    within: inPool,
  },
  {
    where: 'network.vlans.<name>',
    short: "interfaces: ['1.1']",
    long: "interfaces: [{ untagged: '1.1' }]",
    within: inVlan,
  },
  { where: 'rules', short: 'tag: tag.tcl', long: 'tag: { file: tag.tcl }', within: inMap('rules') },
  {
    where: 'virtualServers.<name>',
    short: 'websocket: auto',
    long: 'websocket: { mode: auto }',
    within: inVirtual,
  },
  {
    where: 'virtualServers.<name>',
    short: 'tcpProfile: /Common/tcp-wan-optimized',
    long: 'tcpProfile: { client: /Common/tcp-wan-optimized, server: /Common/tcp-wan-optimized }',
    within: inVirtual,
  },
  {
    where: 'virtualServers.<name>',
    short: 'profiles: [/Common/clientssl]',
    long: 'profiles: [{ profile: /Common/clientssl }]',
    within: inVirtual,
  },
  {
    where: 'virtualServers.<name>',
    short: 'verify: /echo',
    long: 'verify: { path: /echo }',
    within: inVirtual,
  },
];

export function shortFormsMarkdown(): string {
  const rows = shortForms.map(({ where, short, long }) => `| \`${where}\` | \`${short}\` | \`${long}\` |`);
  return ['| in | short | the same as |', '| --- | --- | --- |', ...rows].join('\n');
}
