import { atLeast } from '../../../model/version.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** Kinds of route advertisement that an older version does not know. */
export const routeAdvertisement: Rule = {
  id: 'virtual/route-advertisement',
  severity: 'error',
  explanation:
    'Before TMOS 13.1 a virtual address is advertised (enabled) or not (disabled); selective, any, all and ' +
    'always came with 13.1 and an older device refuses them.',
  check: (subject) =>
    (atLeast(subject.version, '13.1') ? [] : virtualsOf(subject)).flatMap(({ at, name, written }) => {
      const asked = written.virtualAddress?.routeAdvertisement ?? 'disabled';
      if (asked === 'disabled' || asked === 'enabled') return [];
      return [
        {
          at: [...at, 'virtualAddress', 'routeAdvertisement'],
          message: `${name}: routeAdvertisement: ${asked} needs TMOS 13.1; this is ${subject.version.text}`,
          hint: 'write enabled or disabled',
        },
      ];
    }),
};
