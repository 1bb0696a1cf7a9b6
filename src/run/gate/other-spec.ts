import { objectKey } from '../../model/object.ts';
import { type Gate, listedKeys, percent, standsAlone } from './gate.ts';

const LIMIT = 50;

/**
 * Most of what this owner has would go, and something else comes: a spec that was copied with its `name:` takes the
 * place of the one it was copied from. Members and partitions do not count: they go with others.
 */
export const otherSpec: Gate = (input) => {
  const { plan, kinds, allowed } = input;
  const listed = listedKeys(input).filter((key) => standsAlone(kinds, key));
  const alone = plan.changes.filter((change) => standsAlone(kinds, objectKey(change)));
  const leaving = alone.filter(({ action }) => action === 'delete' || action === 'release').length;
  const coming = alone.filter(({ action }) => action === 'create' || action === 'adopt').length;
  const limit = Math.max(LIMIT, allowed.deletes ?? 0);
  if (coming === 0 || listed.length < 2 || leaving * 100 <= limit * listed.length) return [];
  const share = percent(leaving, listed.length);
  return [
    {
      rule: 'run/other-spec',
      severity: 'error',
      message: `${leaving} of the ${listed.length} objects that ${plan.spec} has on the device would leave it (${share} %, and ${limit} % is the limit), and ${coming} others would come: this looks like another spec with the same \`name:\``,
      hint: `give this one a name of its own; if it is the same, --allow-deletes ${share}% goes ahead`,
    },
  ];
};
