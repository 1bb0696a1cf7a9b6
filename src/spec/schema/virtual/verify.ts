import { z } from 'zod';
import { parseAddress } from '../../../model/address.ts';
import { checked } from '../scalars.ts';
import { hostAndPort, originOfPage, subprotocolName, urlPath } from '../websocket-monitor.ts';

// How `bigip-ws verify` tries a virtual server. None of it is sent to the device.

/** What the handshake itself says; `host` and `origin` have keys of their own. */
const OWN = 'connection content-length cookie host origin te trailer transfer-encoding upgrade'.split(' ');

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, { error: 'not the name of a header' })
  .refine((name) => !OWN.includes(name.toLowerCase()) && !/^sec-websocket-/i.test(name), {
    error: 'the handshake says it itself: host, origin and subprotocols have keys of their own',
  });

const headerValue = z
  .string()
  .max(8000)
  .regex(/^[\t\x20-\x7e]*$/, { error: 'a header is one line of printable ASCII' });

const connectAddress = checked(
  'address',
  (text) => {
    const found = parseAddress(text);
    return found !== undefined && found.ip !== '0.0.0.0' && found.ip !== '::' && !text.includes('%');
  },
  'not an IP address',
  'write 203.0.113.10 or 2001:db8::10: where this machine can connect to',
);

const tlsSettings = z.strictObject({
  serverName: z
    .string()
    .regex(/^[A-Za-z0-9_.:-]{1,253}$/, { error: 'not a name or an address' })
    .optional()
    .describe('The name the certificate must carry. Default: the host.'),
  caFile: z
    .string()
    .min(1)
    .optional()
    .describe('PEM file of an authority that is trusted beside the system’s, relative to the spec.'),
});

const expectation = z
  .strictObject({
    status: z
      .int()
      .min(101)
      .max(599)
      .default(101)
      .describe('The status of the answer: 101, or that of a refusal that is right.'),
    subprotocol: subprotocolName.optional().describe('The subprotocol that must be chosen.'),
  })
  .prefault({})
  .describe('What the answer to the handshake must be.');

const settings = z
  .strictObject({
    address: connectAddress.optional().describe('Where to connect to. Default: the destination.'),
    port: z.int().min(1).max(65535).optional().describe('Of `port: any`. Default: 443 with TLS, else 80.'),
    tls: z
      .union([z.boolean(), tlsSettings])
      .optional()
      .describe('Whether clients speak TLS, and how it is checked. Default: as the profiles tell.'),
    path: urlPath.default('/').describe('What is asked for, as in the URL of the clients.'),
    host: hostAndPort.optional().describe('The host of the URL of the clients. Default: address and port.'),
    origin: originOfPage.optional().describe('The origin that is claimed. Left out: none.'),
    subprotocols: z.array(subprotocolName).max(20).default([]).describe('The subprotocols that are offered.'),
    headers: z
      .record(headerName, headerValue)
      .default({})
      .describe('Further headers of the handshake; secrets as ${env:NAME}.'),
    expect: expectation,
    echo: z.boolean().default(false).describe('The service sends back what it gets: messages are tried too.'),
  })
  .refine(
    ({ expect, subprotocols }) =>
      expect.subprotocol === undefined || subprotocols.includes(expect.subprotocol),
    {
      path: ['expect', 'subprotocol'],
      error: 'it is not among the subprotocols that are offered',
    },
  );

export const verify = z
  .union([
    z.boolean().transform((isTried) => (isTried ? settings.parse({}) : (false as const))),
    urlPath.transform((path) => settings.parse({ path })),
    settings,
  ])
  .default(settings.parse({}))
  .describe('How `bigip-ws verify` tries it: a map, or its path alone; `false`: not at all.');

export type VerifySettings = z.output<typeof settings>;
