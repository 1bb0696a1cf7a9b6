import { type Diagnostic, formatSource } from '../model/diagnostic.ts';
import type { Plan } from '../plan/plan.ts';
import type { ReportContext } from './document.ts';
import { closingText } from './text.ts';
import { formatValue } from './value.ts';

/** What is said beside a plan: diagnostics about it, and how many warnings the rules have. */
interface Told {
  readonly notices: readonly Diagnostic[];
  readonly advice: number;
}

/** The plan as Markdown, for a comment on a pull request: also why it would be refused. */
export function planMarkdown(plan: Plan, context: ReportContext, told: Told): string {
  return [planPart(plan, context), ...noticeLines(told, context.spec.file)].join('\n');
}

/** One line for what `validate` says at length. */
export function adviceText(count: number, file: string): string {
  return `${count} ${count === 1 ? 'warning' : 'warnings'} about the spec: bigip-ws validate ${file}`;
}

function noticeLines({ notices, advice }: Told, file: string): string[] {
  const lines = notices.map(({ severity, message, source }) => {
    const place = source ? ` ${code(formatSource(source))}` : '';
    return `- **${severity}**${place} ${plain(message)}`;
  });
  if (advice > 0) lines.push(`- ${plain(adviceText(advice, file))}`);
  return lines.length === 0 ? [] : ['', ...lines];
}

function planPart(plan: Plan, context: ReportContext): string {
  const { spec, device } = context;
  const title = `### ${spec.name} → ${device.host} (TMOS ${device.version})`;
  if (plan.changes.length === 0) return `${title}\n\nNo changes.`;
  const rows = plan.changes.flatMap((change) => {
    const place = change.source ? code(formatSource(change.source)) : '';
    const note = change.note === undefined ? '' : ` (${plain(change.note)})`;
    const what = `| ${change.action}${note} | ${code(change.kind)} ${code(change.path)} | ${change.impact} | ${place} |`;
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
    closingText(plan),
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

/** Text that stays text: nothing in it is markup, a link or a mention. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|@]/g, '\\$&').replaceAll('\n', ' ');
}
