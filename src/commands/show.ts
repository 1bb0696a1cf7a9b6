import { CliError, type ExitCode, SpecError } from '../exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnosticsText } from '../report/diagnostics.ts';
import { failedDocument, type PlanDocument, planDocument, type ReportContext } from '../report/document.ts';
import { adviceText, planMarkdown } from '../report/markdown.ts';
import { planText } from '../report/text.ts';
import type { Deps } from './deps.ts';
import type { Planned } from './workflow.ts';

export type Format = 'text' | 'json' | 'markdown';

/** What a command shows of its plan and its outcome, in the format that was asked for. */
export interface Show {
  /** The spec's name, as soon as it is known, for a document about a failure. */
  readonly knows: (spec: ReportContext['spec']) => void;
  readonly plan: (planned: Planned) => void;
  /** Members to add to the JSON document, `apply` has some. */
  readonly add: (members: Readonly<Record<string, unknown>>) => void;
  /** A line of progress for a person. */
  readonly step: (text: string) => void;
}

/**
 * Runs a command's work and shows what it says. With `--format json` exactly one document is printed,
 * also when the work fails.
 */
export async function showing(
  file: string,
  format: Format,
  deps: Deps,
  work: (show: Show) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { io } = deps;
  let spec = { name: '', file };
  let planned: Planned | undefined;
  const added: Record<string, unknown> = {};
  const printDocument = (errors: readonly Diagnostic[]): void => {
    if (format !== 'json') return;
    io.out(JSON.stringify({ ...documentOf(spec, planned, errors), ...added }, masking(deps), 2));
  };
  try {
    const code = await work({
      knows: (known) => (spec = known),
      add: (members) => Object.assign(added, members),
      step: (text) => io.note(text),
      plan: (made) => {
        planned = made;
        if (format !== 'json') showPlan(made, format, deps);
      },
    });
    printDocument([]);
    return code;
  } catch (error) {
    printDocument(errorDiagnostics(error));
    throw error;
  }
}

function showPlan(planned: Planned, format: 'text' | 'markdown', { io }: Deps): void {
  const { plan, context, advice } = planned;
  const told = { notices: noticesOf(planned), advice: advice.length };
  io.out(format === 'text' ? planText(plan, context, io.paint) : planMarkdown(plan, context, told));
  if (format === 'markdown') return;
  const [pressing, notes] = [told.notices.filter(isPressing), told.notices.filter((one) => !isPressing(one))];
  if (pressing.length > 0) io.complain(`\n${diagnosticsText(pressing, io.paintNote)}`);
  if (notes.length > 0) io.note(`\n${diagnosticsText(notes, io.paintNote)}`);
  if (told.advice > 0) io.note(`\n${adviceText(told.advice, context.spec.file)}`);
}

/** All that a person should know of a plan besides the plan itself. */
function noticesOf({ decisions, plan }: Planned): readonly Diagnostic[] {
  return [...decisions, ...plan.warnings, ...plan.refusals];
}

function isPressing({ severity }: Diagnostic): boolean {
  return severity !== 'note';
}

function documentOf(
  spec: ReportContext['spec'],
  planned: Planned | undefined,
  errors: readonly Diagnostic[],
): PlanDocument {
  if (!planned) return failedDocument(spec, {}, errors);
  const document = planDocument(planned.plan, planned.context);
  return {
    ...document,
    warnings: [...planned.decisions, ...planned.advice, ...document.warnings],
    errors: [...document.errors, ...errors],
  };
}

/** An error as diagnostics, for the JSON document. */
export function errorDiagnostics(error: unknown): readonly Diagnostic[] {
  if (error instanceof SpecError) return error.diagnostics;
  const { hint, deviceCode, object } = error instanceof CliError ? error.details : {};
  return [
    {
      rule: 'run/failed',
      severity: 'error',
      message: error instanceof Error ? error.message : String(error),
      ...(hint === undefined ? {} : { hint }),
      ...(deviceCode === undefined ? {} : { deviceCode }),
      ...(object === undefined ? {} : { object }),
    },
  ];
}

/** Runs work whose document is its own; with `--format json` a failure is a document too. */
export async function failingAsDocument<T>(format: string, deps: Deps, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const document = { formatVersion: 1, errors: errorDiagnostics(error) };
    if (format === 'json') deps.io.out(JSON.stringify(document, masking(deps), 2));
    throw error;
  }
}

/** Masks inside the values, so that the document stays valid JSON. */
export function masking({ io }: Pick<Deps, 'io'>) {
  return (_key: string, value: unknown): unknown => (typeof value === 'string' ? io.mask(value) : value);
}
