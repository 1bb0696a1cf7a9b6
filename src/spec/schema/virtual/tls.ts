import { z } from 'zod';
import type { SpecPath } from '../../../model/object.ts';
import { checked, devicePath, properties } from '../scalars.ts';

// How a virtual server speaks TLS, to clients and to members.

const HOST = /^(\*\.)?[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_-]{1,63})*$/;

const host = checked(
  'host name',
  (text) => text.length <= 253 && HOST.test(text),
  'not a host name',
  'write ws.example.com, or *.example.com for all names below it; without https:// and port',
);

const CIPHERS = /^(?!none$)[A-Za-z0-9:!+@_.=-]{1,1000}$/;

const VERSIONS = ['1.0', '1.1', '1.2', '1.3'] as const;

/** YAML reads `1.2` as a number, and `1.0` as 1. */
const tlsVersion = z
  .union([z.enum(VERSIONS), z.literal([1, 1.1, 1.2, 1.3])])
  .transform((one) => VERSIONS.find((version) => Number(version) === Number(one)) ?? '1.2');

/** What both sides can say about the handshake. */
const handshake = {
  versions: z
    .array(tlsVersion)
    .min(1)
    .max(4)
    .optional()
    .describe(
      'The versions of TLS that are spoken: `[1.2, 1.3]`. Default: those of the device, without 1.3.',
    ),
  ciphers: checked(
    'cipher string',
    (text) => CIPHERS.test(text),
    'not a cipher string',
    'for example DEFAULT',
  )
    .optional()
    .describe('The ciphers, as a cipher string of the device. Default: `DEFAULT`.'),
  cipherGroup: devicePath
    .optional()
    .describe(
      'The ciphers, as a cipher group on the device, in the place of `ciphers` (TMOS 13.0 and later).',
    ),
};

const oneWordForCiphers = {
  check: (side: { readonly ciphers?: string | undefined; readonly cipherGroup?: string | undefined }) =>
    side.ciphers === undefined || side.cipherGroup === undefined,
  problem: { path: ['cipherGroup'], error: 'write ciphers or cipherGroup, not both' },
};

/** What the profile repeats of its pair (device-facts: cert-key-chain). */
const OF_THE_PAIR = ['cert', 'key', 'chain', 'passphrase'];

const rawKeys = properties.superRefine((raw, context) => {
  for (const key of OF_THE_PAIR.filter((one) => Object.hasOwn(raw, one))) {
    const hint = 'write certificate, key, chain and passphrase beside `properties`';
    const params = { hint, rule: 'schema/value' };
    context.addIssue({
      code: 'custom',
      path: [key],
      message: 'the profile has it from its certificate',
      params,
    });
  }
});

const pem = (what: string) => z.string().min(1).describe(what);

const ownClient = z
  .strictObject({
    serverName: host
      .optional()
      .describe(
        'The name (SNI) that a client asks for to get this certificate; `*.example.com` is all below it.',
      ),
    default: z
      .boolean()
      .default(false)
      .describe('Of several: what clients get that ask for no name or another. Default: the first.'),
    certificate: pem('A PEM file beside the spec, or the PEM itself. What else is in it is its chain.'),
    key: pem(
      'Its private key: a PEM file, or `${env:NAME}` with the PEM. Default: in the file of the certificate.',
    ).optional(),
    passphrase: z.string().min(1).optional().describe('Secret, that opens the key: write ${env:NAME}.'),
    chain: pem(
      'The certificates between it and the root that clients trust, in this order: a PEM file.',
    ).optional(),
    ...handshake,
    renegotiation: z
      .boolean()
      .default(true)
      .describe('Whether a client may negotiate again on an open connection. HTTP/2 forbids it.'),
    properties: rawKeys,
  })
  .refine(oneWordForCiphers.check, oneWordForCiphers.problem);

export type OwnClient = z.output<typeof ownClient>;

