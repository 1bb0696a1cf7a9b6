import type { EventOutcome, Header, RuleEffect } from '../contract.ts';

// What the interpreter answers: fields of known length, so that nothing in them can be taken for anything else.

export function readFields(frame: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at < frame.length;) {
    const colon = frame.indexOf(':', at);
    const end = colon + 1 + Number(frame.slice(at, colon));
    fields.push(frame.slice(colon + 1, end));
    at = end;
  }
  return fields;
}

/** Fields: the failure or nothing, the lines of the log as fields of their own, then the effects likewise. */
export function readOutcome([failed = '', log = '', ...effects]: readonly string[]): EventOutcome {
  return {
    effects: effects.map((effect) => readEffect(readFields(effect))),
    log: readFields(log).map((line) => fromBytes(line)),
    ...(failed === '' ? {} : { failed: fromBytes(failed) }),
  };
}

const fromBytes = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

function readEffect([what = '', ...words]: readonly string[]): RuleEffect {
  const read = READERS[what];
  if (!read) throw new Error(`the interpreter answered with an effect that nobody knows: ${what}`);
  return read(words);
}

const port = (text: string | undefined) => Number(text ?? 0);

type Bare = Extract<
  RuleEffect['do'],
  'http-disable' | 'websocket-disable' | 'release' | 'reselect' | 'detach' | 'close' | 'drop' | 'reject'
>;
const bare = (what: Bare) => (): RuleEffect => ({ do: what });

const READERS: Readonly<Record<string, (words: readonly string[]) => RuleEffect>> = {
  pool: ([pool = '', address, at]) =>
    address === undefined ? { do: 'pool', pool } : { do: 'pool', pool, member: { address, port: port(at) } },
  node: ([address = '', at]) => ({ do: 'node', address, port: port(at) }),
  virtual: ([virtual = '']) => ({ do: 'virtual', virtual }),
  snat: ([to, address = '']) => {
    if (to === 'automap' || to === 'none') return { do: 'snat', to };
    return { do: 'snat', to: to === 'pool' ? { pool: address } : { address } };
  },
  persist: ([method = '', key = '', timeout = '']) => ({
    do: 'persist',
    method,
    ...(key === '' ? {} : { key }),
    ...(timeout === '' ? {} : { timeoutS: Number(timeout) }),
  }),
  headers: (words) => ({ do: 'headers', headers: pairs(words) }),
  'request-line': ([method = '', uri = '']) => ({ do: 'request-line', method, uri }),
  respond: ([status, body = '', ...words]) => ({
    do: 'respond',
    status: Number(status),
    headers: pairs(words),
    body,
  }),
  collect: ([side, bytes = '']) => ({
    do: 'collect',
    side: side === 'server' ? 'server' : 'client',
    bytes: bytes === '' ? undefined : Number(bytes),
  }),
  payload: ([payload = '']) => ({ do: 'payload', payload }),
  'idle-timeout': ([seconds]) => ({ do: 'idle-timeout', seconds: Number(seconds) }),
  'http-disable': bare('http-disable'),
  'websocket-disable': bare('websocket-disable'),
  'websocket-disconnect': ([code, reason = '']) => ({
    do: 'websocket-disconnect',
    code: Number(code),
    reason,
  }),
  release: bare('release'),
  reselect: bare('reselect'),
  detach: bare('detach'),
  close: bare('close'),
  drop: bare('drop'),
  reject: bare('reject'),
};

function pairs(words: readonly string[]): Header[] {
  const found: Header[] = [];
  for (let at = 0; at + 1 < words.length; at += 2) found.push([words[at] ?? '', words[at + 1] ?? '']);
  return found;
}
