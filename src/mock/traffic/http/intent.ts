import type { Endpoint, Header, RuleEffect } from '../contract.ts';
import type { HttpHost, Snat } from './host.ts';
import type { Ending } from '../message/over.ts';

/** What is to become of a request, after policies and rules; the last word counts. */
export interface Intent {
  method: string;
  uri: string;
  headers: readonly Header[];
  pool: string | undefined;
  /** A member of the pool, or the node, that is named. */
  named: Endpoint | undefined;
  virtual: string | undefined;
  /** Whether policies or rules said where this request goes. */
  directed: boolean;
  snat: Snat;
  persist: Persist | undefined;
  respond: Extract<RuleEffect, { do: 'respond' }> | undefined;
  collect: { readonly bytes: number | undefined } | undefined;
  payload: string | undefined;
  /** HTTP::disable: bytes go as they are from here on. */
  raw: boolean;
  /** The websocket profile looks at this one. */
  websocket: boolean;
  reselect: boolean;
  detach: boolean;
  ending: Ending | undefined;
}

export interface Persist {
  readonly method: string;
  readonly key: string | undefined;
  readonly timeoutS: number | undefined;
}

export function createIntent(pool: string | undefined): Intent {
  return {
    method: '',
    uri: '',
    headers: [],
    pool,
    named: undefined,
    virtual: undefined,
    directed: false,
    snat: undefined,
    persist: undefined,
    respond: undefined,
    collect: undefined,
    payload: undefined,
    raw: false,
    websocket: true,
    reselect: false,
    detach: false,
    ending: undefined,
  };
}

/** Takes over what rules and policies did. */
export function take(intent: Intent, effects: readonly RuleEffect[], host: Timed): void {
  for (const effect of effects) {
    if (isOfMessage(effect)) takeOfMessage(intent, effect);
    else takeOne(intent, effect, host);
  }
}

const OF_MESSAGE = [
  'headers',
  'request-line',
  'respond',
  'http-disable',
  'websocket-disable',
  'websocket-disconnect',
  'collect',
  'release',
  'payload',
] as const;

type OfMessage = Extract<RuleEffect, { readonly do: (typeof OF_MESSAGE)[number] }>;

const isOfMessage = (effect: RuleEffect): effect is OfMessage =>
  OF_MESSAGE.some((word) => word === effect.do);

type Timed = Pick<HttpHost, 'setIdleTimeout'>;

function takeOne(intent: Intent, effect: Exclude<RuleEffect, OfMessage>, host: Timed): void {
  switch (effect.do) {
    case 'pool':
      direct(intent, { pool: effect.pool, named: effect.member });
      break;
    case 'node':
      direct(intent, { pool: undefined, named: { address: effect.address, port: effect.port } });
      break;
    case 'virtual':
      direct(intent, { virtual: effect.virtual });
      break;
    case 'snat':
      intent.snat = effect.to;
      break;
    case 'persist':
      intent.persist = { method: effect.method, key: effect.key, timeoutS: effect.timeoutS };
      break;
    case 'reselect':
      intent.reselect = true;
      break;
    case 'detach':
      intent.detach = true;
      break;
    case 'close':
      intent.ending ??= 'close';
      break;
    case 'drop':
      intent.ending ??= 'silent';
      break;
    case 'reject':
      intent.ending ??= { reset: 'iRule reject' };
      break;
    case 'idle-timeout':
      host.setIdleTimeout(effect.seconds);
      break;
  }
}

/** What is done to the message itself. */
function takeOfMessage(intent: Intent, effect: OfMessage): void {
  switch (effect.do) {
    case 'headers':
      intent.headers = effect.headers;
      break;
    case 'request-line':
      intent.method = effect.method;
      intent.uri = effect.uri;
      break;
    case 'respond':
      intent.respond ??= effect;
      break;
    case 'http-disable':
      intent.raw = true;
      break;
    case 'websocket-disable':
      intent.websocket = false;
      break;
    case 'websocket-disconnect':
      // Before the upgrade there are no frames to send.
      intent.ending ??= 'close';
      break;
    case 'collect':
      intent.collect = { bytes: effect.bytes };
      break;
    case 'release':
      intent.collect = undefined;
      break;
    case 'payload':
      intent.payload = effect.payload;
      break;
  }
}

function direct(intent: Intent, to: Partial<Pick<Intent, 'pool' | 'named' | 'virtual'>>): void {
  Object.assign(intent, { named: undefined, virtual: undefined, ...to, directed: true });
}
