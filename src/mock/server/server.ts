import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedRequest } from '../../targets/bigip/icontrol/wire.ts';
import type { Certificate } from './certificate.ts';
import { dispatch, refusal } from './dispatch.ts';
import { DeviceError, rest } from '../wire/errors.ts';
import type { Reply, Request } from '../wire/http.ts';
import { downPlan, type FaultPlan, planFault } from '../faults/plan.ts';
import type { Faults } from '../faults/faults.ts';
import { shortened } from '../objects/habits.ts';
import { inferredText } from '../inferred.ts';
import { logged } from './log.ts';
import type { Unit } from '../unit/unit.ts';

// The web server: takes requests apart, sends answers in one piece, keeps bad input away from the rest.

const LARGEST_BODY = 16 * 1024 * 1024;

const JSON_TYPE = 'application/json; charset=UTF-8';

/** 9.2.22 on 17.1.0.1, 9.4.49 on 17.1.2.1 (captured); which of them came with 17.1.1 is a guess. */
const jetty = ({ tmos }: Unit) =>
  tmos.atLeast('17.1.1') ? 'Jetty(9.4.49.v20220914)' : 'Jetty(9.2.22.v20170606)';

/** What every answer carries, name by name with its value (captured 17.1.2.1, without the cookies). */
const HEADERS: readonly string[] = [
  ...['X-Frame-Options', 'SAMEORIGIN'],
  ...['Strict-Transport-Security', 'max-age=16070400; includeSubDomains'],
  ...['Allow', ''],
  ...['Pragma', 'no-cache'],
  ...['Cache-Control', 'no-store'],
  ...['Cache-Control', 'no-cache'],
  ...['Cache-Control', 'must-revalidate'],
  ...['Expires', '-1'],
  ...['X-Content-Type-Options', 'nosniff'],
  ...['X-XSS-Protection', '1; mode=block'],
];

export interface ServerOptions {
  readonly certificate: Certificate;
  readonly latencyMs: number;
  readonly onRequest: ((entry: LoggedRequest) => void) | undefined;
  readonly faults: Faults;
}

export function createServer(unit: Unit, options: ServerOptions): FastifyInstance {
  const { key, certificate } = options.certificate;
  const app = fastify({
    https: { key, cert: certificate },
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: true,
    return503OnClosing: false,
    keepAliveTimeout: 65_000,
    // The router never sees an address: the mock reads the raw one itself, escapes and all.
    rewriteUrl: () => '/',
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  const handler = (incoming: FastifyRequest, outgoing: FastifyReply) =>
    handle(incoming, outgoing, unit, options);
  app.all('/', handler);
  app.setNotFoundHandler(handler);
  app.setErrorHandler((error, incoming, outgoing) => {
    const status = statusOf(error);
    const refused =
      status === 413
        ? rest(413, inferredText.tooLarge(LARGEST_BODY))
        : rest(status, status < 500 ? 'Bad Request' : textOf(error));
    return send(outgoing, refusal(refused, requestOf(incoming), unit.random), unit);
  });
  return app;
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

/** One request. Without reason to wait it is answered at once, which costs half of what a promise or two do. */
function handle(
  incoming: FastifyRequest,
  outgoing: FastifyReply,
  unit: Unit,
  options: ServerOptions,
): FastifyReply | Promise<FastifyReply> {
  const request = requestOf(incoming);
  const late = drain(incoming);
  if (late) return late.then(() => respond(request, outgoing, unit, options));
  return respond(request, outgoing, unit, options);
}

function respond(
  request: Request,
  outgoing: FastifyReply,
  unit: Unit,
  { latencyMs, onRequest, faults }: ServerOptions,
): FastifyReply | Promise<FastifyReply> {
  const plan = planOf(request, unit, faults);
  const log = (status: number) =>
    onRequest?.(logged(request, outgoing.request.originalUrl, status, unit.now()));
  const answered = (): FastifyReply | Promise<FastifyReply> => {
    if (plan.connection === 'hang' || plan.connection === 'reset-before') {
      log(0);
      return abandon(outgoing, plan.connection === 'hang');
    }
    const instead =
      plan.instead instanceof DeviceError ? refusal(plan.instead, request, unit.random) : plan.instead;
    const reply = instead && !plan.isCarriedOut ? instead : replyTo(request, unit, plan.commitFails);
    const finish = (one: Reply) => deliver(instead ?? one, outgoing, plan, log, unit);
    return reply instanceof Promise ? reply.then(finish) : finish(reply);
  };
  const wait = latencyMs + (plan.delayMs ?? 0);
  return wait > 0 ? delay(wait, undefined, { ref: false }).then(answered) : answered();
}

function deliver(
  reply: Reply,
  outgoing: FastifyReply,
  { connection }: FaultPlan,
  log: (status: number) => void,
  unit: Unit,
): FastifyReply {
  const isCut = connection === 'reset-after' || connection === 'hang-after';
  log(isCut ? 0 : reply.status);
  if (isCut) return abandon(outgoing, connection === 'hang-after');
  if (connection === 'trickle') return trickle(outgoing, reply);
  return connection === 'truncate' ? truncate(outgoing, reply) : send(outgoing, reply, unit);
}

/**
 * A GET may carry a body, which nobody reads: Ansible's file download sends one, behind the headers. Closing a
 * connection with something unread in it resets it, and the client loses the answer it had not read yet.
 */
function drain({ method, headers, raw }: FastifyRequest): Promise<void> | undefined {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (method !== 'GET' || !hasBody || raw.readableEnded) return undefined;
  let size = 0;
  return new Promise((done) => {
    raw.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_BODY) raw.destroy();
    });
    raw.once('close', done).once('end', done);
  });
}

