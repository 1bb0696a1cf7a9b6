import type { KindDefinition, Property } from '../../objects/kind.ts';
import { custom, enabled, listOfTexts, number, rawText, text, readOnly, word } from '../../objects/values.ts';
import { dropEmpty, onOff, singleton } from '../parts/singleton.ts';

// How the device itself is reached: sys httpd and sys sshd. Keys and defaults as recorded on 12.1.2 (fixtures of
// F5's Ansible collection) and 14.1.2.1 (genieparser).

const allowed = (initial: string): Property =>
  custom((value, { property }) => listOfTexts(value, property), [initial]);

const CIPHERS = [
  'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA',
  'ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA',
  'ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA384:AES128-GCM-SHA256:AES256-GCM-SHA384',
  'AES128-SHA:AES256-SHA:AES128-SHA256:AES256-SHA256',
].join(':');
const DES = 'ECDHE-RSA-DES-CBC3-SHA:ECDHE-ECDSA-DES-CBC3-SHA:DES-CBC3-SHA';

const LEVELS = 'alert crit debug emerg error info notice warn'.split(' ');

export const httpd: KindDefinition = singleton(
  'sys/httpd',
  {
    allow: allowed('All'),
    authName: rawText('BIG-IP'),
    authPamDashboardTimeout: onOff('off'),
    authPamIdleTimeout: number(1200, { min: 1, max: 2147483647 }),
    authPamValidateIp: onOff('on'),
    description: text(),
    fastcgiTimeout: number(300),
    fipsCipherVersion: readOnly(0),
    hostnameLookup: word(['on', 'off', 'double'], 'off'),
    include: text(),
    logLevel: word(LEVELS, 'warn'),
    maxClients: number(10, { min: 1, max: 256 }),
    redirectHttpToHttps: enabled('disabled'),
    requestBodyMaxTimeout: number(0),
    requestBodyMinRate: number(500),
    requestBodyTimeout: number(60),
    requestHeaderMaxTimeout: number(40),
    requestHeaderMinRate: number(500),
    requestHeaderTimeout: number(20),
    sslCaCertFile: text(),
    sslCertchainfile: text(),
    sslCertfile: rawText('/etc/httpd/conf/ssl.crt/server.crt'),
    sslCertkeyfile: rawText('/etc/httpd/conf/ssl.key/server.key'),
    sslCiphersuite: rawText((tmos) => (tmos.atLeast('14.0') ? CIPHERS : `${CIPHERS}:${DES}`)),
    sslInclude: text(),
    sslOcspDefaultResponder: rawText('http://127.0.0.1'),
    sslOcspEnable: onOff('off'),
    sslOcspOverrideResponder: onOff('off'),
    sslOcspResponderTimeout: number(300),
    sslOcspResponseMaxAge: number(-1, { min: -1 }),
    sslOcspResponseTimeSkew: number(300),
    sslPort: number(443, { min: 1, max: 65535 }),
    sslProtocol: rawText((tmos) => (tmos.atLeast('14.0') ? 'all -SSLv2 -SSLv3 -TLSv1' : 'all -SSLv2 -SSLv3')),
    sslVerifyClient: word(['no', 'require', 'optional', 'optional-no-ca'], 'no'),
    sslVerifyDepth: number(10),
  },
  { hooks: { prepare: ({ props }) => dropEmpty(props) } },
);

export const sshd: KindDefinition = singleton(
  'sys/sshd',
  {
    allow: allowed('ALL'),
    banner: enabled('disabled'),
    bannerText: text(),
    description: text(),
    fipsCipherVersion: readOnly(0, { since: '12.0' }),
    inactivityTimeout: number(0),
    include: text(),
    logLevel: word('debug debug1 debug2 debug3 error fatal info quiet verbose'.split(' '), 'info'),
    login: enabled('enabled'),
    port: number(22, { min: 1, max: 65535, since: '12.1' }),
  },
  { hooks: { prepare: ({ props }) => dropEmpty(props) } },
);
