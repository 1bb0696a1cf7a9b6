import type { Rule } from './rule.ts';

/** Priority groups that nothing turns on. */
export const priorityGroupsOff: Rule = {
  id: 'pool/priority-groups-off',
  severity: 'warning',
  explanation:
    'Priority groups are off while minActiveMembers is 0: all members get connections, the standby ones too. ' +
    'With minActiveMembers: 1 the lower group is used only when no member of the higher one is up.',
  check: ({ spec }) =>
    Object.entries(spec.pools)
      .filter(([, pool]) => pool.minActiveMembers === 0)
      .filter(([, { members }]) => new Set(members.map(({ priorityGroup }) => priorityGroup)).size > 1)
      .map(([name]) => ({
        at: ['pools', name],
        message: `the pool ${name}: its members have priority groups, but groups are off`,
        hint: 'add minActiveMembers: 1',
      })),
};
