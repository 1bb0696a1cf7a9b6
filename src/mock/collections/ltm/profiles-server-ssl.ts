import { INDEFINITE, number, rawText } from '../../objects/values.ts';
import { oneOf, since } from '../parts/from-defaults.ts';
import { child, OWN, profile } from './profile.ts';
import {
  certFile,
  cipherGroup,
  CIPHERS,
  keyFile,
  logPublisher,
  printOptions,
  TLS_OPTIONS,
} from './ssl-keys.ts';

// Captured on 13.1.0.8, 14.1.2.1, 16.0.0 and 16.1.0; the keys of 17.0.0.1 in a client written against it.
// `data_0rtt` from 15.1 on after AS3.

const SERVER = {
  alertTimeout: 'indefinite',
  allowExpiredCrl: 'disabled',
  appService: OWN.appService,
  authenticate: oneOf('once always'),
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
  caFile: certFile(),
  cacheSize: 262144,
  cacheTimeout: 3600,
  cert: certFile(),
  chain: certFile(),
  cipherGroup: cipherGroup(),
  ciphers: rawText(CIPHERS),
  crl: since('14.0', 'none'),
  crlFile: 'none',
  data_0rtt: since('15.1', 'disabled'),
  defaultsFrom: OWN.defaultsFrom,
  description: OWN.description,
  expireCertResponseControl: oneOf('drop ignore mask'),
  genericAlert: 'enabled',
  handshakeTimeout: number('10', { words: INDEFINITE, quoted: true }),
  key: keyFile(),
  logPublisher: logPublisher(),
  maxActiveHandshakes: 'indefinite',
  modSslMethods: 'disabled',
  mode: 'enabled',
  ocsp: 'none',
  tmOptions: TLS_OPTIONS,
  peerCertMode: oneOf('ignore require'),
  proxySsl: 'disabled',
  proxySslPassthrough: 'disabled',
  renegotiatePeriod: 'indefinite',
  renegotiateSize: 'indefinite',
  renegotiation: 'enabled',
  retainCertificate: 'true',
  revokedCertStatusResponseControl: since('15.0', oneOf('drop ignore mask')),
  secureRenegotiation: oneOf('request require require-strict', 'require-strict'),
  serverName: 'none',
  sessionMirroring: 'disabled',
  sessionTicket: 'disabled',
  sniDefault: 'false',
  sniRequire: 'false',
  sslC3d: 'disabled',
  sslForwardProxy: 'disabled',
  sslForwardProxyBypass: 'disabled',
  sslForwardProxyVerifiedHandshake: since('14.0', 'disabled'),
  sslSignHash: 'any',
  strictResume: 'disabled',
  uncleanShutdown: 'enabled',
  unknownCertStatusResponseControl: since('15.0', oneOf('ignore drop mask')),
  untrustedCertResponseControl: oneOf('drop ignore mask'),
};

const INSECURE = '!EXPORT:!DH:RSA+RC4:RSA+AES:RSA+DES:RSA+3DES:ECDHE+AES:ECDHE+3DES:@SPEED';
const PAIR = { cert: '/Common/default.crt', key: '/Common/default.key' };
const BUNDLE = { caFile: '/Common/ca-bundle.crt', peerCertMode: 'require' };
const LATE = { since: '15.1' };

export const serverSsl = profile({
  type: 'server-ssl',
  keys: SERVER,
  builtIns: [
    { name: 'serverssl' },
    child('apm-default-serverssl', 'serverssl', { ...BUNDLE, secureRenegotiation: 'request' }),
    child('crypto-client-default-serverssl', 'serverssl', {
      cacheSize: 0,
      ciphers: 'DHE-RSA-AES256-GCM-SHA384',
    }),
    child('pcoip-default-serverssl', 'serverssl', { serverName: 'pcoip-default-sni' }),
    child('serverssl-insecure-compatible', 'serverssl', {
      ciphers: INSECURE,
      secureRenegotiation: 'request',
    }),
    child(
      'serverssl-secure',
      'serverssl',
      {
        cipherGroup: '/Common/f5-secure',
        ciphers: 'none',
        tmOptions: ['no-ssl'],
        renegotiation: 'disabled',
      },
      LATE,
    ),
    child(
      'cloud-service-default-ssl',
      'serverssl-secure',
      { ...BUNDLE, authenticate: 'always', authenticateName: '*.idservice.net' },
      LATE,
    ),
    child(
      'f5aas-default-ssl',
      'serverssl-secure',
      { ...BUNDLE, authenticate: 'always', authenticateName: '*.f5aas.com' },
      LATE,
    ),
    child('splitsession-default-serverssl', 'serverssl', PAIR, { since: '13.1' }),
    child('wom-default-serverssl', 'serverssl', { ...PAIR, mode: 'disabled' }),
  ],
  hooks: { view: (props, _entry, _store, tmos) => printOptions(props, tmos) },
});
