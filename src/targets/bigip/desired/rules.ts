import { canonicalRule } from '../resources/ltm/rule.ts';
import { type Draft, ltmNames, ltmPath, type NamedPart } from './draft.ts';

export const rules: NamedPart = {
  label: 'iRule',
  names: (spec) => ltmNames(spec, spec.rules),
  draft: draftRules,
};

function draftRules({ spec, files, add }: Draft): void {
  for (const [name, rule] of Object.entries(spec.rules)) {
    const text = rule.text ?? files.get(rule.file ?? '') ?? '';
    const fields = { apiAnonymous: canonicalRule(text) };
    add({ kind: 'ltm/rule', path: ltmPath(spec, rule, name), fields, at: ['rules', name] });
  }
}
