import { z } from 'zod';
import { dataGroups } from './data-groups.ts';
import { mock } from './mock.ts';
import { monitors } from './monitors.ts';
import { interfaces, routes, selfIps, vlans } from './network.ts';
import { nodes, pools } from './pools.ts';
import { routeDomains } from './route-domains.ts';
import { folder, ltmName, partition, placed } from './scalars.ts';
import { snatPools } from './snat-pools.ts';
import { virtualServers } from './virtual/virtuals.ts';

const tls = z
  .strictObject({
    fingerprint: z
      .string()
      .regex(/^sha256:([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/, {
        error: 'not a fingerprint: sha256: and 32 bytes in hex',
      })
      .optional()
      .describe('SHA-256 of the device’s certificate; nothing else is trusted then.'),
    caFile: z.string().optional().describe('PEM file of the authority that signed it, relative to the spec.'),
    serverName: z
      .string()
      .optional()
      .describe('The name the certificate must carry, where it is not the host.'),
  })
  .default({})
  .describe('How the device proves who it is.');

const device = z
  .strictObject({
    host: z
      .string()
      .regex(/^[A-Za-z0-9.:_[\]-]+$/, { error: 'not a host: write a name or an address, without https://' })
      .optional()
      .describe('Name or address of its management interface.'),
    port: z.int().min(1).max(65535).default(443).describe('Port of its management interface.'),
    user: z.string().min(1).optional().describe('Who logs in; the password never stands in a spec.'),
    loginProvider: z.string().min(1).default('tmos').describe('The login provider.'),
    tmos: z
      .string()
      .regex(/^\d{1,3}(\.\d{1,4}){1,4}$/, {
        error: 'not a TMOS version: write it with dots, in quotes: "17.1.2"',
      })
      .optional()
      .describe('The version that `render` and `validate` assume without a device.'),
    tls,
  })
  .prefault({})
  .describe('The device. Flags and BIGIP_* variables of the environment win.');

const ruleObject = z
  .strictObject({
    partition: placed.partition,
    folder: placed.folder,
    file: z.string().min(1).optional().describe('A file beside the spec, sent as it is.'),
    text: z.string().min(1).optional().describe('The iRule itself, sent as it is.'),
  })
  .superRefine((rule, context) => {
    if ((rule.file === undefined) !== (rule.text === undefined)) return;
    context.addIssue({
      code: 'custom',
      message:
        rule.file === undefined ? 'an iRule needs a file or its text' : 'an iRule has a file or a text',
      params: { hint: 'write either file or text', rule: 'schema/value' },
    });
  });

const rules = z
  .record(
    ltmName(),
    z.union([
      z
        .string()
        .min(1)
        .transform((file) => ruleObject.parse({ file })),
      ruleObject,
    ]),
  )
  .default({})
  .describe('Your own iRules: a file beside the spec, or a map. They are never interpolated.');

const archive = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, { error: 'not a file name: letters, digits, _ . - only' })
      .transform((one) => (one.endsWith('.ucs') ? one : `${one}.ucs`))
      .describe('The archive’s name on the device.'),
    passphrase: z.string().min(1).optional().describe('Secret, to encrypt it: write ${env:NAME}.'),
  })
  .optional()
  .describe('A UCS archive of the finished state.');

const reason = z.string().min(1).describe('Why; printed with what is suppressed.');

const suppress = z
  .record(
    z.string(),
    z.union([
      reason,
      z.record(z.string(), reason).describe('An object, such as `virtualServers.web`, and the reason.'),
    ]),
  )
  .default({})
  .describe(
    'Lint rules that do not count, with the reason: for the whole spec, or a map from objects to reasons. ' +
      'What is suppressed is a note; what the device refuses cannot be suppressed.',
  );

/** A number that is not 1 is a format of another time; anything else is told as a wrong type. */
const wrongVersion = ({ input }: { readonly input?: unknown }): string | undefined =>
  typeof input === 'number' ? `this bigip-ws reads version 1 of the format, not ${input}` : undefined;

export const specSchema = z
  .strictObject({
    version: z.literal(1, { error: wrongVersion }).describe('The version of this format.'),
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, {
        error: 'not a spec name: letters, digits, _ . - only, at most 63',
      })
      .describe('Who owns the objects: the name in the inventory on the device.'),
    description: z.string().default('').describe('A note for people; not sent.'),
    device,
    vars: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .default({})
      .describe('Values for ${name}.'),
    publicEnv: z
      .array(z.string())
      .default([])
      .describe('Names of the environment whose values are no secret.'),
    partition: partition.default('Common'),
    folder: folder.optional(),
    network: z
      .strictObject({ interfaces, vlans, routeDomains, selfIps, routes })
      .prefault({})
      .describe('The network of the BIG-IP.'),
    nodes,
    monitors,
    pools,
    snatPools,
    dataGroups,
    rules,
    virtualServers,
    archive,
    mock,
    suppress,
  })
  .describe('A bigip-ws spec: what must be on the device.');

/** A spec with every short form written out and every default filled in. */
export type Spec = z.output<typeof specSchema>;
export type { HttpRoute } from './virtual/http-routes.ts';
export type { Member } from './pools.ts';
export type { VirtualServer } from './virtual/virtuals.ts';