function planOf(request: Request, unit: Unit, faults: Faults): FaultPlan {
  const action = faults.next(request);
  const down = downPlan(request, unit);
  if (down.instead) return down;
  return action === undefined ? {} : planFault(action, request, unit);
}

/** No answer at all: the connection stays open without a word, or is cut. */
function abandon(outgoing: FastifyReply, isOpen: boolean): FastifyReply {
  outgoing.hijack();
  if (!isOpen) outgoing.raw.destroy();
  return outgoing;
}

/** Half of the body, under the length of the whole. */
function truncate(outgoing: FastifyReply, { status, body }: Reply): FastifyReply {
  outgoing.hijack();
  const bytes = Buffer.from(body);
  outgoing.raw.writeHead(status, {
    'Content-Type': JSON_TYPE,
    'Content-Length': bytes.length,
  });
  outgoing.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.raw.destroy());
  return outgoing;
}

const TRICKLE_MS = 50;

/** A byte now and then, as long as somebody listens. */
function trickle(outgoing: FastifyReply, { status }: Reply): FastifyReply {
  outgoing.hijack();
  const { raw } = outgoing;
  raw.writeHead(status, { 'Content-Type': JSON_TYPE });
  const timer = setInterval(() => raw.write(' '), TRICKLE_MS).unref();
  raw.on('close', () => clearInterval(timer));
  return outgoing;
}

function replyTo(request: Request, unit: Unit, commitFails: string | undefined): Reply | Promise<Reply> {
  const refused = (error: unknown): Reply => {
    if (error instanceof DeviceError) return refusal(shortened(error, unit.tmos), request, unit.random);
    throw error;
  };
  try {
    const reply = dispatch(request, unit, commitFails);
    return reply instanceof Promise ? reply.catch(refused) : reply;
  } catch (error) {
    return refused(error);
  }
}

const NOTHING = Buffer.alloc(0);

function requestOf(incoming: FastifyRequest): Request {
  const { method, headers, originalUrl, body } = incoming;
  const mark = originalUrl.indexOf('?');
  return {
    method,
    path: mark < 0 ? originalUrl : originalUrl.slice(0, mark),
    rawQuery: mark < 0 ? '' : originalUrl.slice(mark + 1),
    headers,
    body: Buffer.isBuffer(body) ? body : NOTHING,
    // Asked of the socket only where it is told.
    get address() {
      return incoming.ip;
    },
  };
}

/**
 * Head and body leave in one piece, and names of headers as a device writes them: Ansible's modules look for
 * `Content-Range` letter by letter.
 */
function send(outgoing: FastifyReply, reply: Reply, unit: Unit): FastifyReply {
  const { status, body, type, reason, headers, close } = reply;
  outgoing.hijack();
  const { raw } = outgoing;
  if (reason !== undefined) raw.statusMessage = reason;
  const head = [
    'Server',
    jetty(unit),
    ...HEADERS,
    'Content-Type',
    type ?? JSON_TYPE,
    'Content-Length',
    String(Buffer.byteLength(body)),
  ];
  for (const [name, value] of Object.entries(headers ?? {}))
    for (const one of typeof value === 'string' ? [value] : value) head.push(name, one);
  if (close) head.push('Connection', 'close');
  raw.writeHead(status, head);
  raw.end(body);
  return outgoing;
}
