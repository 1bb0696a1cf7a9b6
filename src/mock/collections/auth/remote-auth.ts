import { type Json, scalarText } from '../../wire/json.ts';
import type { KindDefinition, Property } from '../../objects/kind.ts';
import { linkSegment } from '../../wire/names.ts';
import { refersTo, refersToEach } from '../../objects/references.ts';
import type { Tmos } from '../../tmos.ts';
import { custom, enabled, number, rawText, text, texts, word, yesNo } from '../../objects/values.ts';
import { secret } from '../parts/secret.ts';
import { singleton } from '../parts/singleton.ts';

// Where users of the device itself come from: RADIUS, TACACS+, LDAP, and what they may do. Stored, never asked.
// Keys as recorded on 12.1.4, 13.1.0 and 15.1.0.1 (fixtures of F5's Ansible collection).

const ROLES = (
  'admin resource-admin user-manager auditor manager application-editor certificate-manager irule-manager ' +
  'operator guest no-access acceleration-policy-editor application-security-administrator ' +
  'application-security-editor application-security-operations-administrator firewall-manager fraud-protection-manager web-application-security-administrator web-application-security-editor'
).split(' ');

const radiusServer: KindDefinition = {
  path: 'auth/radius-server',
  word: 'RADIUS server',
  required: ['secret', 'server'],
  properties: {
    description: text(),
    port: number(1812, { min: 1, max: 65535 }),
    secret,
    server: rawText(),
    timeout: number(3),
  },
};

const radius: KindDefinition = {
  path: 'auth/radius',
  word: 'RADIUS configuration',
  required: ['servers'],
  properties: {
    accountingBug: enabled('disabled'),
    clientId: text(),
    debug: enabled('disabled'),
    description: text(),
    retries: number(3),
    serviceType: word(
      (
        'administrative authenticate-only call-check callback-administrative callback-framed callback-login ' +
        'callback-nas-prompt default framed login nas-prompt outbound'
      ).split(' '),
      'default',
    ),
    servers: refersToEach('auth/radius-server'),
  },
};

const tacacs: KindDefinition = {
  path: 'auth/tacacs',
  word: 'TACACS+ configuration',
  required: ['secret', 'servers', 'service'],
  properties: {
    accounting: word(['send-to-all-servers', 'send-to-first-server'], 'send-to-first-server'),
    authentication: word(['use-all-servers', 'use-first-server'], 'use-first-server'),
    debug: enabled('disabled'),
    description: text(),
    encryption: enabled('enabled'),
    protocol: text(),
    secret,
    servers: texts(),
    service: text(),
    timeout: number(10),
  },
};

const ldap: KindDefinition = {
  path: 'auth/ldap',
  word: 'LDAP configuration',
  required: ['servers'],
  properties: {
    bindDn: text(),
    bindPw: secret,
    bindTimeout: number(30),
    checkHostAttr: enabled('disabled'),
    checkRolesGroup: enabled('disabled'),
    debug: enabled('disabled'),
    description: text(),
    filter: text(),
    groupDn: text(),
    groupMemberAttribute: text(),
    idleTimeout: number(3600),
    ignoreAuthInfoUnavail: yesNo('no'),
    ignoreUnknownUser: enabled('disabled'),
    loginAttribute: text(),
    port: number(389, { min: 1, max: 65535 }),
    referrals: yesNo('yes'),
    scope: word(['base', 'one', 'sub'], 'sub'),
    searchBaseDn: text(),
    searchTimeout: number(30),
    servers: texts(),
    ssl: word(['enabled', 'disabled', 'start-tls'], 'disabled'),
    sslCaCertFile: refersTo('sys/file/ssl-cert'),
    sslCheckPeer: enabled('disabled'),
    sslCiphers: text(),
    sslClientCert: refersTo('sys/file/ssl-cert'),
    sslClientKey: refersTo('sys/file/ssl-key'),
    userTemplate: text(),
    version: number(3),
    warnings: enabled('enabled'),
  },
};

/** A partition by its bare name; `all` and `All` are none in particular. */
const partition = (initial: string): Property => custom((value) => scalarText(value), initial);

const partitionLink = (name: Json | undefined, { text: version }: Tmos) => ({
  link: `https://localhost/mgmt/tm/auth/partition/${linkSegment(scalarText(name) ?? '')}?ver=${version}`,
});

const consoles = ['disabled', 'tmsh', 'bash'];

const remoteUser = singleton(
  'auth/remote-user',
  {
    defaultPartition: partition('all'),
    defaultRole: word(ROLES, 'no-access'),
    description: text(),
    remoteConsoleAccess: word(consoles, 'disabled'),
  },
  {
    hooks: {
      view: (props, _entry, _store, tmos) => ({
        ...props,
        defaultPartitionReference: partitionLink(props.defaultPartition, tmos),
      }),
    },
  },
);

/** A role is a word, or a variable such as `%F5-LTM-User-Role` that the server fills in. */
const role = custom((value) => scalarText(value), 'no-access');

const roleInfo: KindDefinition = {
  path: 'role-info',
  word: 'remote role',
  required: ['attribute', 'lineOrder'],
  properties: {
    attribute: rawText(),
    console: rawText('disable'),
    deny: enabled('disabled'),
    description: text(),
    lineOrder: number(undefined),
    role,
    userPartition: partition('Common'),
  },
  hooks: {
    naming: ({ key }) => ({ name: key }),
    view: (props, _entry, _store, tmos) => ({
      ...props,
      userPartitionReference: partitionLink(props.userPartition, tmos),
    }),
  },
};

const remoteRole: KindDefinition = {
  ...singleton('auth/remote-role', { description: text() }),
  children: [roleInfo],
};

export const remoteAuth: readonly KindDefinition[] = [
  radiusServer,
  radius,
  tacacs,
  ldap,
  remoteUser,
  remoteRole,
];
