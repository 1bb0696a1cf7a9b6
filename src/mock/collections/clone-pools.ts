import { notFound, tmsh } from '../errors.ts';
import { inferredText } from '../inferred.ts';
import { isList, isObject, type Json, type JsonObject, scalarText, textAt } from '../json.ts';
import type { Place, Property } from '../kind.ts';
import { linkTo } from '../link.ts';
import { nameOf } from '../names.ts';
import { resolveName } from '../references.ts';
import type { Store } from '../store.ts';
import type { Tmos } from '../tmos.ts';
import { invalid } from '../values.ts';

// Pools that get a copy of the traffic of a virtual server: at most one for each side. Shape as F5's Ansible
// module bigip_virtual_server reads it.

const pathOf = (item: JsonObject) =>
  `/${textAt(item, 'partition') ?? 'Common'}/${textAt(item, 'name') ?? ''}`;

function poolItem(item: Json, place: Place): JsonObject {
  const given = isObject(item) ? textAt(item, 'name') : undefined;
  const context = isObject(item) ? (scalarText(item.context) ?? '') : '';
  if (!isObject(item) || given === undefined) throw invalid(place.property, item);
  if (context !== 'clientside' && context !== 'serverside')
    throw tmsh(inferredText.missingProperty('context'));
  const partition = textAt(item, 'partition');
  const path =
    partition === undefined || given.startsWith('/')
      ? resolveName(given, 'ltm/pool', place)
      : `/${partition}/${given}`;
  const { name, partition: home } = nameOf(path);
  return { name, partition: home, context };
}

export const clonePools: Property = {
  normalise: (value, place) => {
    if (value === 'none' || value === '') return undefined;
    if (!isList(value)) throw invalid(place.property, value);
    const items = value.map((item) => poolItem(item, place));
    return items.length === 0 ? undefined : items;
  },
  reference: {
    family: 'ltm/pool',
    link: false,
    targets: (value) => (isList(value) ? value.filter(isObject).map(pathOf) : []),
    missing: (path) => notFound('pool', path),
  },
};

export function shownClonePools(value: Json | undefined, store: Store, tmos: Tmos): JsonObject {
  if (!isList(value)) return {};
  return {
    clonePools: value
      .filter(isObject)
      .map((item) => ({ ...item, nameReference: linkTo('ltm/pool', pathOf(item), store, tmos) })),
  };
}
