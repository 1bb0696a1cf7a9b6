import { partitionOf } from '../resources/object-path.ts';
import { resourceOf } from '../resources/registry.ts';
import type { Rule } from './rule.ts';

/** A reference into a partition that is neither the object's own nor /Common: the device refuses it (01070726). */
export const outOfReach: Rule = {
  id: 'bigip/out-of-reach',
  severity: 'error',
  explanation:
    'An object refers to what is in its own partition and in /Common, and to nothing else: the device refuses ' +
    'other references with 01070726. Put both into one partition, or what several partitions share into /Common.',
  check: ({ objects }) =>
    [...objects.values()].flatMap((object) => {
      const own = partitionOf(object.path);
      const { label, refs } = resourceOf(object.kind);
      const far = refs(object).filter(
        ({ path }) => path.startsWith('/') && !['Common', own].includes(partitionOf(path)),
      );
      const reach = own === 'Common' ? '/Common' : `/${own} and /Common`;
      return far.map(({ path }) => ({
        at: object.at ?? [],
        message: `${label} ${object.path} cannot refer to ${path}: it reaches ${reach} only`,
        hint: 'put both into one partition, or what is referred to into /Common',
      }));
    }),
};
