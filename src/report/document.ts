import type { Diagnostic, Source } from '../model/diagnostic.ts';
import type { Value } from '../model/object.ts';
import type { Action, Change, FieldChange } from '../plan/change.ts';
import type { Impact } from '../plan/impact.ts';
import type { Plan } from '../plan/plan.ts';

/** What a report must know besides the plan. */
export interface ReportContext {
  readonly spec: { readonly name: string; readonly file: string };
  readonly device: { readonly host: string; readonly version: string; readonly hostname: string };
}

/** A field of a change; an absent value is left out, a secret has none. */
type FieldEntry =
  | { readonly field: string; readonly before?: Value; readonly after?: Value }
  | { readonly field: string; readonly secret: true; readonly changed: true };

interface ChangeEntry {
  readonly action: Action;
  readonly kind: string;
  readonly path: string;
  readonly impact: Impact;
  readonly fields: readonly FieldEntry[];
  readonly source?: Source;
  /** Why, where it is not plain. */
  readonly note?: string;
}

export type Summary = Readonly<Record<Action, number>>;

/** The machine-readable form of a plan: what `diff --format json` prints, whatever happened. */
export interface PlanDocument {
  readonly formatVersion: 1;
  readonly spec: ReportContext['spec'];
  readonly device: Partial<ReportContext['device']>;
  readonly changes: readonly ChangeEntry[];
  readonly summary: Summary;
  readonly warnings: readonly Diagnostic[];
  readonly errors: readonly Diagnostic[];
}

const NONE: Summary = { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, release: 0 };

export function planDocument(plan: Plan, context: ReportContext): PlanDocument {
  return {
    formatVersion: 1,
    spec: context.spec,
    device: context.device,
    changes: plan.changes.map(changeEntry),
    summary: summarize(plan.changes),
    warnings: plan.warnings,
    errors: plan.refusals,
  };
}

/** The same document for a run that failed before there was a plan. */
export function failedDocument(
  spec: ReportContext['spec'],
  device: PlanDocument['device'],
  errors: readonly Diagnostic[],
  warnings: readonly Diagnostic[] = [],
): PlanDocument {
  return { formatVersion: 1, spec, device, changes: [], summary: NONE, warnings, errors };
}

export function summarize(changes: readonly Change[]): Summary {
  const counts = { ...NONE };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}

function changeEntry(change: Change): ChangeEntry {
  const { action, kind, path, impact, fields, source, note } = change;
  return {
    action,
    kind,
    path,
    impact,
    fields: fields.map(fieldEntry),
    ...(source ? { source } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

function fieldEntry({ field, before, after, secret }: FieldChange): FieldEntry {
  if (secret) return { field, secret: true, changed: true };
  return { field, ...(before === null ? {} : { before }), ...(after === null ? {} : { after }) };
}
