import { parseAddress, parsePort } from '../../wire/address.ts';
import { isList, isObject, type Json, scalarText } from '../../wire/json.ts';
import type { KindDefinition, Property } from '../../objects/kind.ts';
import { custom, enabled, invalid, text, word } from '../../objects/values.ts';
import { dropEmpty, singleton } from '../parts/singleton.ts';

// sys syslog, recorded on 13.0.0 and 13.1.0.7 (fixtures of F5's Ansible collection).

const LEVELS = 'alert crit debug emerg err info notice warning'.split(' ');
const from = (initial: string) => word(LEVELS, initial);

/** Names are full paths here, the port a number, and what is not said reads `none` and 514. */
const remoteServers: Property = custom((value, { property }) => {
  if (value === 'none' || value === null) return [];
  if (!isList(value)) throw invalid(property, value);
  return value.map((item) => server(item, property));
});

function server(item: Json, property: string): Json {
  const name = isObject(item) ? scalarText(item.name) : undefined;
  const host = isObject(item) ? scalarText(item.host) : undefined;
  if (!isObject(item) || name === undefined || host === undefined) throw invalid(property, item);
  const localIp = scalarText(item.localIp) ?? 'none';
  const remotePort = parsePort(scalarText(item.remotePort) ?? '514');
  if (localIp !== 'none' && !parseAddress(localIp)) throw invalid('localIp', localIp);
  if (remotePort === undefined) throw invalid('remotePort', item.remotePort ?? '');
  return { name: name.startsWith('/') ? name : `/Common/${name}`, host, localIp, remotePort };
}

export const syslog: KindDefinition = singleton(
  'sys/syslog',
  {
    authPrivFrom: from('notice'),
    authPrivTo: from('emerg'),
    clusteredHostSlot: enabled('enabled'),
    clusteredMessageSlot: enabled('disabled'),
    consoleLog: enabled('enabled'),
    cronFrom: from('warning'),
    cronTo: from('emerg'),
    daemonFrom: from('notice'),
    daemonTo: from('emerg'),
    description: text(),
    include: text(),
    isoDate: enabled('disabled'),
    kernFrom: from('debug'),
    kernTo: from('emerg'),
    local6From: from('notice'),
    local6To: from('emerg'),
    mailFrom: from('notice'),
    mailTo: from('emerg'),
    messagesFrom: from('notice'),
    messagesTo: from('warning'),
    userLogFrom: from('notice'),
    userLogTo: from('emerg'),
    remoteServers,
  },
  { hooks: { prepare: ({ props }) => dropEmpty(props) } },
);
