import { objectKey } from '../../../model/object.ts';
import { referencesIn, type RuleReference } from '../../../model/rule-references.ts';
import { isBuiltIn } from '../resources/built-in.ts';
import { partitionOf } from '../resources/object-path.ts';
import { findResource } from '../resources/registry.ts';
import { inText, type RuleText, ruleTextsOf } from './rule-texts.ts';
import type { Rule, Subject } from './rule.ts';

/** A bare name in an iRule that means nothing of the spec. */
export const unknownNameInRule: Rule = {
  id: 'rule/unknown-name',
  severity: 'warning',
  explanation:
    'The device loads an iRule only if every pool, data-group and iRule that it names is there (01070151). A ' +
    'bare name is looked for in the partition of the iRule, not in its folder, and then in /Common. Write the ' +
    'full path of what lies in a folder, and of what the device has without this spec: diff and apply look it ' +
    'up there before anything is sent. (F5Networks/k8s-bigip-ctlr#1498)',
  check: (subject) =>
    ruleTextsOf(subject).flatMap((text) =>
      referencesIn(text.steps)
        .filter((reference) => isUnknown(subject, text, reference))
        .map(({ at, label, name, kinds }) => {
          const meant = [...subject.objects.values()].find(
            (one) => kinds.includes(one.kind) && one.path.endsWith(`/${name}`),
          );
          return inText(text, {
            at,
            message: `it names the ${label} ${name}, which is not in this spec`,
            hint: `write ${meant?.path ?? `/Common/${name}`}${meant ? '' : ' if it is on the device'}`,
          });
        }),
    ),
};

function isUnknown(
  { objects, spec }: Subject,
  { path: rule }: RuleText,
  { name, kinds }: RuleReference,
): boolean {
  if (name.startsWith('/') || !kinds.some((kind) => findResource(kind))) return false;
  // A spec without data-groups means those of the device.
  if (kinds.includes('ltm/data-group/internal') && Object.keys(spec.dataGroups).length === 0) return false;
  const places = [partitionOf(rule), 'Common'].map((one) => `/${one}/${name}`);
  const isHere = (path: string): boolean =>
    isBuiltIn(kinds, path) || kinds.some((kind) => objects.has(objectKey({ kind, path })));
  return !places.some(isHere);
}
