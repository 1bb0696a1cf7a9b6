import { isObject, type JsonObject } from '../wire/json.ts';
import type { Entry, Target } from './kind.ts';

/** What the children of an entry carry as `parent`. */
export function parentKey(entry: Entry): string {
  return entry.parent === '' ? entry.key : `${entry.parent}\n${entry.key}`;
}

export function targetsOf(entry: Entry): readonly Target[] {
  const targets: Target[] = [];
  for (const [name, { reference }] of entry.kind.referencing) {
    const value = valueAt(entry.props, name);
    if (value === undefined || !reference || reference.weak) continue;
    for (const path of reference.targets(value)) targets.push({ family: reference.family, path });
  }
  return entry.kind.hooks.references ? [...targets, ...entry.kind.hooks.references(entry)] : targets;
}

/** A value by a dotted path: references also sit in nested blocks. */
export function valueAt(props: JsonObject, name: string) {
  const dot = name.indexOf('.');
  if (dot < 0) return props[name];
  const block = props[name.slice(0, dot)];
  return isObject(block) ? block[name.slice(dot + 1)] : undefined;
}
