import { mcpd } from '../errors.ts';
import { isList, isObject, type Json, scalarText, textAt } from '../json.ts';
import type { Draft, Hooks, KindDefinition, Property } from '../kind.ts';
import { refersTo, resolveName } from '../references.ts';
import { custom, INDEFINITE, invalid, noneSince13, number, texts, word } from '../values.ts';
import { linkSegment } from '../names.ts';
import { fromDefaults, until, valueSince } from './from-defaults.ts';
import { OWN, profile } from './profile.ts';

// Profiles for TLS. Defaults as captured: client-ssl 13.0.0, server-ssl 13.1.0.8.

const file = (family: string, initial: string): Property => {
  const what = family === 'sys/file/ssl-key' ? 'key' : 'certificate';
  return refersTo(family, {
    initial: initial === 'none' ? noneSince13 : initial,
    missing: (target) => mcpd('01070277', `The requested ${what} (${target}) was not found.`),
  });
};
const cert = (initial = 'none') => file('sys/file/ssl-cert', initial);
const key = (initial = 'none') => file('sys/file/ssl-key', initial);

const TLS_OPTIONS = texts(
  valueSince('14.1', ['dont-insert-empty-fragments'], ['dont-insert-empty-fragments', 'no-tlsv1.3']),
);

/** Chains as sent: names of files, made full; a chain of its own name each. */
const certKeyChain = custom(
  (value, place) => {
    if (value === 'none') return undefined;
    if (!isList(value)) throw invalid(place.property, value);
    return value.map((item, index) => {
      if (!isObject(item)) throw invalid(place.property, item);
      const path = (name: string, family: string) => {
        const given = textAt(item, name);
        return given === undefined || given === 'none' || given === ''
          ? 'none'
          : resolveName(given, family, place);
      };
      return {
        name: scalarText(item.name) ?? `chain_${index}`,
        appService: 'none',
        cert: path('cert', 'sys/file/ssl-cert'),
        chain: path('chain', 'sys/file/ssl-cert'),
        key: path('key', 'sys/file/ssl-key'),
      };
    });
  },
  [
    {
      name: 'default',
      appService: 'none',
      cert: '/Common/default.crt',
      chain: 'none',
      key: '/Common/default.key',
    },
  ],
);

const CLIENT_HOOKS: Hooks = {
  prepare: prepareChain,
  references: ({ props }) => {
    const chains = isList(props.certKeyChain) ? props.certKeyChain.filter(isObject) : [];
    return chains.flatMap((chain) => [
      ...['cert', 'chain'].flatMap((name) => target('sys/file/ssl-cert', chain[name])),
      ...target('sys/file/ssl-key', chain.key),
    ]);
  },
  check: ({ props }, { store }) => {
    for (const chain of isList(props.certKeyChain) ? props.certKeyChain.filter(isObject) : []) {
      for (const [name, family, what] of [
        ['cert', 'sys/file/ssl-cert', 'certificate'],
        ['chain', 'sys/file/ssl-cert', 'certificate'],
        ['key', 'sys/file/ssl-key', 'key'],
      ] as const) {
        const path = textAt(chain, name) ?? 'none';
        if (path !== 'none' && !store.find(family, path)) {
          throw mcpd('01070277', `The requested ${what} (${path}) was not found.`);
        }
      }
    }
  },
  view: (props, _entry, _store, tmos) => {
    if (!isList(props.certKeyChain)) return props;
    const withLinks = props.certKeyChain.filter(isObject).map((chain) => {
      const {
        name = '',
        appService = 'none',
        cert = 'none',
        chain: bundle = 'none',
        key: keyFile = 'none',
      } = chain;
      const link = (kind: string, value: Json) => ({
        link: `https://localhost/mgmt/tm/sys/file/${kind}/${linkSegment(String(value))}?ver=${tmos.text}`,
      });
      return {
        name,
        appService,
        cert,
        ...(cert === 'none' ? {} : { certReference: link('ssl-cert', cert) }),
        chain: bundle,
        ...(bundle === 'none' ? {} : { chainReference: link('ssl-cert', bundle) }),
        key: keyFile,
        ...(keyFile === 'none' ? {} : { keyReference: link('ssl-key', keyFile) }),
      };
    });
    return { ...props, certKeyChain: withLinks };
  },
};

