import { asText, isList, toValue } from '../../../../model/object.ts';
import { type Field, type ReadContext, text } from '../field.ts';
import { joinPath, partitionOf } from '../object-path.ts';
import { addressIn, spelled } from '../route-domain.ts';
import { defineResource } from '../resource.ts';
import { harmless, losing } from '../impact.ts';

export const ltmSnatpool = defineResource({
  kind: 'ltm/snatpool',
  label: 'SNAT pool',
  purpose: 'The addresses that connections to the members come from.',
  after: ['net/route-domain', 'auth/partition', 'sys/folder'],
  // A virtual server that leaves it in one transaction holds it until that is over (device-facts: in-use).
  deletedSeparately: true,
  impact: { create: 'none', delete: 'drops-connections' },
  fields: { members: translations(), description: text('description', harmless) },
});

/** Addresses as sorted paths. The device makes and removes the translations (device-facts: snat-translations). */
function translations(): Field {
  return {
    read: (raw, context) => {
      const members = toValue(raw.members);
      return isList(members) ? members.map((one) => readTranslation(asText(one), context)).sort() : [];
    },
    write: (value) => ({ members: value }),
    // Nobody answers any more for an address that goes, not for connections that use it either.
    ...losing('drops-connections'),
  };
}

function readTranslation(member: string, context: ReadContext): string {
  const path = translationPath('Common', member);
  const own = context.routeDomainOf?.(partitionOf(path)) ?? 0;
  return joinPath(partitionOf(path), '', spelled(path.slice(path.lastIndexOf('/') + 1), own, own));
}

/** `/Common/203.0.113.20`; the device prints a full path, some versions with `%0`. */
export function translationPath(partition: string, member: string): string {
  const place = member.startsWith('/') ? partitionOf(member) : partition;
  return joinPath(place, '', addressIn(place, member.slice(member.lastIndexOf('/') + 1)));
}
