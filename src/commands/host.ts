import { progressWords } from '../report/progress.ts';
import { type Format, REPORTS } from '../report/registry.ts';
import type { PlanView, RunView, VerifyView } from '../report/views.ts';
import type { Event, PlanMade } from '../run/events.ts';
import type { Host, Question } from '../run/host.ts';
import type { ExitCode } from '../exit.ts';
import type { Deps } from './deps.ts';
import { errorDiagnostics, present, spoken } from './present.ts';

/** A run that is shown while it goes on, in the format that was asked for. */
export interface Shown {
  readonly host: Host;
  /** The spec, as soon as it is known, for a document about a failure. */
  readonly name: (spec: PlanView['spec']) => void;
  /** Shows a plan that was made earlier. */
  readonly show: (plan: PlanView) => void;
}

/**
 * Runs work and shows what it tells. A text is shown as it comes; a document is printed once, when the run is
 * over, also when it failed.
 */
export async function showRun(
  file: string,
  format: Format<RunView>,
  deps: Deps & { readonly yes: boolean },
  work: (shown: Shown) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { io } = deps;
  let view: RunView = { spec: { name: '', file }, outcome: {}, errors: [] };
  // A plan is printed before the work goes on; what a reporter needs is loaded by then.
  let printing: Promise<void> = Promise.resolve();
  const print = (): void => {
    if (!format.document) printing = present(format, view, deps);
  };
  const host: Host = {
    notify: (event) => {
      view = withEvent(view, event);
      if (event.type === 'planned') print();
      else if (event.type === 'verified')
        printing = format.document ? printing : verified(view.spec, event, deps);
      else tell(event, deps);
    },
    attended: !deps.yes && io.interactive,
    ask: async (question) => {
      await printing;
      if (!deps.yes) return io.confirm(questionText(spoken(question, io)));
      io.note('');
      return true;
    },
    uninterrupted: (inner) => deps.uninterrupted(inner),
  };
  try {
    const code = await work({
      host,
      name: (spec) => {
        view = { ...view, spec };
      },
      show: (plan) => {
        view = { ...view, spec: plan.spec, plan };
        print();
      },
    });
    await printing;
    if (format.document) await present(format, view, deps);
    return code;
  } catch (error) {
    await printing;
    if (format.document) await present(format, { ...view, errors: errorDiagnostics(error) }, deps);
    throw error;
  } finally {
    io.endProgress();
  }
}

function withEvent(view: RunView, event: Event): RunView {
  const { outcome } = view;
  if (event.type === 'planned') return { ...view, plan: planView(view.spec, event.made) };
  if (event.type === 'phase-done')
    return { ...view, outcome: { ...outcome, phases: [...(outcome.phases ?? []), event.done] } };
  if (event.type === 'saved') return { ...view, outcome: { ...outcome, saved: true } };
  if (event.type === 'verified')
    return { ...view, outcome: { ...outcome, verification: event.verification } };
  if (event.type !== 'backup-made' || event.when !== 'before') return view;
  const { name, bytes } = event.backup;
  return { ...view, outcome: { ...outcome, archive: { name, bytes } } };
}

/** A plan as it is shown. */
export function planView(
  spec: PlanView['spec'],
  { device, plan, destroy, live, decisions, advice }: PlanMade,
): PlanView {
  const { changes, phases, foreign, refusals } = plan;
  return {
    spec,
    device,
    destroy,
    changes: changes.map(({ action, kind, path, impact, fields, source, note }) => ({
      action,
      kind,
      path,
      impact,
      ...(live?.[`${kind}:${path}`] ? { live: live[`${kind}:${path}`] } : {}),
      fields,
      ...(source ? { source } : {}),
      ...(note === undefined ? {} : { note }),
    })),
    phases: phases.map(({ name }) => name),
    decisions,
    advice,
    foreign,
    refusals,
  };
}

/** What a verification after a change came to, as `verify` itself prints it. */
function verified(
  spec: PlanView['spec'],
  { verification }: Extract<Event, { type: 'verified' }>,
  deps: Deps,
): Promise<void> {
  deps.io.endProgress();
  deps.io.out('');
  return present<VerifyView>(REPORTS.verify.text, { did: 'verify', spec, ...verification }, deps);
}

function tell(event: Event, { io }: Deps): void {
  const { doing, done } = progressWords(spoken<Event>(event, io));
  if (doing !== undefined) io.progress(doing);
  if (done !== undefined) io.note(done);
}

function questionText({ about, device: { host, hostname } }: Question): string {
  if (about === 'drops') return `Cut or refuse the connections named above on ${host} (${hostname})?`;
  return about === 'destroy'
    ? `Remove all this from ${host} (${hostname})?`
    : `Apply this to ${host} (${hostname})?`;
}
