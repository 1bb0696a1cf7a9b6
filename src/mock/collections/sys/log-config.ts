import { notFound } from '../../wire/errors.ts';
import type { KindDefinition } from '../../objects/kind.ts';
import { refersTo, refersToNamed } from '../../objects/references.ts';
import { text, word } from '../../objects/values.ts';

// Log destinations and publishers, recorded on 13.1.0.4 and 14.1.2.1; the publisher of TLS is named by 16.1.0.
// Nothing is ever sent to them.

const FAMILY = 'log-destination';
const FACILITIES = Array.from({ length: 8 }, (_, index) => `local${index}`);
const SEVERITIES = 'alert crit debug emerg err info notice warn'.split(' ');

const destination = (
  type: string,
  properties: KindDefinition['properties'],
  more: Partial<KindDefinition> = {},
): KindDefinition => ({
  path: `sys/log-config/destination/${type}`,
  word: 'log destination',
  family: FAMILY,
  properties: { description: text(), ...properties },
  ...more,
});

const missing = (path: string) => notFound('log destination', path);
const forwardTo = refersTo(FAMILY, { missing });

const destinations: readonly KindDefinition[] = [
  destination('local-database', {}, { builtIns: [{ name: 'local-db' }] }),
  destination(
    'local-syslog',
    { defaultFacility: word(FACILITIES, 'local0'), defaultSeverity: word(SEVERITIES, 'info') },
    { builtIns: [{ name: 'local-syslog' }] },
  ),
  destination(
    'remote-high-speed-log',
    {
      distribution: word(['adaptive', 'balanced', 'replicated'], 'adaptive'),
      poolName: refersTo('ltm/pool'),
      protocol: word(['tcp', 'udp'], 'tcp'),
    },
    // F5's Ansible module sends these beside the real keys, and works on devices; so with forwardTo below.
    { required: ['poolName'], ignores: ['protocolVersion'] },
  ),
  destination(
    'remote-syslog',
    {
      defaultFacility: word(FACILITIES, 'local0'),
      defaultSeverity: word(SEVERITIES, 'info'),
      format: word(['rfc3164', 'rfc5424', 'legacy-bigip'], 'rfc3164'),
      remoteHighSpeedLog: forwardTo,
    },
    { required: ['remoteHighSpeedLog'], ignores: ['forwardTo'] },
  ),
  destination('splunk', { forwardTo }, { required: ['forwardTo'] }),
  destination('arcsight', { forwardTo }, { required: ['forwardTo'] }),
];

const publisherOf = (name: string, ...targets: readonly string[]) => ({
  name,
  ...(targets.length === 0
    ? {}
    : { props: { destinations: targets.map((target) => ({ name: target, partition: 'Common' })) } }),
});

const publisher: KindDefinition = {
  path: 'sys/log-config/publisher',
  word: 'log publisher',
  properties: { description: text(), destinations: refersToNamed(FAMILY, { sorted: true, missing }) },
  builtIns: [
    publisherOf('default-ipsec-log-publisher', 'local-syslog'),
    publisherOf('default-mgmt-acl-log-publisher'),
    publisherOf('local-db-publisher', 'local-db'),
    publisherOf('sys-db-access-publisher', 'local-db', 'local-syslog'),
    { ...publisherOf('sys-ssl-publisher', 'local-syslog'), since: '16.1' },
    { ...publisherOf('sys-sslo-publisher', 'local-syslog'), since: '14.1' },
    publisherOf('sys-sso-access-publisher', 'local-syslog'),
  ],
};

export const logConfig: readonly KindDefinition[] = [...destinations, publisher];
