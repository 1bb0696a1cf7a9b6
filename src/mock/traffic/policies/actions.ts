import type { JsonObject } from '../../wire/json.ts';
import { textAt } from '../../wire/json.ts';
import type { Endpoint, Header, RuleEffect } from '../contract.ts';
import { valueOf, withValue, without } from '../message/headers.ts';
import { redirect } from '../message/redirect.ts';
import { expand } from './expand.ts';
import type { PolicyFacts } from './facts.ts';

/** A message while the actions of policies change it. */
export interface Message {
  readonly facts: PolicyFacts;
  readonly isResponse: boolean;
  uri: string;
  headers: readonly Header[];
}

/** What an action does; undefined: this mock cannot play it, and says so. */
type Act = (action: JsonObject, message: Message) => readonly RuleEffect[] | undefined;

const NOTHING: readonly RuleEffect[] = [];

const forward: Act = (action) => {
  if (action.reset === true) return [{ do: 'reject' }];
  const [pool, virtual, node] = ['pool', 'virtual', 'node'].map((key) => textAt(action, key));
  const snat = textAt(action, 'snat');
  const snatpool = textAt(action, 'snatpool');
  const member = node === undefined || node === '' ? undefined : endpointOf(node, Number(action.port ?? 0));
  return [
    ...(pool === undefined ? [] : [{ do: 'pool', pool, ...(member ? { member } : {}) } as const]),
    ...(pool === undefined && member ? [{ do: 'node', ...member } as const] : []),
    ...(virtual === undefined ? [] : [{ do: 'virtual', virtual } as const]),
    ...(snat === 'automap' ? [{ do: 'snat', to: 'automap' } as const] : []),
    ...(snat === 'disable' ? [{ do: 'snat', to: 'none' } as const] : []),
    ...(snatpool === undefined ? [] : [{ do: 'snat', to: { pool: snatpool } } as const]),
  ];
};

/** `10.0.0.1`, `10.0.0.1:80`, `2001:db8::1.80`, with the port beside it or within. */
function endpointOf(text: string, port: number): Endpoint {
  const match = /^(.*?)(?:(?<=^[^:]*):|(?<=:.*)\.)(\d{1,5})$/.exec(text);
  return match ? { address: match[1] ?? text, port: Number(match[2]) } : { address: text, port };
}

const reply: Act = (action, { facts }) => {
  const location = textOf(action, 'location', facts);
  if (action.redirect !== true || location === undefined) return undefined;
  const code = Number(action.code ?? 0);
  return [redirect(location, code === 0 ? 302 : code)];
};

const header: Act = (action, message) => {
  const name = textAt(action, 'tmName');
  if (name === undefined) return undefined;
  if (action.remove === true) return change(message, without(message.headers, name));
  const value = textOf(action, 'value', message.facts);
  if (value === undefined) return undefined;
  // To replace one that is not there changes nothing.
  if (action.replace === true) {
    return valueOf(message.headers, name) === undefined
      ? NOTHING
      : change(message, withValue(message.headers, name, value));
  }
  return action.insert === true ? change(message, [...message.headers, [name, value]]) : undefined;
};

const named =
  (name: string): Act =>
  (action, message) =>
    header({ ...action, tmName: name }, message);

const host: Act = (action, message) => {
  const value = textOf(action, action.value === undefined ? 'host' : 'value', message.facts);
  if (action.replace !== true || value === undefined) return undefined;
  return change(message, withValue(message.headers, 'Host', value));
};

const uri: Act = (action, message) => {
  const [path = '', ...rest] = message.uri.split('?');
  const query = rest.length > 0 ? rest.join('?') : undefined;
  const whole = textOf(action, 'value', message.facts);
  const newPath = textOf(action, 'path', message.facts) ?? path;
  const newQuery = textOf(action, 'queryString', message.facts) ?? query;
  if (action.replace !== true) return undefined;
  message.uri = whole ?? (newQuery === undefined || newQuery === '' ? newPath : `${newPath}?${newQuery}`);
  return [{ do: 'request-line', method: message.facts.request.method, uri: message.uri }];
};

const cookie: Act = (action, message) => {
  const name = textAt(action, 'tmName');
  if (name === undefined) return undefined;
  const pairs = (valueOf(message.headers, 'Cookie') ?? '').split(/;\s*/).filter((pair) => pair !== '');
  const others = pairs.filter((pair) => !pair.startsWith(`${name}=`));
  const value = textOf(action, 'value', message.facts);
  if (action.insert === true && value !== undefined) others.push(`${name}=${value}`);
  else if (action.remove !== true) return undefined;
  const { headers } = message;
  return change(
    message,
    others.length === 0 ? without(headers, 'Cookie') : withValue(headers, 'Cookie', others.join('; ')),
  );
};

/** Methods of persistence by the flag that names them here. */
const PERSIST: readonly (readonly [flag: string, method: string])[] = [
  ['cookieInsert', 'cookie'],
  ['sourceAddress', 'source_addr'],
  ['universal', 'uie'],
  ['disable', 'none'],
];

const persist: Act = (action, { facts }) => {
  const method = PERSIST.find(([flag]) => action[flag] === true)?.[1];
  if (method === undefined) return undefined;
  const key = textOf(action, method === 'cookie' ? 'tmName' : 'key', facts);
  const timeoutS = Number(action.timeout ?? 0);
  return [
    {
      do: 'persist',
      method,
      ...(key === undefined ? {} : { key }),
      ...(timeoutS > 0 ? { timeoutS } : {}),
    },
  ];
};

function change(message: Message, headers: readonly Header[]): readonly RuleEffect[] {
  message.headers = headers;
  return [{ do: 'headers', headers }];
}

/** Beginning with `tcl:` it is evaluated; otherwise it stands for itself. Undefined also where it cannot be. */
function textOf(action: JsonObject, key: string, facts: PolicyFacts): string | undefined {
  const value = textAt(action, key);
  return value?.startsWith('tcl:') ? expand(value.slice('tcl:'.length), facts) : value;
}

/** By the flag that names them in an action. */
const ACTS: Readonly<Record<string, Act>> = {
  forward,
  http: (action) => (action.disable === true ? [{ do: 'http-disable' }] : NOTHING),
  httpCookie: cookie,
  httpHeader: header,
  httpHost: host,
  httpReferer: named('Referer'),
  httpReply: reply,
  httpUri: uri,
  persist,
  shutdown: () => [{ do: 'close' }],
  websocket: (action) => (action.disable === true ? [{ do: 'websocket-disable' }] : NOTHING),
};

export function perform(action: JsonObject, message: Message): readonly RuleEffect[] | undefined {
  const act = Object.entries(ACTS).find(([flag]) => action[flag] === true)?.[1];
  return act?.(action, message);
}
