import { type Diagnostic, formatSource } from '../model/diagnostic.ts';
import type { Note, Paint, Paints } from './reporter.ts';

const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

/** `file:line:column: error: message [rule]`, the hint indented below: editors and people read it. */
export function diagnosticText(diagnostic: Diagnostic, paint: Paint): string {
  const { rule, severity, message, hint, source } = diagnostic;
  const place = source ? `${formatSource(source)}: ` : '';
  const lines = [`${place}${paint[COLOURS[severity]](`${severity}:`)} ${message} ${paint.dim(`[${rule}]`)}`];
  if (hint !== undefined) lines.push(...hint.split('\n').map((line) => `  ${line}`));
  return lines.join('\n');
}

export function diagnosticsText(diagnostics: readonly Diagnostic[], paint: Paint): string {
  return diagnostics.map((one) => diagnosticText(one, paint)).join('\n');
}

/** What was decided for a spec, to be said beside a result. */
export function decisionNotes(decisions: readonly Diagnostic[], paints: Paints): Note[] {
  return decisions.length === 0 ? [] : [{ text: diagnosticsText(decisions, paints.note), urgent: false }];
}
