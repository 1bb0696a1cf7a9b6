import type { Json, JsonObject } from '../wire/json.ts';
import type { Kind } from './kind.ts';
import { kindName, link, uriOf } from './link.ts';
import type { Tmos } from '../tmos.ts';

/**
 * `/example` behind a collection: one item without a name, with the defaults and a word on each property. A device
 * has its manual's sentences there; those here are the mock's own.
 */
export function exampleText(kind: Kind, parent: string, tmos: Tmos): string {
  const values: Record<string, Json> = {};
  const descriptions: Record<string, string> = {};
  for (const [name, property] of Object.entries(kind.properties)) {
    const initial = kind.initials[name];
    if (initial !== undefined) values[name] = initial;
    const rights = property.readOnly ? 'told by the device' : property.fixed ? 'set once' : 'can be set';
    descriptions[name] = `${name} of a ${kind.word}; ${rights}`;
  }
  const item: JsonObject = { propertyDescriptions: descriptions, ...values };
  for (const child of kind.children.keys()) descriptions[child] = `the ${child} of a ${kind.word}`;
  return JSON.stringify({
    kind: kindName(kind, 'collectionstate'),
    selfLink: link(`${uriOf(kind, undefined, parent)}/example`, tmos),
    items: [item],
  });
}
