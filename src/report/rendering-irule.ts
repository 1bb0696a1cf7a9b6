import { decisionNotes } from './diagnostic.ts';
import type { Reporter } from './reporter.ts';
import type { RenderingView } from './views.ts';

/** The text of every iRule that would be sent, each under its name. */
export const renderingIrule: Reporter<RenderingView> = (view, paints) => {
  if (view.did === 'fail') return { notes: [] };
  return {
    out: view.irules.map(({ path, text }) => `# ${path}\n${text}`).join('\n\n'),
    notes: decisionNotes(view.decisions, paints),
  };
};
