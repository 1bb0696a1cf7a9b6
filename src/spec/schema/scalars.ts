import { z } from 'zod';
import { parseAddress, parseNetwork, parsePlace } from '../../model/address.ts';

/** Names the device takes (device-facts: object-names; a blank, a quote or a slash is refused with 01070088). */
const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9_.:%-]{0,188}[A-Za-z0-9_.%-])?$/;
/** A partition is asked for by its name in a filter, which takes nothing else (device-facts: filter). */
const PARTITION = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,189}$/;

/** A partition, and then names: the last is the object's, others those of folders. */
function isFullPath(text: string): boolean {
  const [root, partition = '', ...names] = text.split('/');
  const isPath = root === '' && names.length > 0;
  return isPath && PARTITION.test(partition) && names.every((one) => NAME.test(one));
}

/** Text of one form; `title` is what documentation and editors call it. */
export function checked(title: string, accepts: (text: string) => boolean, message: string, hint: string) {
  return z
    .string()
    .superRefine((text, context) => {
      if (!accepts(text))
        context.addIssue({ code: 'custom', message, params: { hint, rule: 'schema/value' } });
    })
    .meta({ title });
}

export const name = z
  .string()
  .regex(NAME, {
    error: 'the device takes letters, digits and _ . : % - only, at most 190, a letter, digit or _ first',
  })
  .describe('A name as the device takes it.');

/** Names of one map, but for words that the device reads as something else where the name would stand. */
export const nameBut = (...words: readonly string[]) =>
  name.refine((text) => !['none', ...words].includes(text), {
    error: ({ input }) => `the device reads \`${String(input)}\` as a word of its own`,
  });

/** Names of LTM objects (device-facts: object-names). */
export const ltmName = (...words: readonly string[]) =>
  nameBut(...words).refine((text) => !/^\d/.test(text) || parseAddress(text) !== undefined, {
    error: 'the device wants a letter or _ first; only an address may begin with a digit',
  });

/** Names of nodes: what stands behind a colon would be the port of a member. */
export const nodeName = ltmName().refine((text) => !text.includes(':') || parseAddress(text) !== undefined, {
  error: 'only an IPv6 address has a colon in the name of a node',
});

export const partition = z
  .string()
  .regex(PARTITION, {
    error: 'not a partition: letters, digits and _ . - only, at most 190, a letter, digit or _ first',
  })
  .describe('The partition; created when it is missing.');

export const folder = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/, {
    error: 'not a folder: names parted by /, without one at either end',
  })
  .describe('The folder below the partition; created when it is missing.');

/** A bare name (an object of this spec) or `/Partition/name` (of this spec, else of the device). */
export const reference = checked(
  'reference',
  (text) => NAME.test(text) || isFullPath(text),
  'not a reference',
  'write the name of an object of this spec, or /Partition/name of one on the device',
);

/** `/Partition/name` of something that is on the device. */
export const devicePath = checked(
  'path',
  isFullPath,
  'not the full path of an object',
  'write /Partition/name, for example /Common/tcp',
);

/** A profile on the device; one that every BIG-IP has as another type is known to be wrong. */
export const profileOf = (type: 'tcp' | 'http') =>
  devicePath.refine(
    (path) => !Object.entries(BUILT_IN).some(([of, list]) => of !== type && list.includes(path)),
    {
      error: ({ input }) => `${String(input)} is no ${type} profile`,
    },
  );

const common = (names: string): string[] => names.split(' ').map((name) => `/Common/${name}`);

/** Built-in profiles by type; the rest is asked of the device. */
const BUILT_IN = {
  tcp: common('tcp tcp-lan-optimized tcp-wan-optimized tcp-mobile-optimized mptcp-mobile-optimized'),
  http: common('http http-explicit http-transparent'),
  others: common(
    'udp fastL4 clientssl serverssl oneconnect websocket http2 stream httpcompression cookie source_addr ' +
      'dest_addr hash ssl universal',
  ),
};

