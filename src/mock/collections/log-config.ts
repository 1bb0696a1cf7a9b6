import { notFound } from '../errors.ts';
import { isList, isObject, type Json, scalarText } from '../json.ts';
import type { KindDefinition, Property } from '../kind.ts';
import { linkTo } from '../link.ts';
import { nameOf } from '../names.ts';
import { refersTo, resolveName } from '../references.ts';
import { custom, invalid, text, word } from '../values.ts';

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

const forwardTo = refersTo(FAMILY, { missing: (path) => notFound('log destination', path) });

/** F5's Ansible module sends these beside the real keys, and works on devices: they say nothing. */
const sentBeside = custom(() => undefined);

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
      protocolVersion: sentBeside,
    },
    { required: ['poolName'] },
  ),
  destination(
    'remote-syslog',
    {
      defaultFacility: word(FACILITIES, 'local0'),
      defaultSeverity: word(SEVERITIES, 'info'),
      format: word(['rfc3164', 'rfc5424', 'legacy-bigip'], 'rfc3164'),
      remoteHighSpeedLog: forwardTo,
      forwardTo: sentBeside,
    },
    { required: ['remoteHighSpeedLog'] },
  ),
  destination('splunk', { forwardTo }, { required: ['forwardTo'] }),
  destination('arcsight', { forwardTo }, { required: ['forwardTo'] }),
];

/** Kept as a list of paths, and printed with name, partition and link. */
const listed: Property = {
  normalise: (value, place) => {
    const given = value === 'none' ? [] : isList(value) ? value : [value];
    const paths = given.map((item: Json) => {
      const name = isObject(item) ? scalarText(item.name) : scalarText(item);
      const partition = isObject(item) ? scalarText(item.partition) : undefined;
      if (name === undefined) throw invalid(place.property, item);
      return partition === undefined ? resolveName(name, FAMILY, place) : `/${partition}/${name}`;
    });
    return paths.length === 0 ? undefined : [...new Set(paths)].toSorted();
  },
  reference: {
    family: FAMILY,
    link: false,
    targets: (value) => (isList(value) ? value.filter((item) => typeof item === 'string') : []),
    missing: (path) => notFound('log destination', path),
  },
};

const publisherOf = (name: string, ...targets: readonly string[]) => ({
  name,
  ...(targets.length === 0 ? {} : { props: { destinations: targets.map((target) => `/Common/${target}`) } }),
});

const publisher: KindDefinition = {
  path: 'sys/log-config/publisher',
  word: 'log publisher',
  properties: { description: text(), destinations: listed },
  builtIns: [
    publisherOf('default-ipsec-log-publisher', 'local-syslog'),
    publisherOf('default-mgmt-acl-log-publisher'),
    publisherOf('local-db-publisher', 'local-db'),
    publisherOf('sys-db-access-publisher', 'local-db', 'local-syslog'),
    { ...publisherOf('sys-ssl-publisher', 'local-syslog'), since: '16.1' },
    { ...publisherOf('sys-sslo-publisher', 'local-syslog'), since: '14.1' },
    publisherOf('sys-sso-access-publisher', 'local-syslog'),
  ],
  hooks: {
    view: (props, _entry, store, tmos) => {
      if (!isList(props.destinations)) return props;
      const destinations = props.destinations.map((path) => {
        const { name, partition, fullPath } = nameOf(scalarText(path) ?? '');
        return { name, partition, nameReference: linkTo(FAMILY, fullPath, store, tmos) };
      });
      return { ...props, destinations };
    },
  },
};

export const logConfig: readonly KindDefinition[] = [...destinations, publisher];
