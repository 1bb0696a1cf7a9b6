import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError, EXIT } from '../../../exit.ts';
import { type DeviceAnswer, DeviceError, isNotRegistered, isPassing, NoAnswerError } from './errors.ts';
import type { ConnectOptions } from '../../../run/target.ts';
import { createGate, type Gate } from './gate.ts';
import { trustingAgent, UntrustedError } from './trust.ts';
import type { Method } from './wire.ts';

export type ClientOptions = Pick<ConnectOptions, 'host' | 'port' | 'trust' | 'timeout' | 'onRequest'> &
  Partial<Pick<ConnectOptions, 'signal'>>;

/** What goes with one request. */
export interface Sending {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The transaction it is queued in. */
  readonly transaction?: number | undefined;
  /** Answer as bytes instead of JSON. */
  readonly binary?: boolean;
  /** It asks for a token: sent without one, and never renewed. */
  readonly isLogin?: boolean;
  /** Sent although the run was interrupted: what tidies up. */
  readonly afterInterruption?: boolean;
  /** A version may have nothing at this address: "not registered" is not waited for. */
  readonly mayLack?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string>>;
type Renew = (sending: Pick<Sending, 'afterInterruption'>) => Promise<Headers>;

/** One device: sends requests, one at a time or a few reads in parallel, and understands its refusals. */
export interface Client {
  readonly request: (method: Method, path: string, sending?: Sending) => Promise<Answer>;
  /**
   * Sends these headers with every later request. `renew` gives new ones when the device no longer takes them:
   * a token lives twenty minutes. One request renews them at most once.
   */
  readonly authorize: (headers: Headers, renew?: Renew) => void;
  /** Waits; an interruption ends it, unless it is for what tidies up. */
  readonly pause: (milliseconds: number, options?: Pick<Sending, 'afterInterruption'>) => Promise<void>;
  /** From now on only what tidies up is sent; what is under way is dropped, so that nobody logs in again. */
  readonly settle: () => Promise<void>;
  readonly close: () => void;
}

/** Bytes of one body. */
const LARGEST_BODY = 64 * 1024 * 1024;
/** A whole request, with what trickles in and all that is tried again, may take so many times `--timeout`. */
const WHOLE = 2;
/** Tidying up after an interruption does not take longer. */
const TIDYING_MS = 10_000;
/** Reads at a time: what a device is said to bear. */
const CONNECTIONS = 4;
const RETRIES = 4;
const FIRST_PAUSE_MS = 250;

/** A client for one device. Nothing is sent before its certificate has been checked. */
export function createClient(options: ClientOptions): Client {
  const agent = trustingAgent(options.trust, CONNECTIONS, options.timeout);
  const http = axios.create({
    baseURL: `https://${options.host.includes(':') ? `[${options.host}]` : options.host}:${options.port}`,
    httpsAgent: agent,
    timeout: options.timeout,
    proxy: false,
    maxRedirects: 0,
    validateStatus: () => true,
    maxContentLength: LARGEST_BODY,
  });
  const authorization: Authorization = { headers: {}, renew: undefined };
  const gate = createGate(CONNECTIONS);
  const settled = new AbortController();
  setMaxListeners(0, settled.signal);
  return {
    authorize: (headers, renew) => {
      authorization.headers = headers;
      authorization.renew = renew;
    },
    request: (method, path, sending = {}) =>
      send(http, options, { method, path, sending, authorization, gate, settled: settled.signal }),
    pause: (milliseconds, { afterInterruption = false } = {}) =>
      pause(milliseconds, afterInterruption ? undefined : options.signal),
    settle: async () => {
      authorization.renew = undefined;
      await authorization.renewing?.catch(() => undefined);
      settled.abort();
    },
    close: () => agent.destroy(),
  };
}

interface Authorization {
  headers: Headers;
  renew: Renew | undefined;
  /** Under way: requests that were refused meanwhile wait for it. */
  renewing?: Promise<void>;
}

interface Call {
  readonly method: Method;
  readonly path: string;
  readonly sending: Sending;
  readonly authorization: Authorization;
  readonly gate: Gate;
  /** Nothing but what tidies up is wanted any more. */
  readonly settled: AbortSignal;
}

/** Only reads are repeated, and only for answers that pass. All tries together have one limit. */
async function send(http: AxiosInstance, options: ClientOptions, call: Call): Promise<Answer> {
  const tries = call.method === 'GET' ? RETRIES : 0;
  const longest = longestOf(options, call);
  let end: number | undefined;
  let mayRenew = !call.sending.isLogin;
  for (let attempt = 0; ; attempt++) {
    const { headers } = call.authorization;
    const response = await call.gate(() => {
      // It begins with the first try: to wait for a turn is no part of it.
      end ??= Date.now() + longest;
      return sendOnce(http, options, call, end - Date.now());
    });
    const answer = answerIn(response);
    options.onRequest?.(`${call.method} ${withoutToken(call.path)} ${response.status}`);
    if (response.status < 300) return understood(call, response);
    if (response.status === 401 && mayRenew && (await renewed(call, headers))) {
      mayRenew = false;
      continue;
    }
    const wait = FIRST_PAUSE_MS * 2 ** attempt;
    const isLate = end !== undefined && Date.now() + wait >= end;
    if (attempt >= tries || isLate || !isWorthAnotherTry(answer, call))
      throw new DeviceError(`${call.method} ${withoutToken(call.path)}`, answer);
    await pause(wait, options.signal);
  }
}

function longestOf({ timeout, signal }: ClientOptions, { sending }: Call): number {
  const longest = WHOLE * timeout;
  return sending.afterInterruption && signal?.aborted ? Math.min(longest, TIDYING_MS) : longest;
}

function answerIn({ status, data, headers }: AxiosResponse<unknown>): DeviceAnswer {
  return { status, body: data, contentType: String(headers['content-type'] ?? '') };
}

function isWorthAnotherTry(answer: DeviceAnswer, { sending }: Call): boolean {
  return isPassing(answer) && !(sending.mayLack && isNotRegistered(answer));
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    throw interrupted();
  }
}