/** The full path of an object of the device, where some words have a meaning of their own. */
export const pathOr = (...words: readonly string[]) =>
  checked(
    'path',
    isFullPath,
    `expected ${words.map((word) => `\`${word}\``).join(', ')} or the full path of an object`,
    'write /Partition/name for one on the device, for example /Common/name',
  );

function isHost(text: string): boolean {
  const ip = parseAddress(text)?.ip;
  return ip !== undefined && ip !== '0.0.0.0' && ip !== '::';
}

export const address = checked(
  'address',
  isHost,
  'not an IP address',
  'write 20.20.20.14, 2001:db8::14, or with a route domain 20.20.20.14%2',
);

/** As `address`, where somebody may well try a host name. */
export const nodeAddress = checked(
  'address',
  isHost,
  'not an IP address',
  'write 20.20.20.14, 2001:db8::14 or 20.20.20.14%2; for a host name write { fqdn: gateways.example.com }',
);

export const destinationAddress = checked(
  'address',
  (text) => parsePlace(text) !== undefined,
  'not an IP address, nor a network without host bits',
  'write 203.0.113.10, 2001:db8::10, with a route domain 203.0.113.10%2, a network 10.13.13.0/24, or any / any6; the port has a line of its own',
);

export const network = checked(
  'address/prefix',
  (text) => parseNetwork(text) !== undefined,
  'not an address with a prefix length',
  'write both, for example 20.20.20.1/24',
);

export const fqdn = z
  .string()
  .max(253)
  .regex(/^(?=.*[A-Za-z])[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_-]{1,63})*\.?$/, {
    error: 'not a host name: write gateways.example.com, without https:// and port',
  });

/** Text without anything like a tag of HTML, which the device refuses in every plain value (device-facts: markup). */
export const plainText = z.string().refine((text) => !/<\s*\/?[a-z][\w:-]*(\s[^<>]*)?\/?>/i.test(text), {
  error: 'the device refuses text with something like an HTML tag, <…>',
});

/** One line of text; the device keeps a description in one line. */
export const description = plainText
  .max(1024)
  .regex(/^[^\r\n\0]*$/, { error: 'a description is one line' })
  .refine((text) => text !== 'none', { error: 'the device reads `none` as no description; leave it out' })
  .default('')
  .describe('A note, kept on the device.');

const notAPort = {
  error: ({ input }: { readonly input?: unknown }) =>
    `a port is 1 to 65535, or \`any\`; got ${String(input)}`,
};

export const port = z
  .union([z.int().min(1, notAPort).max(65535, notAPort), z.literal('any')])
  .transform((value) => (value === 'any' ? 0 : value))
  .describe('A port number, or `any`.');

export const limit = (what: string) =>
  z.int().min(0).max(4_294_967_294).default(0).describe(`${what}; 0 is no limit.`);

export const seconds = (maximum = 86_400) => z.int().min(0).max(maximum);

export const memberState = z
  .enum(['enabled', 'disabled', 'forced-offline'])
  .optional()
  .describe(
    'Managed only where it is written, so an operator’s own choice is never undone; deleting the line gives back what was there.',
  );

/** Which monitors decide, in any of the short forms. */
export const monitorRule = z
  .union([
    z.array(reference).max(64),
    z
      .strictObject({ atLeast: z.int().min(1), of: z.array(reference).min(1).max(64) })
      .superRefine(({ atLeast, of }, context) => {
        const count = new Set(of).size;
        if (atLeast <= count) return;
        const message = `${atLeast} of ${count} can never succeed`;
        context.addIssue({ code: 'custom', path: ['atLeast'], message, params: { rule: 'schema/value' } });
      }),
  ])
  .describe('A list: all of them must succeed. `{ atLeast: 1, of: [...] }`: as many as that.');

/** Monitors of a node or member, which can also follow their pool or the device’s default. */
export const inheritedMonitors = z
  .union([z.enum(['default', 'none']), monitorRule])
  .default('default')
  .describe('`default` (the pool’s, or the device’s default node monitor), `none`, or as for a pool.');

type Raw = string | number | boolean | null | Raw[] | { [key: string]: Raw };
const raw: z.ZodType<Raw> = z.lazy(() =>
  z.union([plainText, z.number(), z.boolean(), z.null(), z.array(raw), z.record(z.string(), raw)]),
);

/** Keys of iControl REST that name an object or describe the reply. */
const IDENTITY = 'name fullPath kind partition subPath destination selfLink generation'.split(' ');

export const properties = z
  .record(
    z
      .string()
      .regex(/^[a-z][A-Za-z0-9_]*$/, { error: 'not an iControl key: write it in camelCase' })
      .refine((key) => !key.endsWith('Reference'), { error: 'it is a link, which only the device writes' })
      .refine((key) => !IDENTITY.includes(key), { error: 'it says which object this is, and is no setting' })
      // A read of the virtual server does not print the collection, so it could not be compared.
      .refine((key) => key !== 'policies', {
        error:
          'it is a collection of its own and no key of the object: attach policies on the device, where they stay',
      }),
    raw,
  )
  .default({})
  .describe('Raw iControl keys that this vocabulary lacks. A removed one gets back the value found before.');

/** What every object that lives in a partition can say about its place. */
export const placed = {
  partition: partition.optional(),
  folder: folder.optional(),
  description,
  properties,
};
