import type { Diagnostic } from '../model/diagnostic.ts';
import type { PositionOf } from './lines.ts';

/** Something wrong at an offset of the text; becomes a diagnostic once lines are counted. */
export interface Problem {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
  readonly offset: number;
}

/** The problems as diagnostics, in the order of the text. */
export function problemDiagnostics(
  problems: readonly Problem[],
  file: string,
  positionOf: PositionOf,
): Diagnostic[] {
  return [...problems]
    .sort((a, b) => a.offset - b.offset)
    .map(({ rule, message, hint, offset }) => ({
      rule,
      severity: 'error',
      message,
      ...(hint === undefined ? {} : { hint }),
      source: { file, ...positionOf(offset) },
    }));
}