function interrupted(): CliError {
  return new CliError(EXIT.interrupted, 'interrupted');
}

/** A token is part of the address that deletes it. */
function withoutToken(path: string): string {
  return path.replace(/(\/authz\/tokens\/).+/, '$1…');
}

/**
 * Whether a request that was refused with these headers may be sent again with new ones: it had no effect. Of
 * several that are refused at once one renews and the others wait.
 */
async function renewed({ authorization, sending }: Call, used: Headers): Promise<boolean> {
  if (authorization.renewing) await authorization.renewing;
  if (authorization.headers !== used) return true;
  const { renew } = authorization;
  if (!renew) return false;
  authorization.renewing = renew(sending).then((headers) => {
    authorization.headers = headers;
  });
  try {
    await authorization.renewing;
  } finally {
    delete authorization.renewing;
  }
  return true;
}

function understood(call: Call, response: AxiosResponse<unknown>): Answer {
  const { status, data } = response;
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([key, value]) => [key, String(value)]),
  );
  const isJson = typeof data !== 'string' || data === '';
  if (!isJson && !call.sending.binary) {
    const contentType = headers['content-type'] ?? '';
    throw new DeviceError(`${call.method} ${call.path}`, { status, body: data, contentType });
  }
  return { status, body: data, headers };
}

async function sendOnce(
  http: AxiosInstance,
  options: ClientOptions,
  call: Call,
  left: number,
): Promise<AxiosResponse<unknown>> {
  const { sending } = call;
  const limit = AbortSignal.timeout(Math.max(0, left));
  const { signal } = options;
  const interruption = signal && (sending.isLogin ? afterGrace(signal) : signal);
  const stop = sending.afterInterruption ? [] : [call.settled, ...(interruption ? [interruption] : [])];
  try {
    return await http.request<unknown>({
      method: call.method,
      url: call.path,
      headers: {
        ...(sending.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(sending.isLogin ? {} : call.authorization.headers),
        ...(sending.transaction === undefined
          ? {}
          : { 'X-F5-REST-Coordination-Id': String(sending.transaction) }),
        ...sending.headers,
      },
      ...(sending.body === undefined ? {} : { data: sending.body }),
      responseType: sending.binary ? 'arraybuffer' : 'json',
      signal: AbortSignal.any([limit, ...stop]),
    });
  } catch (error) {
    if (axios.isCancel(error) && !limit.aborted) throw interrupted();
    throw unreachable(error, options, `${call.method} ${withoutToken(call.path)}`);
  }
}

/** A login is waited for a little longer: a token that nobody knows of could not be deleted. */
const GRACE_MS = 2000;

function afterGrace(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  const end = (): void => void setTimeout(() => late.abort(), GRACE_MS).unref();
  if (signal.aborted) late.abort();
  else signal.addEventListener('abort', end, { once: true });
  return late.signal;
}

function unreachable(error: unknown, { host, port }: ClientOptions, request: string): Error {
  if (!(error instanceof AxiosError)) return error instanceof Error ? error : new Error(String(error));
  if (error.cause instanceof UntrustedError) return error.cause;
  const reasons: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'it refuses connections on this port',
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'its name cannot be resolved now',
    EHOSTUNREACH: 'there is no route to it',
    ENETUNREACH: 'there is no route to it',
    ETIMEDOUT: 'it does not answer in time (--timeout)',
    ECONNABORTED: 'it does not answer in time (--timeout)',
    ECONNRESET: 'it closed the connection',
    EPROTO: 'it does not speak TLS on this port',
    ERR_BAD_RESPONSE: 'its answer breaks off',
    ERR_CANCELED: 'its answer does not come to an end (--timeout)',
  };
  const isTooLong = error.message.startsWith('maxContentLength');
  const reason = isTooLong
    ? 'its answer is longer than 64 MiB'
    : (reasons[error.code ?? ''] ?? error.message);
  return new NoAnswerError(EXIT.unreachable, `${host}:${port} does not answer ${request}: ${reason}`, {
    hint: 'check --host, the port of the management interface, and the network between',
    cause: error,
  });
}
