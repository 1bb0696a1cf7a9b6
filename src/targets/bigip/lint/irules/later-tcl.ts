import { operatorsOf } from '../../../../model/rule-commands.ts';
import type { Step } from '../../../../model/rule-steps.ts';
import { type FoundInText, textRule } from '../rule-texts.ts';
import { LATER } from './commands.ts';

/** What Tcl 8.5 and later have, and a device has not. */
export const laterTcl = textRule(
  {
    id: 'rule/later-tcl',
    severity: 'error',
    explanation:
      'A device runs Tcl 8.4.6 and has nothing that came later: no dict, lassign, lrepeat, lreverse, apply or chan, ' +
      'no string reverse, no switch -matchvar, no end+1, no in, ni or ** in expressions. It refuses an iRule with ' +
      'them, or fails when it runs. {*}$list loads and means two words, * and the list: use eval with it. ' +
      '(bitwisecook/tcl-lsp, measured on 21.1.0.1)',
  },
  ({ steps }) => steps.flatMap((step) => [...commands(step), ...operators(step), ...expansions(step)]),
);

const later = (at: number, what: string, hint: string): FoundInText => ({
  at,
  message: `the device’s Tcl 8.4 has no ${what}`,
  hint,
});

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['dict', 'use an array'],
  ['lassign', 'use foreach { a b } $list break'],
  ['try', 'use catch'],
  ['lmap', 'use foreach and lappend'],
]);

/** Options and words of commands that Tcl 8.4 has without them. */
const FORMS: ReadonlyMap<string, RegExp> = new Map([
  ['string', /^(?:reverse|cat)$/],
  ['switch', /^-(?:matchvar|indexvar|nocase)$/],
  ['lsort', /^-(?:nocase|indices)$/],
  ['lsearch', /^-(?:nocase|index|subindices)$/],
  ['lindex', /^end\+\d/],
  ['lrange', /^end\+\d/],
  ['lreplace', /^end\+\d/],
  ['linsert', /^end\+\d/],
]);

/** Of these only the first word counts. */
const ENSEMBLES: ReadonlySet<string> = new Set(['string']);

function commands({ name, words, at }: Step): FoundInText[] {
  if (LATER.has(name)) return [later(at, name, INSTEAD.get(name) ?? 'do without it')];
  const form = FORMS.get(name);
  const asked = ENSEMBLES.has(name) ? words.slice(0, 1) : words;
  const found = form && asked.find(({ text, braced }) => !braced && form.test(text));
  return found ? [later(found.at, `${name} ${found.text}`, 'do without it')] : [];
}

function operators({ expressions }: Step): FoundInText[] {
  return expressions.flatMap(({ text, at }) => {
    const found = /(?<![\w:])(?:in|ni)(?![\w:(])|\*\*/.exec(operatorsOf(text));
    const hint = found?.[0] === '**' ? 'multiply' : 'use lsearch -exact';
    return found ? [later(at + found.index, `operator ${found[0]}`, hint)] : [];
  });
}

function expansions({ words }: Step): FoundInText[] {
  return words.flatMap(({ text, braced, at }, index) =>
    braced && text === '*' && words[index + 1]?.at === at + 2 ? [later(at - 1, '{*}', 'use eval')] : [],
  );
}
