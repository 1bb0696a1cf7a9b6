import { formatSource } from '../../model/diagnostic.ts';
import type { Action, FieldChange } from '../../plan/change.ts';
import { diagnosticsText } from '../diagnostic.ts';
import type { Note, Paint, Reporter } from '../reporter.ts';
import { closingText, impactText } from './summary.ts';
import { differences, formatBoth, formatValue, hasLines } from './value.ts';
import { adviceText, noticesOf } from './notices.ts';
import type { ChangeView, PlanView, RunView } from '../views.ts';

const SIGNS: Readonly<Record<Action, { sign: string; colour: keyof Paint }>> = {
  create: { sign: '+', colour: 'green' },
  update: { sign: '~', colour: 'yellow' },
  replace: { sign: '±', colour: 'magenta' },
  delete: { sign: '-', colour: 'red' },
  adopt: { sign: '@', colour: 'cyan' },
  release: { sign: '=', colour: 'dim' },
};

/** The plan for a person: what, from, to, where in the spec; then what it comes to. */
export const planText: Reporter<RunView> = ({ plan }, paints) =>
  plan ? { out: textOf(plan, paints.out), notes: notesOf(plan, paints.note) } : { notes: [] };

function textOf(plan: PlanView, paint: Paint): string {
  const { spec, device, changes } = plan;
  const title = `${paint.bold(spec.name)} → ${device.host} (${device.hostname}, TMOS ${device.version})`;
  if (changes.length === 0) return `${title}\n\n${closingText(plan)}`;
  const width = Math.max(...changes.map((change) => head(change).length));
  return [
    title,
    '',
    ...changes.flatMap((change) => changeLines(change, paint, Math.min(width, 76))),
    '',
    closingText(plan),
  ].join('\n');
}

function notesOf(plan: PlanView, paint: Paint): Note[] {
  const notices = noticesOf(plan);
  const [urgent, others] = [
    notices.filter(({ severity }) => severity !== 'note'),
    notices.filter(({ severity }) => severity === 'note'),
  ];
  return [
    ...(urgent.length > 0 ? [{ text: `\n${diagnosticsText(urgent, paint)}`, urgent: true }] : []),
    ...(others.length > 0 ? [{ text: `\n${diagnosticsText(others, paint)}`, urgent: false }] : []),
    ...(plan.advice.length > 0 ? [{ text: `\n${adviceText(plan)}`, urgent: false }] : []),
  ];
}

function head({ action, kind, path }: ChangeView): string {
  return `${SIGNS[action].sign} ${kind} ${path}`;
}

function changeLines(change: ChangeView, paint: Paint, width: number): string[] {
  const { colour } = SIGNS[change.action];
  const place = change.source ? paint.dim(formatSource(change.source)) : '';
  const note = change.note === undefined ? '' : ` (${change.note})`;
  const felt = impactText(change);
  const cut = felt === undefined ? '' : paint.red(`  ${felt}`);
  const line = `  ${paint[colour](head(change))}${note}`;
  const gap = ' '.repeat(Math.max(2, width + 2 - head(change).length - note.length));
  return [`${line}${place === '' ? '' : gap}${place}${cut}`, ...fieldLines(change, paint)];
}

function fieldLines({ action, fields }: ChangeView, paint: Paint): string[] {
  const shown = fields.filter(({ atDefault }) => !atDefault);
  const hidden = fields.length - shown.length;
  const width = Math.max(0, ...shown.map(({ field }) => field.length));
  const rest =
    hidden === 0 ? [] : [paint.dim(`      and ${hidden} more at ${hidden === 1 ? 'its' : 'their'} default`)];
  return [...shown.flatMap((field) => fieldLine(field, action, width, paint)), ...rest];
}

function fieldLine(
  { field, before, after, secret }: FieldChange,
  action: Action,
  width: number,
  paint: Paint,
): string[] {
  const name = `      ${field.padEnd(width)}  `;
  if (secret) return [`${name}${paint.dim('(secret, changed)')}`];
  if (hasLines(after) && before === null) return [`${name}${after.split('\n').length} lines`];
  if (action === 'create') return [`${name}${formatValue(after)}`];
  const lines = differences(before, after);
  if (lines) return [name.trimEnd(), ...lines.map((line) => `        ${coloured(line, paint)}`)];
  const [was, becomes] = formatBoth(before, after);
  return [`${name}${paint.red(was)} → ${paint.green(becomes)}`];
}

function coloured(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint.green(line);
  return line.startsWith('-') ? paint.red(line) : line;
}
