import * as z from 'zod';
import { IMPACTS } from '../../model/impact.ts';
import type { FieldChange } from '../../plan/change.ts';
import { count, diagnostic, formatVersion, source } from '../diagnostic-json.ts';
import { jsonReport, type Reporter } from '../reporter.ts';
import { summarize } from './summary.ts';
import { verificationEntry, verificationPart } from '../verify/json.ts';
import type { ChangeView, RunView } from '../views.ts';

// The machine-readable form of a plan: what `diff`, `apply` and `destroy` print, whatever happened.

/** An absent value is left out, a secret has none. */
const field = z.union([
  z.strictObject({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }),
  z.strictObject({ field: z.string(), secret: z.literal(true), changed: z.literal(true) }),
]);

const change = z.strictObject({
  action: z.enum(['create', 'update', 'replace', 'delete', 'adopt', 'release']),
  kind: z.string(),
  path: z.string(),
  impact: z.enum(IMPACTS),
  /** Of a change that cuts or refuses connections: how many are alive, `null` where they were not counted. */
  liveConnections: count.nullable().optional(),
  fields: z.array(field),
  source: source.optional(),
  /** Why, where it is not plain. */
  note: z.string().optional(),
});

const summary = z.strictObject({
  create: count,
  update: count,
  replace: count,
  delete: count,
  adopt: count,
  release: count,
});

export const planDocument = z.strictObject({
  formatVersion,
  spec: z.strictObject({ name: z.string(), file: z.string() }),
  device: z.strictObject({
    host: z.string().optional(),
    version: z.string().optional(),
    hostname: z.string().optional(),
  }),
  changes: z.array(change),
  summary,
  warnings: z.array(diagnostic),
  errors: z.array(diagnostic),
});

const phase = z.strictObject({
  name: z.enum(['prepare', 'transaction', 'clean-up']),
  requests: count,
  transaction: count.optional(),
});

export const runDocument = planDocument.extend({
  archive: z.strictObject({ name: z.string(), bytes: count }).optional(),
  phases: z.array(phase).readonly().optional(),
  saved: z.literal(true).optional(),
  verification: verificationPart.optional(),
});

export const planJson: Reporter<RunView> = ({ spec, plan, outcome, errors }) =>
  jsonReport({
    formatVersion: 1,
    spec,
    device: plan?.device ?? {},
    changes: plan?.changes.map(changeEntry) ?? [],
    summary: summarize(plan?.changes ?? []),
    warnings: plan ? [...plan.decisions, ...plan.advice, ...plan.foreign] : [],
    errors: [...(plan?.refusals ?? []), ...errors],
    ...outcomeEntry(outcome),
  } satisfies z.input<typeof runDocument>);

function outcomeEntry({ verification, ...rest }: RunView['outcome']) {
  return verification ? { ...rest, verification: verificationEntry(verification) } : rest;
}

function changeEntry(one: ChangeView): z.input<typeof change> {
  const { action, kind, path, impact, live, fields, source: place, note } = one;
  return {
    action,
    kind,
    path,
    impact,
    ...(live ? { liveConnections: live.count } : {}),
    fields: fields.map(fieldEntry),
    ...(place ? { source: place } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

function fieldEntry({ field: name, before, after, secret }: FieldChange): z.input<typeof field> {
  if (secret) return { field: name, secret: true, changed: true };
  return { field: name, ...(before === null ? {} : { before }), ...(after === null ? {} : { after }) };
}
