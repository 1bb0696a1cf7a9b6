import { formatSource } from '../model/diagnostic.ts';
import type { Plan } from '../plan/plan.ts';
import { type ReportContext, summarize } from './document.ts';
import { summaryText } from './text.ts';
import { formatValue } from './value.ts';

/** The plan as Markdown, for a comment on a pull request. */
export function planMarkdown(plan: Plan, context: ReportContext): string {
  const { spec, device } = context;
  const title = `### ${spec.name} → ${device.host} (TMOS ${device.version})`;
  if (plan.changes.length === 0) return `${title}\n\nNo changes.`;
  const rows = plan.changes.flatMap((change) => {
    const place = change.at ? code(formatSource(context.locate(change.at))) : '';
    const what = `| ${change.action} | ${code(change.kind)} ${code(change.path)} | ${change.impact} | ${place} |`;
    return [what];
  });
  const details = plan.changes
    .filter(({ action, fields }) => action !== 'create' && fields.length > 0)
    .flatMap(({ kind, path, fields }) => [
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
    ]);
  return [
    title,
    '',
    `**${summaryText(summarize(plan.changes))}**`,
    '',
    '| action | object | live connections | spec |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...details,
  ].join('\n');
}

/** Text as inline code that no value can break out of. */
function code(text: string): string {
  const safe = text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return safe.includes('`') ? `\`\` ${safe} \`\`` : `\`${safe}\``;
}
