import { formatSource } from '../../model/diagnostic.ts';
import type { FieldChange } from '../../plan/change.ts';
import { fitted } from './fitted.ts';
import { adviceText, noticesOf } from './notices.ts';
import type { Reporter } from '../reporter.ts';
import { closingText, impactText } from './summary.ts';
import { differences, formatBoth, formatValue } from './value.ts';
import type { ChangeView, PlanView, RunView } from '../views.ts';

/** A comment on GitHub has at most 65,536 characters; some are left for what a job writes around the plan. */
const LONGEST = 60_000;
const FOR_NOTICES = 20_000;

/** The plan as Markdown, for a comment on a pull request: also why it would be refused. */
export const planMarkdown: Reporter<RunView> = ({ plan }) => ({
  ...(plan ? { out: planDocument(plan) } : {}),
  notes: [],
});

/** What decides comes first into the room there is: the summary, the notices, the changes, then their fields. */
function planDocument(plan: PlanView): string {
  const { changes } = plan;
  const head = headLines(plan);
  const notices = fitted(noticeLines(plan), FOR_NOTICES);
  const rows = fitted(changes.map(changeRow), LONGEST - head.join('\n').length - FOR_NOTICES);
  const tables = fitted(changes.filter(hasDetails).map(fieldPart), rows.room + notices.room);
  const left = leftOut([
    [rows.left, 'change'],
    [tables.left, 'table of fields', 'tables of fields'],
    [notices.left, 'notice'],
  ]);
  const list = notices.kept.length > 0 ? ['', ...notices.kept] : [];
  return [...head, ...rows.kept, ...tables.kept, ...list, ...left].join('\n');
}

function headLines(plan: PlanView): string[] {
  const { spec, device } = plan;
  const [host, version] = [device.host, device.version].map((text) => plain(formatValue(text)));
  const top = [`### ${plain(spec.name)} → ${host} (TMOS ${version})`, '', closingText(plan)];
  const columns = ['', '| action | object | live connections | spec |', '| --- | --- | --- | --- |'];
  return plan.changes.length === 0 ? top : [...top, ...columns];
}

function leftOut(counts: readonly (readonly [left: number, one: string, many?: string])[]): string[] {
  const words = counts
    .filter(([left]) => left > 0)
    .map(([left, one, many = `${one}s`]) => `${left} ${left === 1 ? one : many}`);
  if (words.length === 0) return [];
  return [
    '',
    `**Not shown, to stay within the length of a comment: ${words.join(', ')}.** \`--format text\` shows all.`,
  ];
}

function noticeLines(plan: PlanView): string[] {
  const lines = noticesOf(plan).map(({ severity, message, source }) => {
    const place = source ? ` ${code(formatSource(source))}` : '';
    return `- **${severity}**${place} ${plain(message)}`;
  });
  if (plan.advice.length > 0) lines.push(`- ${plain(adviceText(plan))}`);
  return lines;
}

function changeRow(change: ChangeView): string {
  const { action, kind, path, impact, source, note } = change;
  const place = source ? cell(code(formatSource(source))) : '';
  const why = note === undefined ? '' : ` (${plain(note)})`;
  return `| ${action}${why} | ${cell(code(kind))} ${cell(code(path))} | ${impactText(change) ?? impact} | ${place} |`;
}

function hasDetails({ action, fields }: ChangeView): boolean {
  return action !== 'create' && fields.length > 0;
}

/** A table of the fields that change; texts of several lines below it, line by line. */
function fieldPart({ kind, path, fields }: ChangeView): string {
  const title = `${code(kind)} ${code(path)}`;
  const [texts, others] = [fields.filter(isText), fields.filter((field) => !isText(field))];
  const table = ['', title, '', '| field | before | after |', '| --- | --- | --- |', ...others.map(fieldRow)];
  return [
    ...(others.length > 0 ? table : []),
    ...texts.flatMap((field) => ['', `${title} ${plain(field.field)}`, '', ...diffBlock(field)]),
  ].join('\n');
}

function isText({ before, after, secret }: FieldChange): boolean {
  return !secret && differences(before, after) !== undefined;
}

function fieldRow({ field, before, after, secret }: FieldChange): string {
  const name = plain(field);
  if (secret) return `| ${name} | (secret) | (changed) |`;
  const [was, becomes] = formatBoth(before, after);
  return `| ${name} | ${cell(code(was))} | ${cell(code(becomes))} |`;
}

function diffBlock({ before, after }: FieldChange): string[] {
  const lines = differences(before, after) ?? [];
  const fence = '`'.repeat(Math.max(3, longestTicks(lines.join('\n')) + 1));
  return [`${fence}diff`, ...lines, fence];
}

/** Text as inline code that no value can break out of. */
function code(text: string): string {
  const line = text.replaceAll('\n', ' ');
  const ticks = '`'.repeat(longestTicks(line) + 1);
  const gap = ticks.length > 1 || /^ .* $/.test(line) ? ' ' : '';
  return line === '' ? '' : `${ticks}${gap}${line}${gap}${ticks}`;
}

function longestTicks(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
}

/** What stands in a cell of a table, which a bar would end. */
function cell(markdown: string): string {
  return markdown.replaceAll('|', '\\|');
}

/** Between the characters of a link or a mention: GitHub finds these in text that is escaped, too. */
const BREAK = '<!-- -->';

/** Text that stays text: nothing in it is markup, a link or a mention. */
function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')
    .replaceAll(/@|:(?=\/\/)|www(?=\.)|#(?=\d)/gi, (one) => `${one}${BREAK}`)
    .replaceAll('\n', ' ');
}
