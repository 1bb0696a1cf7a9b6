import type { Action, Change } from '../plan/change.ts';
import type { Phase } from '../plan/phase.ts';

export type Summary = Readonly<Record<Action, number>>;

const NONE: Summary = { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, release: 0 };

export function summarize(changes: readonly Pick<Change, 'action'>[]): Summary {
  const counts = { ...NONE };
  for (const { action } of changes) counts[action] += 1;
  return counts;
}

const WORDS: Readonly<Record<Action, string>> = {
  create: 'to create',
  update: 'to update',
  replace: 'to replace',
  delete: 'to delete',
  adopt: 'to adopt',
  release: 'to release',
};

/** `14 to create, 2 to update`. */
export function summaryText(summary: Summary): string {
  const parts = Object.entries(summary).filter(([, count]) => count > 0);
  return parts.length === 0
    ? 'nothing to do'
    : parts.map(([action, count]) => `${count} ${WORDS[action as Action]}`).join(', ');
}

/** What a plan comes to, in one line. */
export function closingText(
  changes: readonly Pick<Change, 'action' | 'impact'>[],
  phases: readonly Phase['name'][],
): string {
  const cut = changes.filter(({ impact }) => impact === 'drops-connections').length;
  const live =
    cut === 0
      ? 'No live connection is cut.'
      : `${cut} of them ${cut === 1 ? 'cuts' : 'cut'} live connections.`;
  return `Plan: ${summaryText(summarize(changes))}; ${phasesText(phases)}. ${live}`;
}

function phasesText(phases: readonly Phase['name'][]): string {
  const transactions = phases.filter((name) => name === 'transaction').length;
  const others = phases.filter((name) => name !== 'transaction');
  const text = transactions === 1 ? 'one transaction' : `${transactions} transactions`;
  return [text, ...others.map((name) => `a ${name} phase`)].join(' and ');
}
