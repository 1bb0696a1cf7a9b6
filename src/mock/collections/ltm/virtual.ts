import { icrd, mcpd } from '../../wire/errors.ts';
import { isObject, scalarText, textAt } from '../../wire/json.ts';
import type { KindDefinition, Property } from '../../objects/kind.ts';
import { linkTo } from '../../objects/link.ts';
import { refersTo, refersToEach, refersToNamed, resolveName } from '../../objects/references.ts';
import {
  custom,
  enabled,
  flag,
  invalid,
  number,
  quoted,
  DISABLED,
  readOnly,
  word,
  yesNo,
} from '../../objects/values.ts';
import { clonePools } from './clone-pools.ts';
import { described, metadata } from '../parts/metadata.ts';
import { checkVirtual } from './virtual-check.ts';
import { dropAddress, prepareVirtual } from './virtual-listener.ts';
import { addTransport, virtualPolicies, virtualProfiles } from './virtual-attached.ts';

/** Numbers are what clients send, names are what the device prints (device-facts: protocols). */
const PROTOCOLS: Readonly<Record<string, string>> = {
  '0': 'any',
  '6': 'tcp',
  '17': 'udp',
  '132': 'sctp',
  '1': 'icmp',
};

const ipProtocol = word(
  ['any', 'tcp', 'udp', 'sctp', 'icmp', 'icmpv6', 'ah', 'esp', 'gre', 'ipencap'],
  'any',
  {
    also: { ...PROTOCOLS, '*': 'any', all: 'any' },
  },
);

/** `{type}` or `{type, pool}`; a pool that is named makes it `snat`. */
const sourceAddressTranslation: Property = {
  initial: { type: 'none' },
  normalise: (value, context) => {
    if (!isObject(value)) throw invalid(context.property, value);
    const pool = textAt(value, 'pool');
    const hasPool = pool !== undefined && pool !== 'none' && pool !== '';
    const type = textAt(value, 'type') ?? (hasPool ? 'snat' : 'none');
    if (!['none', 'automap', 'snat', 'lsn'].includes(type))
      throw invalid('sourceAddressTranslation.type', type);
    if (!hasPool || type !== 'snat') return { type };
    return { pool: resolveName(pool, 'ltm/snatpool', context), type };
  },
  reference: {
    family: 'ltm/snatpool',
    link: false,
    targets: (value) => (isObject(value) && typeof value.pool === 'string' ? [value.pool] : []),
    missing: (target) => mcpd('0107163f', `Pool (${target}) of type (snatpool) doesn't exist.`),
  },
};

/** One profile, and whether it is the default one. */
const persist = refersToNamed('persistence', {
  more: (item) => ({ tmDefault: (isObject(item) ? textAt(item, 'tmDefault') : undefined) ?? 'yes' }),
});

const notProvisioned = (uri: string, module: string) =>
  custom((value) => {
    if (value === 'none' || value === '') return undefined;
    throw icrd(`One of the following features must be licensed/provisioned for the URI ${uri} : ${module}`);
  });

export const virtual: KindDefinition = {
  path: 'ltm/virtual',
  word: 'Virtual Server',
  pairs: [
    ['enabled', 'disabled'],
    ['vlansEnabled', 'vlansDisabled'],
  ],
  children: [virtualPolicies, virtualProfiles],
  tail: ['persist'],
  properties: {
    addressStatus: yesNo('yes'),
    appService: described.appService,
    autoLasthop: word(['default', 'enabled', 'disabled'], 'default'),
    clonePools,
    cmpEnabled: yesNo('yes'),
    connectionLimit: number(0),
    creationTime: readOnly(undefined, { since: '14.0' }),
    description: described.description,
    destination: custom((value) => scalarText(value)),
    dhcpRelay: flag(),
    disabled: flag(),
    enabled: flag(true),
    evictionProtected: enabled('disabled', { since: '16.1' }),
    fallbackPersistence: refersTo('persistence'),
    fwEnforcedPolicy: notProvisioned('ltm/virtual/fw-enforced-policy', 'afm'),
    gtmScore: number(0),
    internal: flag(),
    ipForward: flag(),
    ipProtocol,
    l2Forward: flag(),
    lastHopPool: refersTo('ltm/pool'),
    lastModifiedTime: readOnly(undefined, { since: '14.0' }),
    mask: custom((value) => scalarText(value)),
    mirror: enabled('disabled'),
    mobileAppTunnel: enabled('disabled', { since: '12.0' }),
    nat64: enabled('disabled'),
    pool: refersTo('ltm/pool'),
    rateLimit: quoted('disabled', { words: DISABLED }),
    rateLimitDstMask: number(0, { max: 128 }),
    rateLimitMode: word(
      'object object-source object-destination object-source-destination source destination source-destination'.split(
        ' ',
      ),
      'object',
    ),
    rateLimitSrcMask: number(0, { max: 128 }),
    reject: flag(),
    serversslUseSni: enabled('disabled', { since: '16.1' }),
    serviceDownImmediateAction: word(['none', 'drop', 'reset'], 'none', { since: '12.0' }),
    source: custom((value) => scalarText(value)),
    sourceAddressTranslation,
    sourcePort: word(['preserve', 'preserve-strict', 'change'], 'preserve'),
    stateless: flag(),
    synCookieStatus: readOnly('not-activated'),
    trafficMatchingCriteria: refersTo('ltm/traffic-matching-criteria', { since: '14.1' }),
    translateAddress: enabled('enabled'),
    translatePort: enabled('enabled'),
    vlansDisabled: flag(true),
    vlansEnabled: flag(),
    vsIndex: readOnly(),
    rules: refersToEach('ltm/rule'),
    vlans: refersToEach('vlan', {
      sorted: true,
      missing: (target, { path }) =>
        mcpd('01070335', `Virtual Server ${path} refers to nonexistent Vlan ${target}`),
    }),
    metadata,
    persist,
    securityLogProfiles: notProvisioned('ltm/virtual/security-log-profiles', 'afm'),
  },
  hooks: {
    prepare: prepareVirtual,
    references: ({ hidden }) =>
      hidden.address === undefined ? [] : [{ family: 'ltm/virtual-address', path: hidden.address }],
    stored: (entry, before, work) => {
      const old = before?.hidden.address;
      if (old !== undefined && old !== entry.hidden.address) dropAddress(old, work);
    },
    childrenStored: addTransport,
    deleted: (entry, work) => {
      if (entry.hidden.address !== undefined) dropAddress(entry.hidden.address, work);
    },
    check: checkVirtual,
    view: (props, _entry, store, tmos) => {
      const { sourceAddressTranslation: snat } = props;
      const pool = isObject(snat) ? textAt(snat, 'pool') : undefined;
      if (pool === undefined) return props;
      const poolReference = linkTo('ltm/snatpool', pool, store, tmos);
      return { ...props, sourceAddressTranslation: { pool, poolReference, type: 'snat' } };
    },
  },
};
