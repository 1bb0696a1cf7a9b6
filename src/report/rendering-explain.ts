import { decisionNotes } from './diagnostic.ts';
import { foldedJson, foldedWords } from './folded.ts';
import type { Paint, Reporter } from './reporter.ts';
import type { RenderingView, StepView } from './views.ts';

/** Of a terminal; what cannot be parted is longer. */
const WIDTH = 80;
const INDENT = 5;
const LABEL = 6;

/** Each request with what it is for, in the order in which they are sent: to be read on a terminal. */
export const renderingExplain: Reporter<RenderingView> = (view, paints) => {
  if (view.did === 'fail') return { notes: [] };
  const { spec, tmos, explanation } = view;
  const { shell, parts, closing } = explanation;
  const paint = paints.out;
  const lines = [paint.bold(`${spec}, step by step, on an empty device with TMOS ${tmos}`)];
  let number = 0;
  for (const { title, steps } of parts) {
    lines.push('', paint.cyan(title));
    for (const step of steps) lines.push('', ...stepLines(step, (number += 1), shell, paint));
  }
  lines.push('', ...foldedWords(closing.split(' '), WIDTH));
  return { out: lines.join('\n'), notes: decisionNotes(view.decisions, paints) };
};

function stepLines(step: StepView, number: number, shell: string, paint: Paint): string[] {
  const { title, purpose, howTo, request, command, text } = step;
  const place = howTo === undefined ? '' : `how-to, ${howTo}`;
  const [first = '', ...others] = foldedWords(title.split(' '), WIDTH - INDENT);
  const head = `${String(number).padStart(3)}. ${first}`;
  const gap = ' '.repeat(Math.max(2, WIDTH - head.length - place.length));
  const width = WIDTH - INDENT - LABEL;
  const body = request.body === undefined ? [] : foldedJson(request.body, width);
  return [
    place === '' ? paint.bold(head) : `${paint.bold(head)}${gap}${paint.dim(place)}`,
    ...others.map((line) => `${' '.repeat(INDENT)}${paint.bold(line)}`),
    ...foldedWords(purpose.split(' '), WIDTH - INDENT).map((line) => `${' '.repeat(INDENT)}${line}`),
    ...labelled('REST', [`${request.method} ${request.uri}`, ...body], paint),
    ...labelled(shell, foldedWords(command, width, ' \\'), paint),
    ...(text === undefined ? [] : labelled('…', text.split('\n'), paint)),
  ];
}

/** Lines beside a label, which stands before the first. */
function labelled(label: string, lines: readonly string[], paint: Paint): string[] {
  const [first, rest] = [paint.dim(label.padEnd(LABEL)), ' '.repeat(LABEL)];
  return lines.map((line, index) => `${' '.repeat(INDENT)}${index === 0 ? first : rest}${line}`);
}
