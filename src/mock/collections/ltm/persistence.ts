import { notFound } from '../../wire/errors.ts';
import type { KindDefinition, Properties } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, INDEFINITE, invalid, noneSince13, profileText, quoted, text } from '../../objects/values.ts';
import { scalarText } from '../../wire/json.ts';
import { fromDefaults, type Keys, oneOf, since } from '../parts/from-defaults.ts';

// Persistence profiles; one factory. Defaults of cookie as captured on 13.1.0.7.

const HEAD = { appService: 'none', defaultsFrom: 'none', description: 'none' } as const;
const MATCH = {
  matchAcrossPools: 'disabled',
  matchAcrossServices: 'disabled',
  matchAcrossVirtuals: 'disabled',
} as const;
const TAIL = { mirror: 'disabled', overrideConnectionLimit: 'disabled', timeout: '180' };
/** Of ssl and msrdp (asserted on devices by the Python SDK, test_persistence.py). */
const LONGER = '300';

function persistence(
  type: string,
  name: string,
  properties: Properties,
  timeout = TAIL.timeout,
): KindDefinition {
  return {
    path: `ltm/persistence/${type}`,
    word: 'Persistence Profile',
    referenceWord: 'Persistence Profile',
    family: 'persistence',
    inherits: name,
    builtIns: [{ name }],
    properties: {
      ...properties,
      appService: profileText({ ownOnly: true }),
      defaultsFrom: refersTo('persistence', {
        initial: noneSince13,
        ownOnly: true,
        missing: (target) => notFound('Persistence Profile', target),
      }),
      description: profileText({ ownOnly: true }),
      timeout: quoted(timeout, { words: { ...INDEFINITE, immediate: 0 } }),
    },
  };
}

/**
 * `0` for a session cookie, else the clock: 100 seconds read `1:40` (device-facts: cookie-expiry), an hour `1:0:0`
 * (asserted on devices by Terraform's acceptance tests).
 */
const expiration = custom((value, { property }) => {
  const input = scalarText(value) ?? '';
  if (!/^\d+(:\d{1,2}){0,3}$/.test(input)) throw invalid(property, value);
  const seconds = input.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  if (input.split(':').length > 3) return input;
  return clock(seconds);
}, '0');

function clock(seconds: number): string {
  if (seconds < 60) return String(seconds);
  const parts = [
    Math.floor(seconds / 86400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
    seconds % 60,
  ];
  const shown = parts.slice(parts.findIndex((part) => part > 0));
  return shown.join(':');
}

const cookie = persistence(
  'cookie',
  'cookie',
  // Absent on 11.6.0, there on 13.1.0.7 (captured); 12.0 is in between.
  fromDefaults({
    alwaysSend: 'disabled',
    appService: HEAD.appService,
    cookieEncryption: oneOf('disabled preferred required'),
    cookieEncryptionPassphrase: text(),
    cookieName: 'none',
    defaultsFrom: HEAD.defaultsFrom,
    description: HEAD.description,
    encryptCookiePoolname: since('12.0', 'disabled'),
    expiration,
    hashLength: 0,
    hashOffset: 0,
    httponly: since('12.0', 'enabled'),
    ...MATCH,
    method: oneOf('insert rewrite passive hash'),
    mirror: TAIL.mirror,
    overrideConnectionLimit: TAIL.overrideConnectionLimit,
    secure: since('12.0', 'enabled'),
    timeout: TAIL.timeout,
  }),
);

const { mirror, overrideConnectionLimit, timeout } = TAIL;

/** Keys of source-addr beyond those of dest-addr; the last two as captured on 13.1.0.7 and 14.1.2.1. */
const MAPPED = {
  mapProxies: 'enabled',
  mapProxyAddress: since('13.1', 'none'),
  mapProxyClass: since('13.1', 'none'),
};
const address = (mapped: Keys) =>
  fromDefaults({ ...HEAD, hashAlgorithm: 'default', ...mapped, mask: 'none', ...MATCH, ...TAIL });

/** From 13.1 on `none` when there is none (captured 13.1.0.7). */
const rule = refersTo('ltm/rule', { initial: noneSince13 });

export const persistenceKinds: readonly KindDefinition[] = [
  cookie,
  persistence('source-addr', 'source_addr', address(MAPPED)),
  persistence('dest-addr', 'dest_addr', address({})),
  persistence(
    'hash',
    'hash',
    fromDefaults({
      ...HEAD,
      hashAlgorithm: 'default',
      hashBufferLimit: 0,
      hashEndPattern: 'none',
      hashLength: 0,
      hashOffset: 0,
      hashStartPattern: 'none',
      ...MATCH,
      mirror,
      overrideConnectionLimit,
      rule,
      timeout,
    }),
  ),
  persistence('ssl', 'ssl', fromDefaults({ ...HEAD, ...MATCH, ...TAIL }), LONGER),
  persistence(
    'universal',
    'universal',
    fromDefaults({ ...HEAD, ...MATCH, mirror, overrideConnectionLimit, rule, timeout }),
  ),
  persistence('sip', 'sip_info', fromDefaults({ ...HEAD, ...MATCH, ...TAIL, sipInfo: 'Call-ID' })),
  persistence('msrdp', 'msrdp', fromDefaults({ ...HEAD, hasSessionDir: 'yes', ...MATCH, ...TAIL }), LONGER),
];
