import type { Impact } from '../../model/impact.ts';
import { liveText } from '../../model/live-connections.ts';
import type { Action, Change } from '../../plan/change.ts';
import type { Phase } from '../../plan/phase.ts';
import type { ChangeView, PlanView } from '../views.ts';

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

/** What a plan comes to, in one line; where nothing is to be done, whether the device is as the spec says. */
export function closingText({
  destroy,
  changes,
  phases,
  foreign,
  refusals,
}: Pick<PlanView, 'destroy' | 'changes' | 'phases' | 'foreign' | 'refusals'>): string {
  const besides = foreign.length === 0 ? [] : [`The device has ${membersText(foreign.length)}; left alone.`];
  if (changes.length > 0) {
    const plan = `Plan: ${summaryText(summarize(changes))}; ${phasesText(phases)}.`;
    return [plan, impactSentence(changes), ...besides].join(' ');
  }
  if (refusals.length > 0) return ['Nothing to do but for what is refused.', ...besides].join(' ');
  if (destroy) return 'Nothing to remove: nothing on the device is listed for this spec.';
  return besides.length > 0
    ? ['Nothing to do, but the device is not as the spec says.', ...besides].join(' ')
    : 'No changes: the device is as the spec says.';
}

/** `2 members that the spec does not list`. */
export function membersText(count: number): string {
  return `${count} ${count === 1 ? 'member' : 'members'} that the spec does not list`;
}

function phasesText(phases: readonly Phase['name'][]): string {
  const transactions = phases.filter((name) => name === 'transaction').length;
  const others = phases.filter((name) => name !== 'transaction');
  const text = transactions === 1 ? 'one transaction' : `${transactions} transactions`;
  return [text, ...others.map((name) => `a ${name} phase`)].join(' and ');
}

type Felt = Pick<ChangeView, 'impact' | 'live'>;

const FELT: Partial<Record<Impact, string>> = {
  'refuses-new': 'refuses new connections',
  'drops-connections': 'cuts live connections',
};

/** What a change does to clients, as the end of its line; `undefined` where nobody is cut or refused. */
export function impactText({ impact, live }: Felt): string | undefined {
  const words = FELT[impact];
  if (words === undefined || !live) return words;
  const now =
    live.count === null ? 'not counted' : `${live.count} live${live.ofDevice ? ' on the device' : ''}`;
  return `${words} (${now})`;
}

/** What changes do to clients, in a sentence or two. */
export function impactSentence(changes: readonly Felt[]): string {
  const cut = changes.filter(({ impact }) => impact === 'drops-connections').length;
  const refuse = changes.filter(({ impact }) => impact === 'refuses-new').length;
  if (cut === 0 && refuse === 0) return 'No live connection is cut.';
  const parts = [
    ...(cut > 0 ? [`${cut} of them ${cut === 1 ? 'cuts' : 'cut'} live connections`] : []),
    ...(refuse > 0 ? [`${refuse} of them ${refuse === 1 ? 'refuses' : 'refuse'} new connections`] : []),
  ];
  const counts = changes.flatMap(({ live }) => live ?? []);
  return `${parts.join(', ')}.${counts.length === 0 ? '' : ` ${capital(liveText(counts))}.`}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
