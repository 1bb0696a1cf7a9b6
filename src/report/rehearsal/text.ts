import type { Rehearsal, StepDone, StepVerdict } from '../../run/rehearse/result.ts';
import type { Paint, Reporter } from '../reporter.ts';
import type { RehearsalView } from '../views.ts';
import { adviceLines, clientLines, closingLine, headLine, secondsText, TITLES, VERDICTS } from './words.ts';

const COLOURS = { passed: 'green', failed: 'red', skipped: 'yellow' } as const satisfies Record<
  StepVerdict,
  keyof Paint
>;

const VERDICT = 9;
const TIME = 8;

/** One page: what is where, the steps with their times, what clients saw. */
export const rehearsalText: Reporter<RehearsalView> = (view, { out: paint }) => {
  if (view.did === 'fail') return { notes: [] };
  const lines = [
    paint.bold(headLine(view.spec.name, view)),
    ...view.notes.map((note) => paint.yellow(note)),
    '',
    ...topologyLines(view, paint),
    '',
    ...view.steps.flatMap((step) => stepLines(step, paint)),
    '',
    ...blockOf('What clients saw', clientLines(view)),
    closingLine(view),
  ];
  return { out: lines.join('\n'), notes: [] };
};

function topologyLines({ topology }: Rehearsal, paint: Paint): string[] {
  const rows = [
    ...topology.virtualServers.map(({ name, url, here }) => [name, url, here ?? 'carries nothing']),
    ...topology.gateways.map(({ name, address, here, isReal }) => [
      `  ${name}`,
      address,
      isReal ? `${here} (real)` : here,
    ]),
  ];
  const width = (column: number): number => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  return rows.map(
    ([name = '', there = '', here = '']) =>
      `${name.padEnd(first)}  ${there.padEnd(second)}  ${paint.dim('here')} ${here}`,
  );
}

function stepLines(step: StepDone, paint: Paint): string[] {
  const { verdict, milliseconds, says } = step;
  const word = paint[COLOURS[verdict]](VERDICTS[verdict].padEnd(VERDICT));
  const indent = ' '.repeat(VERDICT + TIME);
  return [
    `${word}${secondsText(milliseconds).padEnd(TIME)}${paint.bold(TITLES[step.step])}`,
    ...[...says, ...adviceLines(step)].map((line) => `${indent}${line}`),
  ];
}

function blockOf(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];
}
