import { formatSource } from '../model/diagnostic.ts';

import { adviceText, noticesOf } from './notices.ts';
import type { Reporter } from './reporter.ts';
import { closingText, impactText } from './summary.ts';
import { formatValue } from './value.ts';
import type { ChangeView, PlanView, RunView } from './views.ts';

/** The plan as Markdown, for a comment on a pull request: also why it would be refused. */
export const planMarkdown: Reporter<RunView> = ({ plan }) => ({
  ...(plan ? { out: [planPart(plan), ...noticeLines(plan)].join('\n') } : {}),
  notes: [],
});

function noticeLines(plan: PlanView): string[] {
  const lines = noticesOf(plan).map(({ severity, message, source }) => {
    const place = source ? ` ${code(formatSource(source))}` : '';
    return `- **${severity}**${place} ${plain(message)}`;
  });
  if (plan.advice.length > 0) lines.push(`- ${plain(adviceText(plan))}`);
  return lines.length === 0 ? [] : ['', ...lines];
}

function planPart({ spec, device, changes, phases }: PlanView): string {
  const title = `### ${spec.name} → ${device.host} (TMOS ${device.version})`;
  if (changes.length === 0) return `${title}\n\nNo changes.`;
  return [
    title,
    '',
    closingText(changes, phases),
    '',
    '| action | object | live connections | spec |',
    '| --- | --- | --- | --- |',
    ...changes.map(changeRow),
    ...changes.filter(({ action, fields }) => action !== 'create' && fields.length > 0).flatMap(fieldTable),
  ].join('\n');
}

function changeRow(change: ChangeView): string {
  const { action, kind, path, impact, source, note } = change;
  const place = source ? code(formatSource(source)) : '';
  const why = note === undefined ? '' : ` (${plain(note)})`;
  return `| ${action}${why} | ${code(kind)} ${code(path)} | ${impactText(change) ?? impact} | ${place} |`;
}

function fieldTable({ kind, path, fields }: ChangeView): string[] {
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
  ];
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
