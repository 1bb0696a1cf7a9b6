import { notFound } from '../../wire/errors.ts';
import type { Json } from '../../wire/json.ts';
import type { BuiltIn, KindDefinition, Properties } from '../../objects/kind.ts';
import { refersTo } from '../../objects/references.ts';
import { enabled, number, rawText, text, word } from '../../objects/values.ts';
import { ADAPTIVE, conversation, destination, monitor, ownText, parentOf, seconds } from './monitor.ts';
import { secret } from '../parts/secret.ts';

// Monitors that probe from TMM, with the adaptive keys. Captured on 12.1.0, 13.0.0, 14.1.2.1 and 16.0.0.

const CIPHERS_13 = 'DEFAULT:+SHA:+3DES:+kEDH';
const GET = String.raw`GET /\r\n`;
const HEAD = { recv: String.raw`Server\:`, send: String.raw`HEAD / HTTP/1.0\r\n\r\n` };

/** The keys up to `manualResume`, in the order of the wire; `before` and `after` are those of a type. */
function probing(type: string, initial = '*:*', before: Properties = {}, after: Properties = {}): Properties {
  return {
    ...ADAPTIVE,
    appService: ownText(),
    ...before,
    defaultsFrom: parentOf(type),
    description: ownText(),
    destination: destination(initial),
    interval: seconds(5),
    ...after,
    manualResume: enabled('disabled'),
  };
}

const dscp: Properties = { ipDscp: number(0, { max: 63 }) };
const talk = (send?: string, recv?: string): Properties => ({
  recv: conversation(recv),
  recvDisable: conversation(),
  reverse: enabled('disabled'),
  send: conversation(send),
});
const end: Properties = {
  timeUntilUp: number(0),
  timeout: seconds(16),
  transparent: enabled('disabled'),
  upInterval: number(0),
};
const username: Properties = { username: text() };

/** Recorded on 13.0.0, and without both on 14.1.2.1 and 16.0.0; what Terraform sets it reads back, on all versions. */
const ciphers: Properties = {
  cipherlist: rawText((tmos) => (tmos.atLeast('14.0') ? undefined : CIPHERS_13)),
  compatibility: word(['enabled', 'disabled'], (tmos) => (tmos.atLeast('14.0') ? undefined : 'enabled')),
};
const certificate = refersTo('sys/file/ssl-cert', { missing: (path) => notFound('Certificate File', path) });
const key = refersTo('sys/file/ssl-key', { missing: (path) => notFound('Certificate Key File', path) });
const sslProfile = refersTo('profile', { since: '13.1' });

const child = (name: string, parent: string, props: Record<string, Json>): BuiltIn => ({
  name,
  props: { defaultsFrom: `/Common/${parent}`, ...props },
});

const http = monitor({
  type: 'http',
  properties: { ...probing('http', '*:*', {}, dscp), password: secret, ...talk(GET), ...end, ...username },
  builtIns: [{ name: 'http' }, child('http_head_f5', 'http', HEAD)],
});

const https = monitor({
  type: 'https',
  properties: {
    ...probing('https', '*:*', { cert: { ...certificate, since: '11.5' }, ...ciphers }, { ...dscp, key }),
    password: secret,
    ...talk(GET),
    sslProfile,
    ...end,
    ...username,
  },
  builtIns: [
    { name: 'https' },
    child('https_443', 'https', { destination: '*:443' }),
    child('https_head_f5', 'https', HEAD),
  ],
});

/** As far as AS3 asserts it on devices of 15.1 and later; the order of its keys is that of https. */
const http2 = monitor({
  type: 'http2',
  since: '15.1',
  properties: {
    ...probing('http2', '*:*', {}, dscp),
    password: secret,
    ...talk(String.raw`GET /\r\n\r\n`, 'HTTP/2.'),
    sslProfile,
    ...end,
    ...username,
  },
  builtIns: [{ name: 'http2' }],
});

const tcp = monitor({
  type: 'tcp',
  properties: { ...probing('tcp', '*:*', {}, dscp), ...talk(), ...end },
  builtIns: [{ name: 'tcp' }],
});

const udp = monitor({
  type: 'udp',
  properties: {
    ...probing('udp', '*:*', { debug: word(['yes', 'no'], 'no') }),
    ...talk('default send string'),
    ...end,
  },
  builtIns: [{ name: 'udp' }],
});

const gatewayIcmp = monitor({
  type: 'gateway-icmp',
  properties: { ...probing('gateway-icmp'), ...end },
  builtIns: [{ name: 'gateway_icmp' }],
});

const icmp = monitor({
  type: 'icmp',
  properties: { ...probing('icmp', '*'), ...end },
  builtIns: [{ name: 'icmp' }],
});

const tcpEcho = monitor({
  type: 'tcp-echo',
  properties: { ...probing('tcp-echo', '*'), ...end },
  builtIns: [{ name: 'tcp_echo' }],
});

export const probingMonitors: readonly KindDefinition[] = [
  http,
  https,
  http2,
  tcp,
  udp,
  gatewayIcmp,
  icmp,
  tcpEcho,
];
