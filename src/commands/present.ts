import { CliError, SpecError } from '../exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { maskData } from '../model/mask.ts';
import type { Format } from '../report/registry.ts';
import type { Failure } from '../report/views.ts';
import type { Deps } from './deps.ts';

/**
 * Reports a view: the one way out for every result. What is secret is masked in the data, before anything is
 * put into words, so that a document stays one.
 */
export async function present<View>(format: Format<View>, view: View, { io }: Deps): Promise<void> {
  const reporter = await format.load();
  const { out, notes } = reporter(maskData(view, io.mask), { out: io.paint, note: io.paintNote });
  if (out !== undefined) io.out(out);
  for (const { text, urgent } of notes) (urgent ? io.complain : io.note)(text);
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
  let view: View;
  try {
    view = await work();
  } catch (error) {
    if (format.document) await present(format, { did: 'fail', errors: errorDiagnostics(error) }, deps);
    throw error;
  }
  await present(format, view, deps);
}
