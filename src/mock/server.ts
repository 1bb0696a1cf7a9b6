import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedRequest } from '../bigip/icontrol/wire.ts';
import type { Certificate } from './certificate.ts';
import { dispatch, refusal } from './dispatch.ts';
import { DeviceError, rest, tmsh } from './errors.ts';
import type { Answer, Asked } from './exchange.ts';
import { downPlan, type FaultPlan, planFault } from './fault-answer.ts';
import type { Faults } from './faults.ts';
import { inferredText } from './inferred.ts';
import { logged } from './log.ts';
import type { Unit } from './unit.ts';

// The web server: takes requests apart, sends answers in one piece, keeps bad input away from the rest.

const LARGEST_BODY = 16 * 1024 * 1024;

const JSON_TYPE = 'application/json; charset=UTF-8';

/** What every answer carries, name by name with its value (captured 17.1.2.1, without the cookies). */
const HEADERS: readonly string[] = [
  ...['Server', 'Jetty(9.4.49.v20220914)'],
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
  const handler = (request: FastifyRequest, reply: FastifyReply) => handle(request, reply, unit, options);
  app.all('/', handler);
  app.setNotFoundHandler(handler);
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error);
    const refused =
      status === 413
        ? rest(413, inferredText.tooLarge(LARGEST_BODY))
        : rest(status, status < 500 ? 'Bad Request' : textOf(error));
    return send(reply, refusal(refused, askedOf(request), unit.random));
  });
  return app;
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}

async function handle(
  request: FastifyRequest,
  reply: FastifyReply,
  unit: Unit,
  { latencyMs, onRequest, faults }: ServerOptions,
): Promise<FastifyReply> {
  const late = drain(request);
  if (late) await late;
  const asked = askedOf(request);
  const plan = planOf(asked, unit, faults);
  const wait = latencyMs + (plan.delayMs ?? 0);
  if (wait > 0) await delay(wait, undefined, { ref: false });
  const { connection } = plan;
  const log = (status: number) => onRequest?.(logged(asked, request.originalUrl, status, unit.now()));
  if (connection === 'hang' || connection === 'reset-before') {
    log(0);
    return abandon(reply, connection === 'hang');
  }
  const answer = plan.instead
    ? refusal(plan.instead, asked, unit.random)
    : await answerTo(
        plan.commitFails === undefined ? asked : { ...asked, commitFails: plan.commitFails },
        unit,
      );
  log(connection === 'reset-after' ? 0 : answer.status);
  if (connection === 'reset-after') return abandon(reply, false);
  return connection === 'truncate' ? truncate(reply, answer) : send(reply, answer);
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

function planOf(asked: Asked, unit: Unit, faults: Faults): FaultPlan {
  const action = faults.next(asked);
  const down = downPlan(asked, unit);
  if (down.instead) return down;
  return action === undefined ? {} : planFault(action, asked, unit);
}

/** No answer at all: the connection stays open without a word, or is cut. */
function abandon(reply: FastifyReply, isOpen: boolean): FastifyReply {
  reply.hijack();
  if (!isOpen) reply.raw.destroy();
  return reply;
}

/** Half of the body, under the length of the whole. */
function truncate(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  reply.hijack();
  const bytes = Buffer.from(body);
  reply.raw.writeHead(status, {
    'Content-Type': JSON_TYPE,
    'Content-Length': bytes.length,
  });
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.destroy());
  return reply;
}

async function answerTo(asked: Asked, unit: Unit): Promise<Answer> {
  try {
    return await dispatch({ ...asked, segments: segmentsOf(asked.path) }, unit);
  } catch (error) {
    if (error instanceof DeviceError) return refusal(error, asked, unit.random);
    throw error;
  }
}

const NOTHING = Buffer.alloc(0);

function askedOf(request: FastifyRequest): Asked {
  const { method, headers, originalUrl } = request;
  const mark = originalUrl.indexOf('?');
  const path = mark < 0 ? originalUrl : originalUrl.slice(0, mark);
  const rawQuery = mark < 0 ? '' : originalUrl.slice(mark + 1);
  const body = Buffer.isBuffer(request.body) ? request.body : NOTHING;
  return { method, path, segments: [], rawQuery, headers, body, address: request.ip };
}

/** Behind /mgmt, decoded one by one; empty ones (a slash at the end) mean nothing. */
function segmentsOf(path: string): readonly string[] {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts[0] !== 'mgmt') throw rest(404, `Public URI path not registered: ${path}`);
  parts.shift();
  if (!path.includes('%')) return parts;
  return parts.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      // A name with a route domain must be sent as %25; `%1` is a bad escape (icontrol.md B.1).
      throw tmsh(`Bad escape in the request URI: ${part}`);
    }
  });
}

/**
 * Head and body leave in one piece, and names of headers as a device writes them: Ansible's modules look for
 * `Content-Range` letter by letter.
 */
function send(reply: FastifyReply, { status, body, type, reason, headers, close }: Answer): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  if (reason !== undefined) raw.statusMessage = reason;
  const head = [
    ...HEADERS,
    'Content-Type',
    type ?? JSON_TYPE,
    'Content-Length',
    String(Buffer.byteLength(body)),
  ];
  if (headers) head.push(...Object.entries(headers).flat());
  if (close) head.push('Connection', 'close');
  raw.writeHead(status, head);
  raw.end(body);
  return reply;
}
