import { formatSource } from '../model/diagnostic.ts';
import { adviceText, noticesOf } from './notices.ts';
import type { Reporter } from './reporter.ts';
import { closingText, impactText } from './summary.ts';
import { formatValue } from './value.ts';
import type { ChangeView, PlanView, RunView } from './views.ts';

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
  const detailed = changes.filter(({ action, fields }) => action !== 'create' && fields.length > 0);
  const tables = fitted(detailed.map(fieldTable), rows.room + notices.room);
  const left = leftOut([
    [rows.left, 'change'],
    [tables.left, 'table of fields', 'tables of fields'],
    [notices.left, 'notice'],
  ]);
  const list = notices.kept.length > 0 ? ['', ...notices.kept] : [];
  return [...head, ...rows.kept, ...tables.kept, ...list, ...left].join('\n');
}

function headLines({ spec, device, changes, phases }: PlanView): string[] {
  const title = `### ${spec.name} → ${device.host} (TMOS ${device.version})`;
  if (changes.length === 0) return [title, '', 'No changes.'];
  const columns = ['| action | object | live connections | spec |', '| --- | --- | --- | --- |'];
  return [title, '', closingText(changes, phases), '', ...columns];
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

/** As many of these lines as fit, in their order, and how many do not. */
interface Fitted {
  readonly kept: readonly string[];
  readonly left: number;
  /** Characters that are left for others. */
  readonly room: number;
}

/** Keeps what fits into so many characters; one that is too long does not stop shorter ones behind it. */
function fitted(texts: readonly string[], room: number): Fitted {
  const kept: string[] = [];
  let free = room;
  for (const text of texts) {
    if (text.length + 1 > free) continue;
    kept.push(text);
    free -= text.length + 1;
  }
  return { kept, left: texts.length - kept.length, room: free };
}

function noticeLines(plan: PlanView): string[] {
  const lines = noticesOf(plan).map(({ severity, message, source }) => {
    const place = source ? ` ${code(formatSource(source))}` : '';
    return `- **${severity}**${place} ${plain(message)}`;
  });
  return plan.advice.length > 0 ? [...lines, `- ${plain(adviceText(plan))}`] : lines;
}

function changeRow(change: ChangeView): string {
  const { action, kind, path, impact, source, note } = change;
  const place = source ? code(formatSource(source)) : '';
  const why = note === undefined ? '' : ` (${plain(note)})`;
  return `| ${action}${why} | ${code(kind)} ${code(path)} | ${impactText(change) ?? impact} | ${place} |`;
}

function fieldTable({ kind, path, fields }: ChangeView): string {
  return [
    '',
    `${code(kind)} ${code(path)}`,
    '',
    '| field | before | after |',
    '| --- | --- | --- |',
    ...fields.map(({ field, before, after, secret }) =>
      secret
        ? `| ${field} | (secret) | (changed) |`
        : `| ${field} | ${code(formatValue(before))} | ${code(formatValue(after))} |`,
    ),
  ].join('\n');
}

/** Text as inline code that no value can break out of. */
function code(text: string): string {
  const safe = text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return safe.includes('`') ? `\`\` ${safe} \`\`` : `\`${safe}\``;
}

/** Text that stays text: nothing in it is markup, a link or a mention. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|@]/g, '\\$&').replaceAll('\n', ' ');
}
