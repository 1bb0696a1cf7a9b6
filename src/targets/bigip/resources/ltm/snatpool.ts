import { asText, isList, toValue } from '../../../../model/object.ts';
import { canonicalAddress } from '../../../../model/address.ts';
import { type Field, text } from '../field.ts';
import { joinPath, partitionOf } from '../object-path.ts';
import { defineResource } from '../resource.ts';
import { harmless, losing } from '../impact.ts';

export const ltmSnatpool = defineResource({
  kind: 'ltm/snatpool',
  label: 'SNAT pool',
  after: ['auth/partition', 'sys/folder'],
  // A virtual server that leaves it in one transaction holds it until that is over (device-facts: in-use).
  deletedSeparately: true,
  impact: { create: 'none', delete: 'drops-connections' },
  fields: { members: translations(), description: text('description', harmless) },
});

/** Addresses as sorted paths. The device makes and removes the translations (device-facts: snat-translations). */
function translations(): Field {
  return {
    read: (raw) => {
      const members = toValue(raw.members);
      return isList(members) ? members.map((one) => translationPath('Common', asText(one))).sort() : [];
    },
    write: (value) => ({ members: value }),
    // Nobody answers any more for an address that goes, not for connections that use it either.
    ...losing('drops-connections'),
  };
}

/** `/Common/203.0.113.20`; the device prints a full path, some versions with `%0`. */
export function translationPath(partition: string, member: string): string {
  const address = canonicalAddress(member.slice(member.lastIndexOf('/') + 1));
  return joinPath(member.startsWith('/') ? partitionOf(member) : partition, '', address);
}
