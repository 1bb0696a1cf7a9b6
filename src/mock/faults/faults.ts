import { z } from 'zod';
import type { Request } from '../wire/http.ts';

// Failures on request: which requests, and what goes wrong with them. Checked against a schema, so that a
// misspelt fault is told and not silently never happens.

const phases = [
  'login',
  'logout',
  'read',
  'write',
  'transaction',
  'queue',
  'commit',
  'save',
  'archive',
  'download',
] as const;

const match = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** The path without its query; `*` is anything. */
  path: z.string().optional(),
  phase: z.enum(phases).optional(),
  /** Counting the requests that match the rest: the first is 1. */
  nth: z.number().int().min(1).optional(),
  /** How many in a row, from the n-th on; 1 when `nth` is given, else all. */
  times: z.number().int().min(1).optional(),
});

const named = z.enum([
  'unauthorized',
  'token-expired',
  'token-unknown',
  'token-limit',
  'not-registered',
  'html-500',
  'html-502',
  'html-503',
  'mcpd-lost',
  'false-404',
  'busy',
  'hang',
  'hang-after',
  'trickle',
  'reset-before',
  'reset-after',
  'truncate',
  'restart',
  'restart-services',
  'transaction-vanished',
  'task-lost',
  'standby',
  'active',
  'read-only',
  'read-write',
]);

/** Whether the request is carried out all the same. */
const when = z.enum(['before', 'after']);

const answer = z.strictObject({
  status: z.number().int().min(400).max(599),
  message: z.string(),
  apiError: z.number().int().optional(),
  layer: z.enum(['icrd', 'rest', 'html']).optional(),
  when: when.optional(),
});

/** An answer with 200 that is none. */
const nonsense = z.strictObject({
  answer: z.enum(['empty', 'html', 'wrong-type', 'other-object', 'huge']),
  when: when.optional(),
});

const action = z.union([
  named,
  answer,
  nonsense,
  z.strictObject({ redirect: z.url() }),
  z.strictObject({ delayMs: z.number().int().min(0).max(600_000) }),
  /** The commit is tried, taken back, and fails with this text. */
  z.strictObject({ commitFails: z.string() }),
  z.strictObject({ restart: z.strictObject({ downMs: z.number().int().min(0).max(600_000) }) }),
]);

export const faultsSchema = z.strictObject({
  faults: z.array(z.strictObject({ name: z.string().optional(), match: match.default({}), do: action })),
});

export type FaultAction = z.infer<typeof action>;
export type FaultName = z.infer<typeof named>;
export type Nonsense = z.infer<typeof nonsense>;

interface Fault {
  readonly match: z.infer<typeof match>;
  readonly pattern: RegExp | undefined;
  readonly action: FaultAction;
  seen: number;
}

export class FaultError extends Error {}

export class Faults {
  #faults: readonly Fault[] = [];

  constructor(input: unknown) {
    this.play(input);
  }

  /** These from now on, counted from their first request. */
  play(input: unknown): void {
    this.#faults = input === undefined ? [] : parse(input);
  }

  /** What is to go wrong with this request; every fault counts it, the first that is due acts. */
  next(request: Request): FaultAction | undefined {
    let due: FaultAction | undefined;
    for (const fault of this.#faults) {
      if (!isMeant(fault, request)) continue;
      fault.seen++;
      const { nth = 1, times = fault.match.nth === undefined ? Number.POSITIVE_INFINITY : 1 } = fault.match;
      if (fault.seen >= nth && fault.seen < nth + times) due ??= fault.action;
    }
    return due;
  }
}

function parse(input: unknown): readonly Fault[] {
  const parsed = faultsSchema.safeParse(input);
  if (!parsed.success) throw new FaultError(`the faults are not valid:\n${z.prettifyError(parsed.error)}`);
  return parsed.data.faults.map(({ match: wanted, do: action }) => ({
    match: wanted,
    pattern: wanted.path === undefined ? undefined : globPattern(wanted.path),
    action,
    seen: 0,
  }));
}

function globPattern(path: string): RegExp {
  const escaped = path.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${escaped.join('.*')}/?$`);
}

function isMeant({ match: wanted, pattern }: Fault, request: Request): boolean {
  if (wanted.method !== undefined && wanted.method !== request.method) return false;
  if (pattern && !pattern.test(request.path)) return false;
  return wanted.phase === undefined || wanted.phase === phaseOf(request);
}

/** The part of a run a request belongs to. */
function phaseOf({ method, path, headers }: Request): (typeof phases)[number] {
  if (path.startsWith('/mgmt/shared/authn/')) return 'login';
  if (path.startsWith('/mgmt/shared/authz/tokens')) return method === 'DELETE' ? 'logout' : 'login';
  if (path.startsWith('/mgmt/shared/file-transfer/')) return 'download';
  if (headers['x-f5-rest-coordination-id'] !== undefined) return 'queue';
  if (/^\/mgmt\/tm\/transaction\/\d+$/.test(path)) return method === 'PATCH' ? 'commit' : 'transaction';
  if (path.startsWith('/mgmt/tm/transaction')) return 'transaction';
  if (path.startsWith('/mgmt/tm/task/') || path.startsWith('/mgmt/tm/sys/ucs')) return 'archive';
  if (path === '/mgmt/tm/sys/config') return 'save';
  return method === 'GET' ? 'read' : 'write';
}
