import { pause } from '../../../probe/deadline.ts';
import type { Plan } from '../../../plan/plan.ts';
import { applyOn, doneText } from '../applying.ts';
import type { HeldClient } from '../clients.ts';
import { countOf, failed, type Outcome, passed, type Rehearsing } from '../step.ts';

/** What a device needs to cut what a change cuts, in milliseconds. */
const SETTLING = 300;

/** The spec on the device, by the very path of `apply`; and what that did to connections that were open. */
export async function applySpec({ run, clients }: Rehearsing): Promise<Outcome> {
  const { stage, spec } = run;
  const applied = await applyOn(stage, spec.loaded, { destroy: false });
  if ('failure' in applied) return applied.failure;
  const done = doneText(applied.plan, applied.saved);
  if (clients.length === 0) return passed(done);
  await pause(SETTLING, stage.signal);
  return passed(done, ...(await fateOf(clients)), ...warningOf(applied.plan));
}

/** What became of connections that were open. */
async function fateOf(clients: readonly HeldClient[]): Promise<string[]> {
  const cut = clients.filter((client) => client.cut() !== undefined);
  const held = clients.filter((client) => client.cut() === undefined);
  const answers = await Promise.all(held.map((client) => client.lives()));
  const silent = answers.filter((isAnswered) => !isAnswered).length;
  const ways = new Map<string, number>();
  for (const client of cut) ways.set(client.cut() ?? '', (ways.get(client.cut() ?? '') ?? 0) + 1);
  return [
    `${cut.length} of ${countOf(clients.length, 'open connection')} ${cut.length === 1 ? 'was' : 'were'} cut`,
    ...[...ways].map(([way, count]) => `${count} ×: ${way}`),
    ...(silent > 0 ? [`${countOf(silent, 'connection')} open and dead: a ping is not answered`] : []),
  ];
}

/** What the plan says of live connections: a device may cut more than what stands in for it. */
function warningOf({ changes }: Plan): string[] {
  const cutting = changes.filter(({ impact }) => impact === 'drops-connections');
  if (cutting.length === 0) return [];
  const names = cutting.slice(0, 3).map(({ kind, path }) => `${kind} ${path}`);
  const more = cutting.length > names.length ? ` and ${cutting.length - names.length} more` : '';
  return [`on a device this cuts live connections, whatever the mock kept: ${names.join(', ')}${more}`];
}

/** The same again: a spec that is on the device leaves nothing to do. */
export async function applyAgain({ run }: Rehearsing): Promise<Outcome> {
  const applied = await applyOn(run.stage, run.spec.loaded, { destroy: false });
  if ('failure' in applied) return applied.failure;
  const { changes } = applied.plan;
  if (changes.length === 0) return passed('no changes: the device is as the spec says');
  const [first] = changes;
  return failed(
    [
      `${countOf(changes.length, 'change')} where there should be none`,
      ...changes.map(({ action, kind, path }) => `${action} ${kind} ${path}`),
    ],
    first?.source ? { source: first.source } : {},
  );
}

/** Nothing of it is left. */
export async function destroySpec({ run, clients }: Rehearsing): Promise<Outcome> {
  for (const client of clients) client.close();
  const applied = await applyOn(run.stage, run.spec.loaded, { destroy: true });
  if ('failure' in applied) return applied.failure;
  return passed(doneText(applied.plan, applied.saved));
}
