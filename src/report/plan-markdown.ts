import { formatSource } from '../model/diagnostic.ts';
import { adviceText, noticesOf } from './notices.ts';
import type { Reporter } from './reporter.ts';
import { closingText, impactText } from './summary.ts';
import type { FieldChange } from '../plan/change.ts';
import { formatBoth, formatValue, hasLines, lineDiff } from './value.ts';
import type { ChangeView, PlanView, RunView } from './views.ts';

/** The plan as Markdown, for a comment on a pull request: also why it would be refused. */
export const planMarkdown: Reporter<RunView> = ({ plan }) => ({
  ...(plan ? { out: document(plan) } : {}),
  notes: [],
});

/** GitHub takes 65,536 characters in a comment; the rest is for what a workflow puts around it. */
const LONGEST = 60_000;

/** Within the room of a comment: reasons first, then changes, then their fields; what is left out is counted. */
function document(plan: PlanView): string {
  const top = heading(plan);
  const notices = fitting(noticeLines(plan), LONGEST / 2);
  const rows = fitting(plan.changes.map(changeRow), LONGEST - lengthOf(notices.kept));
  const room = LONGEST - lengthOf(notices.kept) - lengthOf(rows.kept);
  const details = fitting(plan.changes.filter(hasDetails).map(fieldPart), room);
  return [
    ...top,
    ...(rows.kept.length > 0 ? TABLE_HEAD : []),
    ...rows.kept,
    ...omitted(rows, 'change', 'not listed'),
    ...details.kept,
    ...omitted(details, 'change', 'listed without fields'),
    ...(notices.kept.length > 0 ? ['', ...notices.kept] : []),
    ...omitted(notices, 'notice', 'not listed'),
  ].join('\n');
}

const TABLE_HEAD = ['', '| action | object | live connections | spec |', '| --- | --- | --- | --- |'];

interface Fitting {
  readonly kept: readonly string[];
  readonly omitted: number;
}

/** The first of the parts, as far as there is room. */
function fitting(parts: readonly string[], room: number): Fitting {
  const kept: string[] = [];
  let left = room;
  for (const part of parts) {
    left -= part.length + 1;
    if (left < 0) break;
    kept.push(part);
  }
  return { kept, omitted: parts.length - kept.length };
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.length + 1, 0);
}

function omitted({ omitted: count }: Fitting, what: string, how: string): string[] {
  if (count === 0) return [];
  const many = count === 1 ? `1 more ${what} is` : `${count} more ${what}s are`;
  return ['', `**${many} ${how}**: a comment has no room for more; \`bigip-ws diff\` shows all.`];
}

function heading(plan: PlanView): string[] {
  const { spec, device } = plan;
  const [host, version] = [device.host, device.version].map((text) => plain(formatValue(text)));
  const title = `### ${plain(spec.name)} → ${host} (TMOS ${version})`;
  return [title, '', closingText(plan)];
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
  return !secret && (hasLines(before) || hasLines(after));
}

function fieldRow({ field, before, after, secret }: FieldChange): string {
  const name = plain(field);
  if (secret) return `| ${name} | (secret) | (changed) |`;
  const [was, becomes] = formatBoth(before, after);
  return `| ${name} | ${cell(code(was))} | ${cell(code(becomes))} |`;
}

function diffBlock({ before, after }: FieldChange): string[] {
  const lines = lineDiff(before, after);
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
