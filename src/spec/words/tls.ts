import { type Entry, here, notYet, type WordsAt } from './entry.ts';

const CIPHERS: readonly Entry[] = [
  [here('versions'), 'protocols protocol tlsVersions version minVersion tls sslProtocols options'],
  [here('ciphers'), 'cipher cipherSuites cipherSuite cipherString'],
  [here('cipherGroup'), 'ciphersGroup cipherPolicy policy'],
];

export const TLS =
  'here it is `tls: { client: { certificate: site.pem, key: site.key } }`, in the virtual server';
export const TLS_WORDS =
  'ssl https certificate certificates cert certs key chain clientSsl clientTls tlsProfile sslProfile ' +
  'clientSslProfile ciphers sni';

const TLS_SIDES: readonly Entry[] = [
  [
    here('client'),
    'clientSsl clients clientSide frontend listener profile certificate certificates cert key',
  ],
  [here('server'), 'serverSsl servers serverSide backend members reencrypt upstream'],
  [here('warnDays'), 'warn expiry expiryDays renewDays'],
  [
    'it stands on a side: `client: { … }` or `server: { … }`',
    'versions ciphers cipherGroup serverName chain',
  ],
];

const CLIENT_TLS: readonly Entry[] = [
  [here('certificate'), 'cert crt pem certFile certificateFile certificates'],
  [here('key'), 'privateKey keyFile certificateKey private'],
  [here('chain'), 'ca caFile bundle intermediates intermediate chainFile caBundle caChain'],
  [here('passphrase'), 'password keyPassphrase keyPassword secret'],
  [here('serverName'), 'sni serverNames hostname host name domain names'],
  [here('default'), 'sniDefault isDefault defaultSni'],
  [
    notYet('ask clients for a certificate', 'name a client-SSL profile of the device: `client: /Common/…`'),
    'verify mutual clientAuth clientCertificate authenticate peerCertMode',
  ],
  ...CIPHERS,
];

const SERVER_TLS_KEYS: readonly Entry[] = [
  [here('serverName'), 'sni hostname host name'],
  [here('verify'), 'ca caFile trust peerCertMode check insecure verifyPeer'],
  ...CIPHERS,
];

/** In `tls:` of a virtual server. */
export const TLS_KEYS: readonly WordsAt[] = [
  ['virtualServers.*.tls', TLS_SIDES],
  ['virtualServers.*.tls.client', CLIENT_TLS],
  ['virtualServers.*.tls.client.*', CLIENT_TLS],
  ['virtualServers.*.tls.server', SERVER_TLS_KEYS],
  [
    'virtualServers.*.tls.server.verify',
    [
      [here('ca'), 'caFile bundle authority authorities trust'],
      [here('host'), 'name serverName authenticateName hostname'],
    ],
  ],
];
