import { configurationError } from '../../wire/errors.ts';
import { isList, isObject, type Json, type JsonObject, scalarText } from '../../wire/json.ts';
import type { KindDefinition, Property, Entry } from '../../objects/kind.ts';
import { custom, enabled, invalid, listOfTexts, number, rawText, text, word } from '../../objects/values.ts';
import { encrypted, secret } from '../parts/secret.ts';
import { dropEmpty, singleton } from '../parts/singleton.ts';

// sys snmp and what is below it, recorded on 14.1.2.1 (genieparser) and 13.0.0 (fixtures of F5's Ansible collection).

/** Items are named by their full path, and have no partition of their own (recorded 13.0.0). */
const naming = ({ key }: Entry) => ({ name: key });

const process = (name: string, maxProcesses: string): JsonObject => ({
  name: `/Common/${name}`,
  maxProcesses,
  minProcesses: 1,
  process: name,
});

const items = (initial: readonly JsonObject[]): Property =>
  custom((value, { property }) => {
    if (value === 'none') return [];
    if (!isList(value)) throw invalid(property, value);
    return value.map((item: Json) => {
      const name = isObject(item) ? scalarText(item.name) : undefined;
      if (!isObject(item) || name === undefined) throw invalid(property, item);
      return { ...item, name: name.startsWith('/') ? name : `/Common/${name}` };
    });
  }, initial);

const list = (...initial: readonly string[]): Property =>
  custom((value, { property }) => listOfTexts(value, property), initial);

/** Recorded as `enable`; the Python SDK writes and reads `disabled` on devices. */
const switched = word(['enable', 'disable', 'enabled', 'disabled'], 'enable');

const access = word(['ro', 'rw'], 'ro');

const communities: KindDefinition = {
  path: 'communities',
  word: 'SNMP community',
  properties: {
    access,
    communityName: rawText(),
    description: text(),
    ipv6: enabled('disabled'),
    oidSubset: text(),
    source: text(),
  },
  hooks: { naming },
};

const users: KindDefinition = {
  path: 'users',
  word: 'SNMP user',
  properties: {
    access,
    authPassword: custom((value) => scalarText(value)),
    authPasswordEncrypted: secret,
    authProtocol: word(['md5', 'sha', 'none'], 'sha'),
    description: text(),
    oidSubset: rawText('.1'),
    privacyPassword: custom((value) => scalarText(value)),
    privacyPasswordEncrypted: secret,
    privacyProtocol: word(['aes', 'des', 'none'], 'aes'),
    securityLevel: word(['auth-no-privacy', 'auth-privacy', 'no-auth-no-privacy'], 'auth-no-privacy'),
    username: rawText(),
  },
  hooks: { naming, prepare: ({ props }) => encryptPasswords(props) },
};

/** Sent in clear, told encrypted, under another name. */
function encryptPasswords(props: Record<string, Json>): void {
  for (const name of ['authPassword', 'privacyPassword']) {
    const input = props[name];
    Reflect.deleteProperty(props, name);
    if (typeof input !== 'string' || input === '') continue;
    if (input.length < 8) throw configurationError('SNMP passwords must have at least 8 characters.');
    props[`${name}Encrypted`] = encrypted(input) ?? '';
  }
}

const traps: KindDefinition = {
  path: 'traps',
  word: 'SNMP trap',
  // go-bigip writes this one with a capital letter, and devices take it.
  ignores: ['SecurityName'],
  properties: {
    authPassword: custom((value) => scalarText(value)),
    authPasswordEncrypted: secret,
    // Nothing is told of what was not said (Terraform's acceptance tests).
    authProtocol: word(['md5', 'sha', 'none']),
    community: text(),
    description: text(),
    engineId: text(),
    host: rawText(),
    network: word(['other', 'management', 'mgmt', 'default'], 'other'),
    port: number(162, { min: 1, max: 65535 }),
    privacyPassword: custom((value) => scalarText(value)),
    privacyPasswordEncrypted: secret,
    privacyProtocol: word(['aes', 'des', 'none']),
    securityLevel: word(
      ['auth-no-privacy', 'auth-privacy', 'no-auth-no-privacy', 'no-auth-privacy'],
      'no-auth-no-privacy',
    ),
    securityName: text(),
    version: word(['1', '2c', '3'], '2c'),
  },
  required: ['host'],
  hooks: { naming, prepare: ({ props }) => encryptPasswords(props) },
};

export const snmp: KindDefinition = {
  ...singleton('sys/snmp', {
    agentAddresses: list('tcp6:161', 'udp6:161'),
    agentTrap: enabled('enabled'),
    allowedAddresses: list('127.0.0.0/8'),
    authTrap: enabled('disabled'),
    bigipTraps: enabled('enabled'),
    description: text(),
    include: text(),
    loadMax1: number(12),
    loadMax15: number(12),
    loadMax5: number(12),
    snmpv1: switched,
    snmpv2c: switched,
    sysContact: rawText('Customer Name <admin@customer.com>'),
    sysLocation: rawText('Network Closet 1'),
    sysServices: number(78),
    trapCommunity: rawText('public'),
    trapSource: rawText('none'),
    diskMonitors: items([
      { name: '/Common/root', minspace: 2000, minspaceType: 'size', path: '/' },
      { name: '/Common/var', minspace: 10000, minspaceType: 'size', path: '/var' },
    ]),
    processMonitors: items([
      process('bigd', 'infinity'),
      process('chmand', '1'),
      process('httpd', 'infinity'),
      process('mcpd', '1'),
      process('sod', '1'),
      process('tmm', 'infinity'),
    ]),
  }),
  tail: ['diskMonitors', 'processMonitors'],
  children: [communities, traps, users],
  hooks: { prepare: ({ props }) => dropEmpty(props) },
};
