import { z } from 'zod';
import {
  description,
  fqdn,
  inheritedMonitors,
  limit,
  ltmName,
  memberState,
  monitorRule,
  nodeAddress,
  nodeName,
  placed,
  port,
  reference,
  seconds,
} from './scalars.ts';

/** Every method `ltm pool` knows, in the device's own words. */
const METHODS = [
  'round-robin',
  'ratio-member',
  'ratio-node',
  'ratio-session',
  'ratio-least-connections-member',
  'ratio-least-connections-node',
  'least-connections-member',
  'least-connections-node',
  'weighted-least-connections-member',
  'weighted-least-connections-node',
  'least-sessions',
  'fastest-node',
  'fastest-app-response',
  'observed-member',
  'observed-node',
  'predictive-member',
  'predictive-node',
  'dynamic-ratio-member',
  'dynamic-ratio-node',
] as const;

const shared = {
  monitors: inheritedMonitors,
  ratio: z.int().min(1).max(65535).default(1).describe('Weight for the ratio methods.'),
  dynamicRatio: z.int().min(0).max(65535).default(1).describe('Weight for the dynamic ratio methods.'),
  connectionLimit: limit('Most connections at once (divided over the TMMs by the device)'),
  connectionRateLimit: limit('New connections a second'),
  state: memberState,
};

const nodeObject = z
  .strictObject({
    ...placed,
    ...shared,
    address: nodeAddress.optional().describe('The IP address, with %id in another route domain.'),
    fqdn: fqdn.optional().describe('A host name instead of an address.'),
    addressFamily: z
      .enum(['ipv4', 'ipv6', 'all'])
      .default('ipv4')
      .describe('Of a host name: which addresses.'),
    autopopulate: z.boolean().default(false).describe('Of a host name: one member for every address it has.'),
    interval: seconds().min(1).default(3600).describe('Of a host name: seconds between look-ups.'),
    downInterval: seconds()
      .min(1)
      .default(5)
      .describe('Of a host name: seconds between look-ups after a failure.'),
  })
  .superRefine((node, context) => {
    if ((node.address === undefined) !== (node.fqdn === undefined)) return;
    context.addIssue({
      code: 'custom',
      message:
        node.address === undefined ? 'a node needs an address' : 'a node has an address or a host name',
      params: { hint: 'write either address or fqdn', rule: 'schema/value' },
    });
  });

export const nodes = z
  .record(nodeName, z.union([nodeAddress.transform((one) => nodeObject.parse({ address: one })), nodeObject]))
  .default({})
  .describe('The machines behind the pools: an address, or a map.');

const memberSettings = {
  port: port.describe('The port of the service, or `any`.'),
  description,
  ...shared,
  priorityGroup: z
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe('Members of the highest group are used first.'),
};
const memberObject = z.strictObject(memberSettings);
const listedMember = z.strictObject({
  node: reference.describe('A node of this spec, or an address.'),
  ...memberSettings,
});

export type Member = z.output<typeof memberObject> & {
  readonly node: string;
  readonly at: readonly (string | number)[];
};

const byPort = port.transform((one) => [memberObject.parse({ port: one === 0 ? 'any' : one })]);
const byNode = z
  .union([
    byPort,
    z
      .array(port)
      .min(1)
      .transform((ports) => ports.map((one) => memberObject.parse({ port: one === 0 ? 'any' : one }))),
    memberObject.transform((one) => [one]),
  ])
  .describe('A port, a list of ports, or a map with a port.');

const members = z
  .union([
    z
      .record(reference, byNode)
      .transform((map): Member[] =>
        Object.entries(map).flatMap(([node, list]) =>
          list.map((member) => ({ ...member, node, at: [node] })),
        ),
      ),
    z
      .array(listedMember)
      .transform((list): Member[] => list.map((member, index) => ({ ...member, at: [index] }))),
  ])
  .default([])
  .describe('A map from node to port(s), or a list of maps with `node` and `port`.');

export const pools = z
  .record(
    ltmName(),
    z.strictObject({
      ...placed,
      method: z.enum(METHODS).default('round-robin').describe('How a new connection is placed.'),
      monitors: monitorRule.default([]),
      minActiveMembers: z
        .int()
        .min(0)
        .max(65535)
        .default(0)
        .describe(
          'Members of a priority group that must be up before the next group is used; 0 turns groups off.',
        ),
      slowRampTime: seconds(900)
        .default(10)
        .describe('Seconds in which a returning member gets its full share.'),
      serviceDownAction: z
        .enum(['none', 'reset', 'drop', 'reselect'])
        .default('none')
        .describe('What happens to live connections of a member that goes down.'),
      reselectTries: z.int().min(0).max(65535).default(0).describe('Tries to find another member.'),
      allowSnat: z.boolean().default(true).describe('Whether SNAT may be used.'),
      allowNat: z.boolean().default(true).describe('Whether NAT may be used.'),
      foreignMembers: z
        .enum(['report', 'ignore'])
        .default('report')
        .describe(
          'Members on the device that the spec does not list: a difference, or none since others fill the pool too.',
        ),
      members,
    }),
  )
  .default({})
  .describe('Pools of members.');
