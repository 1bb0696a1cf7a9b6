import type { ChalkInstance } from 'chalk';
import { type Diagnostic, formatSource } from '../model/diagnostic.ts';

type Paint = Pick<ChalkInstance, 'red' | 'yellow' | 'cyan' | 'dim'>;

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
