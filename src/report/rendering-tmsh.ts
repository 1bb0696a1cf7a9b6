import { decisionNotes } from './diagnostic.ts';
import type { Reporter } from './reporter.ts';
import type { RenderingView } from './views.ts';

/** The script that does the same on a device without REST. */
export const renderingTmsh: Reporter<RenderingView> = (view, paints) => {
  if (view.did === 'fail') return { notes: [] };
  return { out: view.script.text, notes: decisionNotes(view.decisions, paints) };
};
