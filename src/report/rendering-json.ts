import * as z from 'zod';
import { formatVersion } from './diagnostic-json.ts';
import { decisionNotes } from './diagnostic.ts';
import { jsonReport, type Reporter } from './reporter.ts';
import type { RenderingView } from './views.ts';

const request = z.strictObject({
  method: z.string(),
  uri: z.string(),
  body: z.looseObject({}).optional(),
});

export const renderingDocument = z.strictObject({
  formatVersion,
  tmos: z.string(),
  phases: z.array(z.strictObject({ name: z.string(), requests: z.array(request) })),
});

/** The requests that would be sent to an empty device, phase by phase. */
export const renderingJson: Reporter<RenderingView> = (view, paints) => {
  if (view.did === 'fail') return jsonReport({ formatVersion: 1, errors: view.errors });
  const { tmos, phases, decisions } = view;
  return { ...jsonReport({ formatVersion: 1, tmos, phases }), notes: decisionNotes(decisions, paints) };
};
