import { randomBytes } from 'node:crypto';
import { formatService, parseAddress, parsePort, parseService } from '../address.ts';
import { configurationError, mcpd, notFound, tmsh } from '../errors.ts';
import { inferredCode, inferredText } from '../inferred.ts';
import { type Json, scalarText } from '../json.ts';
import type { BuiltIn, Draft, KindDefinition, Properties, Property } from '../kind.ts';
import { refersTo } from '../references.ts';
import { custom, enabled, invalid, number, rawText, text, word } from '../values.ts';

// One factory for all types; names are unique over all of them (icontrol.md D.4).

export const adaptive: Properties = {
  adaptive: enabled('disabled'),
  adaptiveDivergenceType: word(['relative', 'absolute'], 'relative'),
  adaptiveDivergenceValue: number(25),
  adaptiveLimit: number(200),
  adaptiveSamplingTimespan: number(300),
};

/** `*:*`, `*:443`, `1.1.1.1:389`; any port reads `*`; `*.*` stays so (Terraform's acceptance tests). */
export const destination = (initial: string) =>
  custom((value, place) => {
    const given = scalarText(value) ?? '';
    const text = given.includes('/') ? given.slice(given.lastIndexOf('/') + 1) : given;
    const [, separator = '', wild] = /^\*([:.])(.+)$/.exec(text) ?? [];
    if (wild !== undefined) {
      const port = parsePort(wild);
      if (port === undefined) throw invalid(place.property, value);
      return `*${separator}${port === 0 ? '*' : port}`;
    }
    if (text === '*') return '*';
    const bare = parseAddress(text);
    if (bare) return bare.ip;
    const service = parseService(text.replace(/[:.]\*$/, (end) => `${end[0] ?? ':'}0`));
    const address = service && parseAddress(service.host);
    if (!address) throw invalid(place.property, value);
    return service.port === 0
      ? formatService(address.ip, 0).replace(/0$/, '*')
      : formatService(address.ip, service.port);
  }, initial);

/** Line ends are stored escaped, whether they were typed so or came as the real characters (N12). */
export const conversation = (initial?: string): Property =>
  custom((value, place) => {
    const given = scalarText(value);
    if (given === undefined) throw invalid(place.property, value);
    if (given === '' || given === 'none') return undefined;
    return given.replaceAll('\r', String.raw`\r`).replaceAll('\n', String.raw`\n`);
  }, initial);

/** Write-only: comes back encrypted, and differently at every write (N14). */
export const password = custom((value) => encrypted(scalarText(value) ?? ''));
function encrypted(secret: string): string | undefined {
  if (secret === '' || secret === 'none') return undefined;
  const [first = 0, second = 0, ...rest] = randomBytes(18);
  const salt = `${(first % 10).toString()}${String.fromCharCode(65 + (second % 26))}`;
  return `$M$${salt}$${Buffer.from(rest).toString('base64')}`;
}

const timing: Properties = {
  timeUntilUp: number(0),
  timeout: number(16, { min: 1, max: 86400 }),
};

const tail: Properties = { transparent: enabled('disabled'), upInterval: number(0) };
const credentials = { username: text() };

/** Terraform sends this key of https monitors with every monitor; its acceptance tests run against devices. */
const IGNORED = ['compatibility'];

interface Shape {
  readonly type: string;
  readonly properties: Properties;
  readonly builtIns: readonly BuiltIn[];
  readonly since?: string;
}

export const parentOf = (type: string) =>
  refersTo('monitor', {
    link: false,
    fixed: true,
    ownOnly: true,
    missing: (target) => mcpd('01070022', `The monitor template ${target} was not found (${type}).`),
  });

export function monitor({ type, properties, builtIns, since }: Shape): KindDefinition {
  return {
    path: `ltm/monitor/${type}`,
    word: 'monitor',
    family: 'monitor',
    noGeneration: true,
    ignores: IGNORED,
    inherits: builtIns[0]?.name ?? type,
    builtIns,
    ...(since === undefined ? {} : { since }),
    heldByTransaction: (path) => mcpd(inferredCode.monitorInUse, inferredText.monitorInUse(path)),
    properties,
    hooks: {
      prepare: (draft) => prepare(draft),
      deleting: (entry, { store }) => {
        const user = store.users('monitor', entry.key).at(0);
        if (user) throw mcpd(inferredCode.monitorInUse, inferredText.monitorInUse(entry.key));
      },
    },
  };
}

function prepare(draft: Draft): void {
  const { props, name, before } = draft;
  if (props.defaultsFrom === name.fullPath && !before)
    throw configurationError('A monitor may not default from itself');
  const { interval, timeout } = props;
  if (typeof interval === 'number' && typeof timeout === 'number' && timeout <= interval) {
    throw tmsh(inferredText.timeoutBelowInterval(name.fullPath));
  }
}

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
];
