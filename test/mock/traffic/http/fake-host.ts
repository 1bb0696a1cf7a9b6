import { connect, createServer, type Server, type Socket } from 'node:net';
import type {
  Choice,
  Chosen,
  Endpoint,
  EventFacts,
  EventOutcome,
  Member,
  RuleEffect,
  RuleSession,
} from '../../../../src/mock/traffic/contract.ts';
import type { HttpHost, Reached, Snat } from '../../../../src/mock/traffic/http/host.ts';
import { createHttpMemory } from '../../../../src/mock/traffic/http/memory.ts';
import { serveHttp } from '../../../../src/mock/traffic/http/serve.ts';
import type { ProfileView, VirtualView } from '../../../../src/mock/traffic/view.ts';
import type { JsonObject } from '../../../../src/mock/wire/json.ts';
import { tmos } from '../../../../src/mock/tmos.ts';

/** What rules do, an event a function. */
export type Rules = Readonly<Record<string, (facts: EventFacts) => readonly RuleEffect[] | EventOutcome>>;

export interface Setting {
  readonly tmos?: string;
  readonly profiles?: readonly ProfileView[];
  /** Of the http profile. */
  readonly http?: JsonObject;
  readonly virtual?: Partial<VirtualView>;
  readonly rules?: Rules;
  readonly host?: Partial<HttpHost>;
}

/** A virtual server on loopback before members that a test plays; all of what it saw. */
export interface Stage {
  readonly port: number;
  readonly choices: Choice[];
  readonly snats: Snat[];
  readonly events: string[];
  readonly resets: string[];
  readonly log: string[];
  /** How many connections the members saw. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export const profile = (
  type: string,
  props: JsonObject = {},
  context: ProfileView['context'] = 'all',
): ProfileView => ({ path: `/Common/${type}`, type, context, props });

export const ONE: Member = { pool: '/Common/pool', name: 'one:8001', address: '10.0.0.1', port: 8001 };
export const TWO: Member = { pool: '/Common/pool', name: 'two:8002', address: '10.0.0.2', port: 8002 };

/** Takes what is named or persisted, else one member after the other. */
function turns(): (choice: Choice) => Chosen {
  let turn = 0;
  return ({ persisted, named, tried = [] }) => {
    const wanted = named ?? persisted;
    const left = [ONE, TWO].filter(({ port }) => !tried.some((one) => one.port === port));
    const member =
      left.find(({ address, port }) => wanted?.address === address && wanted.port === port) ??
      left[turn++ % Math.max(1, left.length)];
    return member ? { member } : { cause: 'No pool member available' };
  };
}

function session(rules: Rules, events: string[]): RuleSession {
  return {
    handles: (event) => Object.hasOwn(rules, event),
    fire: (event, facts) => {
      events.push(event);
      const done = rules[event]?.(facts) ?? [];
      return Promise.resolve('effects' in done ? done : { effects: done, log: [] });
    },
    close: () => undefined,
  };
}

export function listen(serve: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  return new Promise((resolve) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => undefined);
      serve(socket);
    });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : 0, server });
    });
  });
}

/** `member` plays all members; it is told which one by its place. */
export async function stage(
  member: (socket: Socket, which: Member) => void,
  setting: Setting = {},
): Promise<Stage> {
  const open = new Set<Socket>();
  const seen: Omit<Stage, 'port' | 'close' | 'connections'> = {
    choices: [],
    snats: [],
    events: [],
    resets: [],
    log: [],
  };
  let connections = 0;
  const waiting: Member[] = [];
  const members = await listen((socket) => {
    open.add(socket);
    connections++;
    member(socket, waiting.shift() ?? ONE);
  });
  const choose = setting.host?.choose ?? turns();
  const now = () => Date.now();
  const memory = createHttpMemory(now);
  const reach = (which: Member): Promise<Reached> =>
    new Promise((resolve) => {
      waiting.push(which);
      const socket = connect({ port: members.port, host: '127.0.0.1', allowHalfOpen: true });
      open.add(socket);
      const local: Endpoint = { address: '10.0.0.254', port: 40_000 };
      socket.once('connect', () =>
        resolve({ server: { stream: socket, local, reset: () => socket.resetAndDestroy() } }),
      );
      socket.on('error', () => undefined);
    });
  const front = await listen((socket) => {
    open.add(socket);
    const host: HttpHost = {
      tmos: tmos(setting.tmos ?? '17.1.2'),
      virtual: {
        path: '/Common/vs',
        pool: '/Common/pool',
        profiles: [profile('tcp'), profile('http', setting.http ?? {}), ...(setting.profiles ?? [])],
        persistence: undefined,
        fallbackPersistence: undefined,
        policies: [],
        ...setting.virtual,
      },
      client: { address: '192.0.2.7', port: 50_000 },
      local: { address: '203.0.113.10', port: 80 },
      files: {
        certificate: () => undefined,
        key: () => undefined,
        builtIn: { certificate: '', key: '' },
        trusted: '',
      },
      memory,
      rules: setting.rules && session(setting.rules, seen.events),
      accepted: [],
      pools: () => ({}),
      dataGroups: () => ({}),
      persistence: () => undefined,
      connect: (which, snat) => {
        seen.snats.push(snat);
        return reach(which);
      },
      connectVirtual: () => reach(ONE),
      countRequest: () => undefined,
      reselectTries: () => 0,
      reset: (cause) => {
        seen.resets.push(cause);
        socket.resetAndDestroy();
      },
      log: (line) => seen.log.push(line),
      setIdleTimeout: () => undefined,
      now,
      timeScale: 1,
      ...setting.host,
      choose: (choice) => {
        seen.choices.push(choice);
        return choose(choice);
      },
    };
    serveHttp(socket, host);
  });
  return {
    ...seen,
    port: front.port,
    connections: () => connections,
    close: async () => {
      for (const socket of open) socket.destroy();
      await Promise.all(
        [front.server, members.server].map((server) => new Promise((resolve) => server.close(resolve))),
      );
    },
  };
}

export interface Client {
  readonly send: (text: string | Buffer) => void;
  /** Waits until what came so far matches; gives all of it. */
  readonly until: (pattern: RegExp) => Promise<string>;
  /** Waits for the end; `reset` or `end`. */
  readonly ended: () => Promise<'reset' | 'end'>;
  readonly socket: Socket;
}

export function client(port: number): Client {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let heard = '';
  let over: 'reset' | 'end' | undefined;
  let broken = false;
  let wake: () => void = () => undefined;
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1');
    wake();
  });
  // Where bytes came right before a RST, node tells an end: `resets` of the stage tells the truth.
  socket.on('end', () => socket.end());
  socket.on('error', () => (broken = true));
  socket.on('close', () => {
    over = broken ? 'reset' : 'end';
    wake();
  });
  const wait = async <T>(found: () => T | undefined): Promise<T> => {
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return {
    socket,
    send: (text) => socket.write(text),
    until: (pattern) =>
      wait(() => {
        if (pattern.test(heard)) return heard;
        if (over !== undefined) throw new Error(`${over} after ${JSON.stringify(heard)}`);
        return undefined;
      }),
    ended: () => wait(() => over),
  };
}

/** A member that answers each request with what it got: `200`, the head of the request as body, and who it is. */
export function echo(headers = '', status = '200 OK') {
  return (socket: Socket, which: Member): void => {
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = text.slice(0, end);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (text.length < end + 4 + length) return;
        const body = `${which.name}|${text.slice(0, end + 4 + length)}`;
        text = text.slice(end + 4 + length);
        socket.write(`HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`);
      }
    });
    socket.on('end', () => socket.end());
  };
}
