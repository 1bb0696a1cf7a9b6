import * as z from 'zod';
import { diagnostic, formatVersion } from './diagnostic-json.ts';
import { decisionNotes } from './diagnostic.ts';
import { jsonReport, type Reporter } from './reporter.ts';
import type { RenderingView } from './views.ts';

const request = z.strictObject({
  method: z.string(),
  uri: z.string(),
  body: z.looseObject({}).optional(),
});

/** What would be sent, or why that cannot be told. */
export const renderingDocument = z.union([
  z.strictObject({
    formatVersion,
    tmos: z.string(),
    phases: z.array(z.strictObject({ name: z.string(), requests: z.array(request) })),
  }),
  z.strictObject({ formatVersion, errors: z.array(diagnostic) }),
]);

/** The requests that would be sent to an empty device, phase by phase. */
export const renderingJson: Reporter<RenderingView> = (view, paints) => {
  if (view.did === 'fail') return jsonReport({ formatVersion: 1, errors: view.errors });
  const { tmos, phases, decisions } = view;
  return { ...jsonReport({ formatVersion: 1, tmos, phases }), notes: decisionNotes(decisions, paints) };
};
