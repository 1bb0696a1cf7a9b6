import type { Reporter } from '../reporter.ts';
import type { RehearsalView } from '../views.ts';
import { adviceLines, clientLines, closingLine, headLine, secondsText, TITLES, VERDICTS } from './words.ts';

/** The same page for a comment or a job summary. */
export const rehearsalMarkdown: Reporter<RehearsalView> = (view) => {
  if (view.did === 'fail') return { notes: [] };
  const { topology } = view;
  const rows = [
    ...topology.virtualServers.map(({ name, url, here = 'carries nothing' }) => [name, url, here]),
    ...topology.gateways.map(({ name, address, here }) => [name, address, here]),
  ];
  const lines = [
    `### ${cell(headLine(view.spec.name, view))}`,
    '',
    ...view.notes.flatMap((note) => [`> ${cell(note)}`, '']),
    '| step | | time | what happened |',
    '| --- | --- | --- | --- |',
    ...view.steps.map((step) => {
      const said = [...step.says, ...adviceLines(step)].map(cell).join('<br>');
      return `| ${TITLES[step.step]} | ${VERDICTS[step.verdict]} | ${secondsText(step.milliseconds)} | ${said} |`;
    }),
    '',
    ...clientLines(view).map((line) => `- ${cell(line)}`),
    '',
    '<details><summary>What is where</summary>',
    '',
    '| | as in the spec | on this machine |',
    '| --- | --- | --- |',
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
    '',
    '</details>',
    '',
    closingLine(view),
  ];
  return { out: lines.join('\n'), notes: [] };
};

/** Text that stays text in a table. */
function cell(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#]/g, (mark) => `\\${mark}`).replaceAll('\n', ' ');
}
