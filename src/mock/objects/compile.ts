import type { Json, JsonObject } from '../wire/json.ts';
import type { Kind, KindDefinition, Kinds, Properties, Property } from './kind.ts';
import type { Tmos } from '../tmos.ts';

/** The collections of one TMOS version: properties and kinds of other versions are gone. */
export function compile(definitions: readonly KindDefinition[], tmos: Tmos): Kinds {
  const kinds = new Map<string, Kind>();
  for (const definition of definitions) {
    if (!isThere(definition, tmos)) continue;
    kinds.set(definition.path, compileKind(definition, definition.path, tmos));
  }
  return kinds;
}

function isThere({ since, until }: KindDefinition, tmos: Tmos): boolean {
  return (!since || tmos.atLeast(since)) && !(until && tmos.atLeast(until));
}

function compileKind(definition: KindDefinition, path: string, tmos: Tmos): Kind {
  const properties = ofVersion(definition.properties, tmos);
  const children = (definition.children ?? []).filter((child) => isThere(child, tmos));
  return {
    path,
    definition,
    word: definition.word,
    family: definition.family ?? path,
    naming: definition.naming ?? 'partition',
    properties,
    initials: initialsOf(properties),
    referencing: referencing(properties),
    children: new Map(
      children.map((child) => [child.path, compileKind(child, `${path}/${child.path}`, tmos)]),
    ),
    hooks: definition.hooks ?? {},
  };
}

function ofVersion(properties: Properties, tmos: Tmos): Properties {
  const kept: Record<string, Property> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (property.since && !tmos.atLeast(property.since)) continue;
    if (property.until && tmos.atLeast(property.until)) continue;
    const { initial, ...rest } = property;
    const value = typeof initial === 'function' ? initial(tmos) : initial;
    kept[name] = {
      ...rest,
      ...(value === undefined ? {} : { initial: value }),
      ...(rest.fields ? { fields: ofVersion(rest.fields, tmos) } : {}),
    };
  }
  return kept;
}

/** The values of an object of which nothing is said. */
export function initialsOf(properties: Properties): JsonObject {
  const initials: Record<string, Json> = {};
  for (const [name, { initial, fields }] of Object.entries(properties)) {
    const value = fields ? initialsOf(fields) : initial;
    if (value === undefined || typeof value === 'function') continue;
    if (!fields || Object.keys(value as JsonObject).length > 0) initials[name] = value;
  }
  return initials;
}

function referencing(properties: Properties): readonly (readonly [string, Property])[] {
  return Object.entries(properties).flatMap(([name, property]): (readonly [string, Property])[] => {
    if (property.fields)
      return referencing(property.fields).map(([inner, field]) => [`${name}.${inner}`, field]);
    return property.reference ? [[name, property]] : [];
  });
}
