import * as z from 'zod';
import { count, diagnostic, formatVersion, source } from '../diagnostic-json.ts';
import { jsonReport, type Reporter } from '../reporter.ts';
import type { RehearsalView } from '../views.ts';

const milliseconds = z.number().nonnegative();

const stepName = z.enum([
  'gateways',
  'old',
  'apply',
  'members',
  'verify',
  'spread',
  'lose',
  'recover',
  'again',
  'destroy',
]);

const step = z.strictObject({
  step: stepName,
  /** skipped: nothing could be said; it is neither passed nor failed. */
  verdict: z.enum(['passed', 'failed', 'skipped']),
  milliseconds,
  says: z.array(z.string()).readonly(),
  source: source.optional(),
  hint: z.string().optional(),
});

const topology = z.strictObject({
  virtualServers: z
    .array(z.strictObject({ name: z.string(), url: z.string(), here: z.string().optional() }))
    .readonly(),
  gateways: z
    .array(z.strictObject({ name: z.string(), address: z.string(), here: z.string(), isReal: z.boolean() }))
    .readonly(),
});

const clients = z.strictObject({
  handshakes: z
    .strictObject({ count, p50: milliseconds, p95: milliseconds, p99: milliseconds, max: milliseconds })
    .optional(),
  spread: z
    .array(z.strictObject({ virtualServer: z.string(), gateways: z.record(z.string(), count).readonly() }))
    .readonly(),
  cut: z.array(z.strictObject({ step: stepName, open: count, cut: count })).readonly(),
});

/** What became of a rehearsal, or why there was none. */
export const rehearsalDocument = z.strictObject({
  formatVersion,
  spec: z.strictObject({ name: z.string(), file: z.string() }).optional(),
  device: z.strictObject({ host: z.string(), version: z.string(), hostname: z.string() }).optional(),
  verdict: z.enum(['passed', 'failed']).optional(),
  /** How many times as fast the device's time passed. */
  timeScale: z.number().positive().optional(),
  topology: topology.optional(),
  steps: z.array(step).readonly(),
  clients: clients.optional(),
  notes: z.array(z.string()).readonly(),
  milliseconds: milliseconds.optional(),
  errors: z.array(diagnostic).readonly(),
});

type Document = z.input<typeof rehearsalDocument>;

export const rehearsalJson: Reporter<RehearsalView> = (view) => jsonReport(documentOf(view));

function documentOf(view: RehearsalView): Document {
  if (view.did === 'fail') return { formatVersion: 1, steps: [], notes: [], errors: view.errors };
  const { spec, device, verdict, timeScale, steps, clients: seen, notes } = view;
  const { topology: places, milliseconds: took } = view;
  return {
    formatVersion: 1,
    spec,
    device,
    verdict,
    timeScale,
    topology: places,
    steps,
    clients: seen,
    notes,
    milliseconds: took,
    errors: [],
  };
}
