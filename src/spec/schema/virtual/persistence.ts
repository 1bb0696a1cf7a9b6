import { z } from 'zod';
import { pathOr, plainText, reference, seconds } from '../scalars.ts';

export const cookieName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]*$/, { error: 'not a cookie name' });

const cookie = z.strictObject({
  type: z.literal('cookie'),
  cookieName: cookieName.default('').describe('Empty: the device’s own, BIGipServer<pool>.'),
  secure: z.boolean().default(true).describe('Browsers send it over TLS only.'),
  httpOnly: z.boolean().default(true).describe('Scripts cannot read it.'),
  encryption: z
    .enum(['disabled', 'preferred', 'required'])
    .default('disabled')
    .describe('Hides the member’s address.'),
  passphrase: plainText.max(256).default('').describe('Secret, for the encryption: write ${env:NAME}.'),
  expiration: seconds(31_536_000).default(0).describe('Seconds; 0 is the browser’s session.'),
});

const kept = (usual: number) => seconds().min(1).default(usual).describe('Seconds an unused record is kept.');

/** By an address of the packet, whole or a part of it. */
const byAddress = <Type extends string>(type: Type) =>
  z.strictObject({
    type: z.literal(type),
    timeout: kept(180),
    mask: z
      .string()
      .regex(/^(none|[0-9A-Fa-f.:]+)$/, { error: 'not a mask; write 255.255.255.0 or none' })
      .default('none')
      .describe('Addresses of one network share a record.'),
  });

/** By what an iRule finds in the traffic. */
const byRule = <Type extends string>(type: Type) =>
  z.strictObject({
    type: z.literal(type),
    rule: reference.describe(
      '`universal`, `hash`: the iRule that says by what; it calls `persist uie` or `persist hash`.',
    ),
    timeout: kept(180),
  });

const bySession = z.strictObject({ type: z.literal('ssl'), timeout: kept(300) });

const WORDS = ['none', 'cookie', 'source-address', 'destination-address', 'ssl'] as const;

export const persistence = z
  .union([
    z.enum(WORDS),
    pathOr(...WORDS),
    z.discriminatedUnion('type', [
      cookie,
      byAddress('source-address'),
      byAddress('destination-address'),
      bySession,
      byRule('universal'),
      byRule('hash'),
    ]),
  ])
  .default('none')
  .describe(
    'What brings a client back to its member. `cookie`, `source-address`, `destination-address` and `ssl` (the session ' +
      'of TLS) are the built-in profiles; a map makes one of its own. `universal`: by what an iRule finds, a client id ' +
      'for example. `hash`: by a hash of it.',
  );