const target = (family: string, value: Json | undefined) =>
  typeof value === 'string' && value !== 'none' ? [{ family, path: value }] : [];

/** `cert`, `key` and `chain` on top repeat the first chain; both forms at once are refused (TF#449). */
function prepareChain({ given, props, own, name }: Draft): void {
  const onTop = ['cert', 'key', 'chain', 'passphrase'].filter(
    (word) => given[word] !== undefined && given[word] !== null,
  );
  if (onTop.length > 0 && isList(given.certKeyChain) && given.certKeyChain.length > 0) {
    const text = 'cert-key-chain and profile cert/key/chain/passphrase options cannot be specified together.';
    throw mcpd('01b4002a', `Client SSL profile (${name.fullPath}):${text}`);
  }
  const [first] = isList(props.certKeyChain) ? props.certKeyChain : [];
  if (onTop.length > 0) {
    const { cert: certFile = 'none', key: keyFile = 'none', chain = 'none' } = props;
    props.certKeyChain = [{ name: 'default', appService: 'none', cert: certFile, chain, key: keyFile }];
    own.add('certKeyChain');
  } else if (first !== undefined && isObject(first)) {
    for (const word of ['cert', 'key', 'chain']) props[word] = first[word] ?? 'none';
  }
  props.inheritCertkeychain = own.has('certKeyChain') ? 'false' : 'true';
}

const CLIENT = {
  alertTimeout: 'indefinite',
  allowDynamicRecordSizing: 'disabled',
  allowExpiredCrl: 'disabled',
  allowNonSsl: 'disabled',
  appService: OWN.appService,
  authenticate: 'once',
  authenticateDepth: 9,
  bypassOnClientCertFail: 'disabled',
  bypassOnHandshakeAlert: 'disabled',
  caFile: 'none',
  cacheSize: 262144,
  cacheTimeout: 3600,
  cert: 'none',
  certExtensionIncludes: ['basic-constraints', 'subject-alternative-name'],
  certLifespan: 30,
  certLookupByIpaddrPort: 'disabled',
  chain: 'none',
  cipherGroup: 'none',
  ciphers: 'DEFAULT',
  clientCertCa: 'none',
  crlFile: 'none',
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
  destinationIpBlacklist: 'none',
  destinationIpWhitelist: 'none',
  forwardProxyBypassDefaultAction: 'intercept',
  genericAlert: 'enabled',
  handshakeTimeout: '10',
  hostnameBlacklist: 'none',
  hostnameWhitelist: 'none',
  inheritCertkeychain: 'true',
  key: 'none',
  maxActiveHandshakes: 'indefinite',
  maxAggregateRenegotiationPerMinute: 'indefinite',
  maxRenegotiationsPerMinute: 5,
  maximumRecordSize: 16384,
  modSslMethods: 'disabled',
  mode: 'enabled',
  notifyCertStatusToVirtualServer: 'disabled',
  ocspStapling: 'disabled',
  tmOptions: [],
  peerCertMode: 'ignore',
  peerNoRenegotiateTimeout: '10',
  proxyCaCert: 'none',
  proxyCaKey: 'none',
  proxySsl: 'disabled',
  proxySslPassthrough: 'disabled',
  renegotiateMaxRecordDelay: 'indefinite',
  renegotiatePeriod: 'indefinite',
  renegotiateSize: 'indefinite',
  renegotiation: 'enabled',
  retainCertificate: 'true',
  secureRenegotiation: 'require',
  serverName: 'none',
  sessionMirroring: 'disabled',
  sessionTicket: 'disabled',
  sessionTicketTimeout: 0,
  sniDefault: 'false',
  sniRequire: 'false',
  sourceIpBlacklist: 'none',
  sourceIpWhitelist: 'none',
  sslForwardProxy: 'disabled',
  sslForwardProxyBypass: 'disabled',
  sslSignHash: 'any',
  strictResume: 'disabled',
  uncleanShutdown: 'enabled',
  certKeyChain: [],
} as const;

