import { parseAddress, parseNetwork, parsePort } from '../../wire/address.ts';
import { isList, isObject, type Json, scalarText } from '../../wire/json.ts';
import type { KindDefinition, Property } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { custom, invalid, rawText, text, word } from '../../objects/values.ts';

// Lists of addresses and ports, and what a virtual server matches by them (14.1 after AS3, properties.json).
// Port lists captured on 14.1.2.1; criteria after what AS3 sends and a client written against 17.0.0.1 reads.
// What two criteria have in common is not compared.

const SINCE = '14.1';

/** Items that are nothing but a name. */
const names = (isValid: (name: string) => boolean): Property =>
  custom((value, { property }) => {
    if (value === 'none' || value === '') return undefined;
    if (!isList(value)) throw invalid(property, value);
    return value.length === 0 ? undefined : value.map((item) => ({ name: nameOf(item, property, isValid) }));
  });

function nameOf(item: Json, property: string, isValid: (name: string) => boolean): string {
  const name = isObject(item) ? scalarText(item.name) : scalarText(item);
  if (name === undefined || !isValid(name)) throw invalid(property, item);
  return name;
}

const isAddress = (name: string) =>
  name.split('-').every((part) => parseNetwork(part) !== undefined || parseAddress(part) !== undefined);
const isPort = (name: string) => name.split('-').every((part) => parsePort(part) !== undefined);

export const addressList: KindDefinition = {
  path: 'net/address-list',
  word: 'address list',
  since: SINCE,
  properties: { description: text(), addresses: names(isAddress) },
};

export const portList: KindDefinition = {
  path: 'net/port-list',
  word: 'port list',
  since: SINCE,
  properties: { description: text(), ports: names(isPort) },
  builtIns: [
    builtIn('_sys_self_allow_tcp_defaults', '22 53 161 443 1029-1043 4353'),
    builtIn('_sys_self_allow_udp_defaults', '53 161 520 1026 4353'),
  ],
};

function builtIn(name: string, ports: string) {
  return { name, props: { ports: ports.split(' ').map((port) => ({ name: port })) } };
}

/** Sent as `0.0.0.0/0`, any address reads `0.0.0.0`; others keep their prefix (AS3, serviceAddress.js). */
const inline = custom((value) => scalarText(value)?.replace(/^(0\.0\.0\.0|::)\/0$/, '$1'), '0.0.0.0');

export const trafficMatchingCriteria: KindDefinition = {
  path: 'ltm/traffic-matching-criteria',
  word: 'Traffic Matching Criteria',
  since: SINCE,
  properties: {
    description: text(),
    destinationAddressInline: inline,
    destinationAddressList: refersTo('net/address-list'),
    destinationPortInline: rawText('0'),
    destinationPortList: refersTo('net/port-list'),
    protocol: word(['any', 'tcp', 'udp', 'sctp'], 'tcp'),
    routeDomain: rawText('any'),
    sourceAddressInline: inline,
    sourceAddressList: refersTo('net/address-list'),
    sourcePortInline: custom((value) => Number(scalarText(value)), 0),
  },
};
