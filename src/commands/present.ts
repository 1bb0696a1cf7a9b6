import { CliError, SpecError } from '../exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { escapeData, escapeJson } from '../model/escape.ts';
import { maskData } from '../model/mask.ts';
import type { Io } from '../io.ts';
import type { Format } from '../report/registry.ts';
import type { Failure } from '../report/views.ts';
import type { Deps } from './deps.ts';

/**
 * Reports a view: the one way out for every result. What is secret is masked and what is unsafe escaped in the
 * data, before anything is put into words. A document keeps the real text, with escapes of its own.
 */
export async function present<View>(format: Format<View>, view: View, { io }: Deps): Promise<void> {
  const reporter = await format.load();
  const paints = { out: io.paint, note: io.paintNote };
  const masked = maskData(view, io.mask);
  const safe = escapeData(masked);
  const { out, notes } = reporter(safe, paints);
  const isJson = format.document === true && !format.escaped;
  const result = isJson && safe !== masked ? reporter(masked, paints).out : out;
  if (result !== undefined) io.out(isJson ? escapeJson(result) : result);
  for (const { text, urgent } of notes) (urgent ? io.complain : io.note)(text);
}

/**
 * Data fit to be put into words: secrets masked, then what a terminal must not be told escaped. In this order:
 * an escaped secret would not be known any more. Every text of a device or a spec goes this way, before it is
 * clipped, compared or coloured.
 */
export function spoken<T>(data: T, { mask }: Pick<Io, 'mask'>): T {
  return escapeData(maskData(data, mask));
}

/** An error as diagnostics, for a document. */
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

/** Presents what work gives; where it fails and the format is a document, the failure is presented too. */
export async function presentOrFail<View>(
  format: Format<View | Failure>,
  deps: Deps,
  work: () => Promise<View>,
): Promise<void> {
  const view = await orFail(format, deps, work);
  await present(format, view, deps);
}

/** What work gives; where it fails and the format is a document, the failure is presented before it is thrown on. */
export async function orFail<T>(format: Format<Failure>, deps: Deps, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (format.document) await present(format, { did: 'fail', errors: errorDiagnostics(error) }, deps);
    throw error;
  }
}