/** A profile of the device, or a certificate of the spec; `at` is its place below `tls`. */
export type ClientTls = { readonly at: SpecPath } & (
  { readonly profile: string; readonly own?: never } | { readonly own: OwnClient; readonly profile?: never }
);

const client = z.union([z.string().min(1), ownClient]);

const clients = z
  .union([
    client.transform((one) => [clientAt(one, ['client'])]),
    z.array(client).min(1).max(200).transform(listed),
  ])
  .superRefine((list, context) => {
    for (const problem of sniProblems(list))
      context.addIssue({ code: 'custom', params: { rule: 'schema/value' }, ...problem });
  })
  .default([])
  .describe(
    'TLS to clients: `{ certificate, key }`; a list of such, each with its `serverName`; or the path of a client-SSL ' +
      'profile on the device.',
  );

function listed(list: readonly z.output<typeof client>[]): ClientTls[] {
  return list.map((one, index) => clientAt(one, ['client', index]));
}

function clientAt(one: z.output<typeof client>, at: SpecPath): ClientTls {
  if (typeof one !== 'string') return { at, own: one };
  // A file beside the spec is never named from the root.
  return one.startsWith('/') ? { at, profile: one } : { at, own: ownClient.parse({ certificate: one }) };
}

function sniProblems(list: readonly ClientTls[]): { path: (string | number)[]; message: string }[] {
  if (list.length < 2) return [];
  const names = list.map(({ own }) => (own ? (own.serverName?.toLowerCase() ?? '') : undefined));
  const first = list.findIndex(({ own }) => own?.default);
  return list.flatMap(({ own, at }, index) => {
    const path = [...at.slice(1)];
    const name = names[index];
    if (own?.default && index > first)
      return [{ path: [...path, 'default'], message: 'there is a default already' }];
    if (name === '' && !own?.default && (first >= 0 || names.indexOf('') < index))
      return [{ path, message: 'no client gets it: it has no serverName and is not the default' }];
    return name !== undefined && names.indexOf(name) < index
      ? [{ path: [...path, 'serverName'], message: `${name} has a certificate already` }]
      : [];
  });
}

const PUBLIC_CAS = '/Common/ca-bundle.crt';

const verify = z
  .union([
    z.boolean().transform((on) => (on ? { ca: PUBLIC_CAS, host: undefined } : undefined)),
    z.strictObject({
      ca: pem('A PEM file beside the spec with the authorities, or the path of one on the device.').default(
        PUBLIC_CAS,
      ),
      host: host.optional().describe('The name that the certificate must carry. Default: `serverName`.'),
    }),
  ])
  .optional()
  .describe(
    'Whether members must prove who they are: `true` by the public authorities that the device knows, or by a `ca` of ' +
      'yours. Default: false.',
  );

const ownServer = z
  .strictObject({
    serverName: host.optional().describe('The name (SNI) that members are asked for.'),
    verify,
    ...handshake,
    properties: rawKeys,
  })
  .refine(oneWordForCiphers.check, oneWordForCiphers.problem);

export type OwnServer = z.output<typeof ownServer>;

/** A profile of the device, or what the spec says itself. */
export type ServerTls =
  { readonly profile: string; readonly own?: never } | { readonly own: OwnServer; readonly profile?: never };

const server = z
  .union([
    z.boolean().transform((on): ServerTls | undefined => (on ? { profile: '/Common/serverssl' } : undefined)),
    devicePath.transform((profile): ServerTls => ({ profile })),
    ownServer.transform((own): ServerTls => ({ own })),
  ])
  .optional()
  .describe(
    'TLS to the members: `true`, a map, or the path of a server-SSL profile on the device. Default: none.',
  );

export const tls = z
  .strictObject({
    client: clients,
    server,
    warnDays: z
      .int()
      .min(0)
      .max(3650)
      .default(30)
      .describe('Say so when a certificate expires within so many days.'),
  })
  .prefault({})
  .describe('TLS: certificates that are installed and replaced with the virtual server.');
