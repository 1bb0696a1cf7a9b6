import type { ChalkInstance } from 'chalk';
import { createTwoFilesPatch } from 'diff';
import { formatSource } from '../model/diagnostic.ts';
import { asText } from '../model/object.ts';
import type { Action, Change, FieldChange } from '../plan/change.ts';
import type { Phase } from '../plan/phase.ts';
import type { Plan } from '../plan/plan.ts';
import { type ReportContext, summarize, type Summary } from './document.ts';
import { formatValue } from './value.ts';

type Paint = Pick<ChalkInstance, 'green' | 'yellow' | 'red' | 'magenta' | 'cyan' | 'dim' | 'bold'>;

const SIGNS: Readonly<Record<Action, { sign: string; colour: keyof Paint }>> = {
  create: { sign: '+', colour: 'green' },
  update: { sign: '~', colour: 'yellow' },
  replace: { sign: '±', colour: 'magenta' },
  delete: { sign: '-', colour: 'red' },
  adopt: { sign: '@', colour: 'cyan' },
  release: { sign: '=', colour: 'dim' },
};

/** The plan for a person: what, from, to, where in the spec; then what it comes to. */
export function planText(plan: Plan, context: ReportContext, paint: Paint): string {
  const { spec, device } = context;
  const title = `${paint.bold(spec.name)} → ${device.host} (${device.hostname}, TMOS ${device.version})`;
  if (plan.changes.length === 0) return `${title}\n\nNo changes: the device is as the spec says.`;
  const width = Math.max(...plan.changes.map((change) => head(change).length));
  return [
    title,
    '',
    ...plan.changes.flatMap((change) => changeLines(change, paint, Math.min(width, 76))),
    '',
    closingText(plan),
  ].join('\n');
}

function head({ action, kind, path }: Change): string {
  return `${SIGNS[action].sign} ${kind} ${path}`;
}

function changeLines(change: Change, paint: Paint, width: number): string[] {
  const { colour } = SIGNS[change.action];
  const place = change.source ? paint.dim(formatSource(change.source)) : '';
  const note = change.note === undefined ? '' : ` (${change.note})`;
  const cut = change.impact === 'drops-connections' ? paint.red('  cuts live connections') : '';
  const line = `  ${paint[colour](head(change))}${note}`;
  const gap = ' '.repeat(Math.max(2, width + 2 - head(change).length - note.length));
  return [`${line}${place === '' ? '' : gap}${place}${cut}`, ...fieldLines(change, paint)];
}

function fieldLines({ action, fields }: Change, paint: Paint): string[] {
  const shown = fields.filter(({ atDefault }) => !atDefault);
  const hidden = fields.length - shown.length;
  const width = Math.max(0, ...shown.map(({ field }) => field.length));
  const rest =
    hidden === 0 ? [] : [paint.dim(`      and ${hidden} more at ${hidden === 1 ? 'its' : 'their'} default`)];
  return [...shown.flatMap((field) => fieldLine(field, action, width, paint)), ...rest];
}

function fieldLine(change: FieldChange, action: Action, width: number, paint: Paint): string[] {
  const { field, before, after, secret } = change;
  const name = `      ${field.padEnd(width)}  `;
  if (secret) return [`${name}${paint.dim('(secret, changed)')}`];
  if (isLong(before) || isLong(after)) return longLines(name, change, paint);
  if (action === 'create') return [`${name}${formatValue(after)}`];
  return [`${name}${paint.red(formatValue(before))} → ${paint.green(formatValue(after))}`];
}

function isLong(value: FieldChange['before']): value is string {
  return typeof value === 'string' && value.includes('\n');
}

/** A text of several lines: how many where it is new, else the lines that differ. */
function longLines(name: string, { before, after }: FieldChange, paint: Paint): string[] {
  if (typeof after === 'string' && before === null) return [`${name}${after.split('\n').length} lines`];
  const patch = createTwoFilesPatch('', '', `${asText(before ?? '')}\n`, `${asText(after ?? '')}\n`, '', '', {
    context: 1,
  });
  const lines = patch
    .split('\n')
    .slice(4)
    .filter((line) => /^[-+ ]/.test(line));
  const coloured = lines.map((line) =>
    line.startsWith('+') ? paint.green(line) : line.startsWith('-') ? paint.red(line) : line,
  );
  return [name.trimEnd(), ...coloured.map((line) => `        ${line}`)];
}

/** What a plan comes to, in one line. */
export function closingText({ changes, phases }: Plan): string {
  const cut = changes.filter(({ impact }) => impact === 'drops-connections').length;
  const live =
    cut === 0
      ? 'No live connection is cut.'
      : `${cut} of them ${cut === 1 ? 'cuts' : 'cut'} live connections.`;
  return `Plan: ${summaryText(summarize(changes))}; ${phasesText(phases)}. ${live}`;
}

/** `14 to create, 2 to update`. */
export function summaryText(summary: Summary): string {
  const words: Readonly<Record<Action, string>> = {
    create: 'to create',
    update: 'to update',
    replace: 'to replace',
    delete: 'to delete',
    adopt: 'to adopt',
    release: 'to release',
  };
  const parts = Object.entries(summary).filter(([, count]) => count > 0);
  return parts.length === 0
    ? 'nothing to do'
    : parts.map(([action, count]) => `${count} ${words[action as Action]}`).join(', ');
}

function phasesText(phases: readonly Phase[]): string {
  const transactions = phases.filter(({ name }) => name === 'transaction').length;
  const others = phases.filter(({ name }) => name !== 'transaction').map(({ name }) => name);
  const text = transactions === 1 ? 'one transaction' : `${transactions} transactions`;
  return [text, ...others.map((name) => `a ${name} phase`)].join(' and ');
}
