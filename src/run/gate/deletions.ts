import { objectKey } from '../../model/object.ts';
import { counts, type Gate, listedKeys, percent } from './gate.ts';

/** Of fewer objects a third is soon one or two. */
const FEWEST = 10;

const LIMIT = 30;

/** Much of what the spec has would be deleted: a part of the file was lost, or a variable chose another one. */
export const deletions: Gate = (input) => {
  const { plan, kinds, allowed } = input;
  const deleted = plan.changes.filter(
    (change) => change.action === 'delete' && counts(kinds, objectKey(change)),
  ).length;
  const listed = listedKeys(input).length;
  const limit = allowed.deletes ?? LIMIT;
  if (listed < FEWEST || deleted * 100 <= limit * listed) return [];
  const share = percent(deleted, listed);
  return [
    {
      rule: 'run/many-deletions',
      severity: 'error',
      message: `${deleted} of the ${listed} objects that ${plan.spec} has on the device would be deleted: ${share} %, and ${limit} % is the limit`,
      hint: `look at each in the plan; --allow-deletes ${share}% goes ahead`,
    },
  ];
};
