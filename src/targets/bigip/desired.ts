import { type ConfigObject, objectKey, type ObjectSet } from '../../model/object.ts';
import { isSince, type TmosVersion } from '../../model/version.ts';
import { writtenAt } from '../../spec/listeners.ts';
import type { Spec } from '../../spec/schema/schema.ts';
import { containersOf } from './desired/containers.ts';
import { type Draft, finding, type Finding } from './desired/draft.ts';
import { parts } from './desired/registry.ts';
import { resolver } from './desired/resolver.ts';
import { findResource } from './resources/registry.ts';

export interface Desired {
  readonly objects: ObjectSet;
  readonly findings: readonly Finding[];
}

/**
 * What a spec asks of a device of this version. Pure: `files` holds the texts of the rule files. The
 * objects are usable only when no finding is an error.
 */
export function desiredObjects(
  spec: Spec,
  version: TmosVersion,
  files: ReadonlyMap<string, string>,
): Desired {
  const objects = new Map<string, ConfigObject>();
  const findings: Finding[] = [];
  const report = (one: Finding): void => void findings.push({ ...one, at: writtenAt(spec, one.at) });
  const draft: Draft = {
    spec,
    version,
    files,
    report,
    add: (object) => void objects.set(objectKey(object), object),
    find: (kind, path) => objects.get(objectKey({ kind, path })),
    resolve: resolver(spec, report),
  };
  for (const part of parts) part.draft(draft);
  for (const one of containersOf(spec, [...objects.values()])) objects.set(objectKey(one), one);
  return {
    objects: new Map([...objects].map(([key, object]) => [key, forVersion(draft, object)])),
    findings: once(findings),
  };
}

/** What holds for a service is found at each of its listeners, and said once. */
function once(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [JSON.stringify(one), one])).values()];
}

/**
 * Leaves out what this version does not have. A default of ours goes silently; what the spec asks for
 * is an error.
 */
function forVersion(draft: Draft, object: ConfigObject): ConfigObject {
  const fields = findResource(object.kind)?.fields ?? {};
  const isLate = (name: string): boolean => !isSince(draft.version, fields[name]?.since ?? '0.0');
  const late = Object.keys(object.fields).filter(isLate);
  if (late.length === 0) return object;
  for (const name of late.filter((one) => object.fields[one] !== fields[one]?.defaultValue)) {
    const message = `${name} of ${object.kind} needs TMOS ${(fields[name]?.since ?? '').replaceAll(' ', ' or ')}; this is ${draft.version.text}`;
    draft.report(finding('bigip/too-old', 'error', object.at ?? [], message, 'leave it at its default'));
  }
  const kept = Object.entries(object.fields).filter(([name]) => !late.includes(name));
  return { ...object, fields: Object.fromEntries(kept) };
}