const text = (words: readonly string[], initial: string) => word(words, initial);
const SECURE = ['request', 'require', 'require-strict'];
const handshakeTimeout = number('10', { words: INDEFINITE, quoted: true });

const clientSsl = profile({
  type: 'client-ssl',
  word: 'ClientSSL Profile',
  properties: fromDefaults(CLIENT, {
    authenticate: text(['once', 'always'], 'once'),
    caFile: cert(),
    cert: cert('/Common/default.crt'),
    certKeyChain,
    chain: cert(),
    handshakeTimeout,
    key: key('/Common/default.key'),
    peerCertMode: text(['ignore', 'request', 'require', 'auto'], 'ignore'),
    proxyCaCert: until('14.0', cert()),
    proxyCaKey: until('14.0', key()),
    secureRenegotiation: text(SECURE, 'require'),
    tmOptions: TLS_OPTIONS,
  }),
  builtIns: [
    { name: 'clientssl' },
    ...['clientssl-insecure-compatible', 'clientssl-secure', 'crypto-server-default-clientssl'].map(
      (name) => ({
        name,
        props: { defaultsFrom: '/Common/clientssl' },
      }),
    ),
  ],
  hooks: CLIENT_HOOKS,
});

const SERVER = {
  alertTimeout: 'indefinite',
  allowExpiredCrl: 'disabled',
  appService: OWN.appService,
  authenticate: 'once',
  authenticateDepth: 9,
  authenticateName: 'none',
  bypassOnClientCertFail: 'disabled',
  bypassOnHandshakeAlert: 'disabled',
  c3dCaCert: 'none',
  c3dCaKey: 'none',
  c3dCertExtensionCustomOids: [],
  c3dCertExtensionIncludes: [
    'basic-constraints',
    'extended-key-usage',
    'key-usage',
    'subject-alternative-name',
  ],
  c3dCertLifespan: 24,
  caFile: 'none',
  cacheSize: 262144,
  cacheTimeout: 3600,
  cert: 'none',
  chain: 'none',
  cipherGroup: 'none',
  ciphers: 'DEFAULT',
  crlFile: 'none',
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
  expireCertResponseControl: 'drop',
  genericAlert: 'enabled',
  handshakeTimeout: '10',
  key: 'none',
  maxActiveHandshakes: 'indefinite',
  modSslMethods: 'disabled',
  mode: 'enabled',
  ocsp: 'none',
  tmOptions: [],
  peerCertMode: 'ignore',
  proxySsl: 'disabled',
  proxySslPassthrough: 'disabled',
  renegotiatePeriod: 'indefinite',
  renegotiateSize: 'indefinite',
  renegotiation: 'enabled',
  retainCertificate: 'true',
  secureRenegotiation: 'require-strict',
  serverName: 'none',
  sessionMirroring: 'disabled',
  sessionTicket: 'disabled',
  sniDefault: 'false',
  sniRequire: 'false',
  sslC3d: 'disabled',
  sslForwardProxy: 'disabled',
  sslForwardProxyBypass: 'disabled',
  sslSignHash: 'any',
  strictResume: 'disabled',
  uncleanShutdown: 'enabled',
  untrustedCertResponseControl: 'drop',
} as const;

const serverSsl = profile({
  type: 'server-ssl',
  properties: fromDefaults(SERVER, {
    authenticate: text(['once', 'always'], 'once'),
    caFile: cert(),
    cert: cert(),
    chain: cert(),
    handshakeTimeout,
    key: key(),
    peerCertMode: text(['ignore', 'require'], 'ignore'),
    secureRenegotiation: text(SECURE, 'require-strict'),
    tmOptions: TLS_OPTIONS,
  }),
  builtIns: [
    { name: 'serverssl' },
    ...['apm-default-serverssl', 'crypto-client-default-serverssl', 'serverssl-insecure-compatible'].map(
      (name) => ({
        name,
        props: { defaultsFrom: '/Common/serverssl' },
      }),
    ),
  ],
});

export const sslProfiles: readonly KindDefinition[] = [clientSsl, serverSsl];
