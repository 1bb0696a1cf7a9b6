import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnosticsText } from './diagnostic.ts';
import type { Reporter } from './reporter.ts';
import type { ValidationView } from './views.ts';

/** All problems in the order of the files, and a verdict on each file. */
export const validationText: Reporter<ValidationView> = ({ results }, paints) => {
  const all = results.flatMap(({ diagnostics }) => diagnostics);
  return {
    ...(all.length > 0 ? { out: diagnosticsText(all, paints.out) } : {}),
    notes: results.map(({ file, diagnostics }) => ({
      text: `${file}: ${verdict(diagnostics)}`,
      urgent: false,
    })),
  };
};

function verdict(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors > 0)
    return `${errors} ${errors === 1 ? 'error' : 'errors'}${warnings > 0 ? `, ${warnings} warnings` : ''}`;
  return warnings > 0 ? `valid, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : 'valid';
}
