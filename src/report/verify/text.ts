import { formatSource } from '../../model/diagnostic.ts';
import type { Finding, Verdict } from '../../probe/finding.ts';
import type { Ladder, Tested } from '../../run/verify/result.ts';
import type { Paint, Reporter } from '../reporter.ts';
import type { VerifyView } from '../views.ts';
import { summaryText } from './summary.ts';

const WORDS: Readonly<Record<Verdict, { word: string; colour: keyof Paint }>> = {
  passed: { word: 'passed', colour: 'green' },
  failed: { word: 'FAILED', colour: 'red' },
  'not-tested': { word: 'not tested', colour: 'yellow' },
};

/** Wide enough for every verdict, and for every check. */
const VERDICT = 12;
const CHECK = 12;

/** One line a check; under what did not pass, why, and the next thing to try. */
export const verifyText: Reporter<VerifyView> = (view, { out: paint }) => {
  if (view.did === 'fail') return { notes: [] };
  const lines = [
    ...view.tested.flatMap((one) => [...targetLines(one, paint), '']),
    ...view.ladders.flatMap((one) => [...ladderLines(one, paint), '']),
    summaryText(view.tested),
  ];
  return { out: lines.join('\n'), notes: [] };
};

function targetLines(tested: Tested, paint: Paint): string[] {
  const { virtualServer, member, url, source, findings, notes } = tested;
  const name = member === undefined ? virtualServer : `${virtualServer}, member ${member}`;
  return [
    `${paint.bold(name)}  ${url === '' ? '' : `${url}  `}${paint.dim(formatSource(source))}`,
    ...notes.map((note) => indented('', 'note', note)),
    ...findings.flatMap((finding) => findingLines(finding, paint)),
  ];
}

function findingLines({ check, verdict, message, rule, why, hint }: Finding, paint: Paint): string[] {
  const id = rule === undefined ? '' : ` ${paint.dim(`[verify/${rule}]`)}`;
  const more = [...(why === undefined ? [] : [why]), ...(hint === undefined ? [] : [`try: ${hint}`])];
  return [lineOf(verdict, check, `${message}${id}`, paint), ...more.map((text) => indented('', '', text))];
}

function ladderLines({ virtualServer, rungs, conclusion }: Ladder, paint: Paint): string[] {
  return [
    `${paint.bold(virtualServer)}, from here to its members:`,
    ...rungs.flatMap(({ step, verdict, message, hint }) => [
      lineOf(verdict, step, message, paint),
      ...(hint === undefined ? [] : [indented('', '', `try: ${hint}`)]),
    ]),
    `  → ${paint.bold(conclusion)}`,
  ];
}

function lineOf(verdict: Verdict, what: string, message: string, paint: Paint): string {
  const { word, colour } = WORDS[verdict];
  return `  ${paint[colour](word.padEnd(VERDICT))}${what.padEnd(CHECK)}${message}`;
}

function indented(verdict: string, what: string, text: string): string {
  return `  ${verdict.padEnd(VERDICT)}${what.padEnd(CHECK)}${text}`;
}
