import type { SpecPath } from '../../../../model/object.ts';
import { canonicalRule } from '../../resources/ltm/rule.ts';
import { type Draft, finding } from '../draft.ts';

/** What a device keeps of an iRule (device-facts: irule-length). */
const LONGEST = 65_535;

/** An iRule that this tool writes. */
interface MadeRule {
  readonly path: string;
  readonly text: string;
  readonly at: SpecPath;
  /** Where one name may stand for one text in several virtual servers and specs. */
  readonly shared?: boolean;
  /** How to give it another name. */
  readonly hint: string;
}

/** Adds an iRule of ours; says so where another text has its name already. Gives its path. */
export function addMadeRule(draft: Draft, { path, text, at, shared, hint }: MadeRule): string {
  const apiAnonymous = canonicalRule(text);
  const there = draft.find('ltm/rule', path);
  if (!there)
    draft.add({ kind: 'ltm/rule', path, fields: { apiAnonymous }, at, ...(shared ? { shared } : {}) });
  else if (!shared || there.fields.apiAnonymous !== apiAnonymous)
    draft.report(finding('bigip/rule-clash', 'error', at, `the iRule ${path} would have two texts`, hint));
  if (apiAnonymous.length > LONGEST) {
    const message = `the iRule ${path} would have ${apiAnonymous.length} characters; a device keeps ${LONGEST}`;
    draft.report(finding('bigip/long-rule', 'error', at, message, 'write fewer or shorter ones'));
  }
  return path;
}
