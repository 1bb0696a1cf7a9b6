import * as z from 'zod';
import { diagnostic, formatVersion } from './diagnostic-json.ts';
import { jsonReport, type Reporter } from './reporter.ts';
import type { ValidationView } from './views.ts';

export const validationDocument = z.strictObject({
  formatVersion,
  valid: z.boolean(),
  diagnostics: z.array(diagnostic),
});

export const validationJson: Reporter<ValidationView> = ({ valid, results }) =>
  jsonReport({ formatVersion: 1, valid, diagnostics: results.flatMap(({ diagnostics }) => diagnostics) });
