import { mcpd } from '../errors.ts';
import type { KindDefinition, Property } from '../kind.ts';
import { refersTo } from '../references.ts';
import { INDEFINITE, noneSince13, number, texts, word } from '../values.ts';
import { certKeyChain, CLIENT_HOOKS } from './cert-key-chain.ts';
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
