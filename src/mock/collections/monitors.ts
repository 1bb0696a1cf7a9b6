import { notFound } from '../errors.ts';
import type { Json } from '../json.ts';
import type { BuiltIn, KindDefinition, Properties } from '../kind.ts';
import { refersTo } from '../references.ts';
import { enabled, number, rawText, text, word } from '../values.ts';
import { conversation, destination, monitor, parentOf, password } from './monitor.ts';
import { applicationMonitors } from './monitors-applications.ts';

const adaptive: Properties = {
  adaptive: enabled('disabled'),
  adaptiveDivergenceType: word(['relative', 'absolute'], 'relative'),
  adaptiveDivergenceValue: number(25),
  adaptiveLimit: number(200),
  adaptiveSamplingTimespan: number(300),
};

const timing: Properties = {
  timeUntilUp: number(0),
  timeout: number(16, { min: 1, max: 86400 }),
};

const tail: Properties = { transparent: enabled('disabled'), upInterval: number(0) };
const credentials = { username: text() };

/** Keys in the order of the wire; `extra` goes where its first letter belongs. */
function probing(type: string, port: string, send: string | undefined, extra: Properties = {}): Properties {
  return {
    ...adaptive,
    appService: text(undefined, { ownOnly: true }),
    ...extra,
    defaultsFrom: parentOf(type),
    description: text(undefined, { ownOnly: true }),
    destination: destination(`*:${port}`),
    interval: number(5, { min: 1, max: 86400 }),
    ipDscp: number(0, { max: 63 }),
    manualResume: enabled('disabled'),
    password,
    recv: conversation(),
    recvDisable: conversation(),
    reverse: enabled('disabled'),
    send: conversation(send),
    ...timing,
    ...tail,
    ...credentials,
  };
}

function without(properties: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

const GET = String.raw`GET /\r\n`;
const HEAD = { recv: String.raw`Server\:`, send: String.raw`HEAD / HTTP/1.0\r\n\r\n` };
const certificate = refersTo('sys/file/ssl-cert', { missing: (path) => notFound('Certificate File', path) });
const key = refersTo('sys/file/ssl-key', { missing: (path) => notFound('Certificate Key File', path) });

const text13 = String.raw`DEFAULT:+SHA:+3DES:+kEDH`;
const httpsKeys: Properties = {
  cert: { ...certificate, since: '11.5' },
  // Recorded without both on 14.1.2.1 and 16.0.0; what Terraform sets it reads back, on all versions.
  cipherlist: rawText((tmos) => (tmos.atLeast('14.0') ? undefined : text13)),
  compatibility: word(['enabled', 'disabled'], (tmos) => (tmos.atLeast('14.0') ? undefined : 'enabled')),
  key,
  sslProfile: refersTo('profile', { since: '13.1' }),
};

const bare = (type: string, properties = probing(type, '*', undefined)) =>
  without(properties, 'password', 'recv', 'recvDisable', 'reverse', 'send', 'username', 'ipDscp');
const child = (name: string, parent: string, props: Record<string, Json>): BuiltIn => ({
  name,
  props: { defaultsFrom: `/Common/${parent}`, ...props },
});
export const monitors: readonly KindDefinition[] = [
  monitor({
    type: 'http',
    properties: probing('http', '*', GET),
    builtIns: [{ name: 'http' }, child('http_head_f5', 'http', HEAD)],
  }),
  monitor({
    type: 'https',
    properties: probing('https', '*', GET, httpsKeys),
    builtIns: [
      { name: 'https' },
      child('https_443', 'https', { destination: '*:443' }),
      child('https_head_f5', 'https', HEAD),
    ],
  }),
  monitor({
    type: 'tcp',
    properties: without(probing('tcp', '*', undefined), 'password', 'username'),
    builtIns: [{ name: 'tcp' }],
  }),
  monitor({ type: 'gateway-icmp', properties: bare('gateway-icmp'), builtIns: [{ name: 'gateway_icmp' }] }),
  monitor({
    type: 'icmp',
    properties: { ...bare('icmp'), destination: destination('*') },
    builtIns: [{ name: 'icmp' }],
  }),
  monitor({
    type: 'tcp-half-open',
    properties: without(bare('tcp-half-open'), ...Object.keys(adaptive)),
    builtIns: [{ name: 'tcp_half_open' }],
  }),
  monitor({
    type: 'udp',
    properties: {
      ...without(probing('udp', '*', 'default send string'), 'password', 'username'),
      debug: word(['yes', 'no'], 'no'),
    },
    builtIns: [{ name: 'udp' }],
  }),
  monitor({
    type: 'external',
    properties: {
      ...without(bare('external'), ...Object.keys(adaptive), 'transparent'),
      args: text(),
      run: text(),
    },
    builtIns: [{ name: 'external' }],
  }),
  monitor({
    type: 'inband',
    properties: {
      defaultsFrom: parentOf('inband'),
      description: text(undefined, { ownOnly: true }),
      failureInterval: number(30),
      failures: number(3),
      responseTime: number(10),
      retryTime: number(300),
    },
    builtIns: [{ name: 'inband' }],
  }),
  ...applicationMonitors,
];
