import { type ConfigObject, objectKey, type ObjectSet, type SpecPath } from '../../model/object.ts';
import { isMemberPath, parsePath } from './resources/object-path.ts';
import { atLeast, type TmosVersion } from '../../model/version.ts';
import type { Spec } from '../../spec/schema/schema.ts';
import { wishMonitors } from './desired/monitors.ts';
import { namesOf, resolver } from './desired/names.ts';
import { wishNetwork } from './desired/network.ts';
import { wishNodes, wishPools } from './desired/pools.ts';
import { wishVirtuals } from './desired/virtuals.ts';
import { finding, type Finding, ltmPath, type Wish } from './desired/draft.ts';
import { canonicalRule } from './resources/ltm-rule.ts';
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
  const report = (one: Finding): void => void findings.push(one);
  const wish: Wish = {
    spec,
    version,
    files,
    report,
    add: (object) => void objects.set(objectKey(object), object),
    find: (kind, path) => objects.get(objectKey({ kind, path })),
    resolve: resolver(namesOf(spec), report),
  };
  wishNetwork(wish);
  wishMonitors(wish);
  wishNodes(wish);
  wishPools(wish);
  wishRules(wish);
  wishVirtuals(wish);
  for (const place of placesOf(spec, [...objects.values()])) objects.set(objectKey(place), place);
  return { objects: new Map([...objects].map(([key, object]) => [key, forVersion(wish, object)])), findings };
}

function wishRules({ spec, files, add }: Wish): void {
  for (const [name, rule] of Object.entries(spec.rules)) {
    const text = rule.text ?? files.get(rule.file ?? '') ?? '';
    const fields = { apiAnonymous: canonicalRule(text) };
    add({ kind: 'ltm/rule', path: ltmPath(spec, rule, name), fields, at: ['rules', name] });
  }
}

/** The partitions and folders that the objects lie in; used as they are where they exist. */
function placesOf(spec: Spec, objects: readonly ConfigObject[]): ConfigObject[] {
  const places = new Map<string, ConfigObject>();
  const add = (kind: string, path: string, at: SpecPath): void => {
    if (!places.has(path)) places.set(path, { kind, path, fields: {}, at, asFound: true });
  };
  for (const object of objects) {
    const parsed =
      object.path.startsWith('/') && !isMemberPath(object.path) ? parsePath(object.path) : undefined;
    if (!parsed) continue;
    if (parsed.partition !== 'Common')
      add(
        'auth/partition',
        parsed.partition,
        spec.partition === parsed.partition ? ['partition'] : (object.at ?? []),
      );
    const folders = parsed.folder === '' ? [] : parsed.folder.split('/');
    folders.forEach((_, index) => {
      const path = `/${parsed.partition}/${folders.slice(0, index + 1).join('/')}`;
      add('sys/folder', path, spec.folder === parsed.folder ? ['folder'] : (object.at ?? []));
    });
  }
  return [...places.values()];
}

/**
 * Leaves out what this version does not have. A default of ours goes silently; what the spec wishes for
 * is an error.
 */
function forVersion(wish: Wish, object: ConfigObject): ConfigObject {
  const fields = findResource(object.kind)?.fields ?? {};
  const isLate = (name: string): boolean => !atLeast(wish.version, fields[name]?.since ?? '0.0');
  const late = Object.keys(object.fields).filter(isLate);
  if (late.length === 0) return object;
  for (const name of late.filter((one) => object.fields[one] !== fields[one]?.defaultValue)) {
    const message = `${name} of ${object.kind} needs TMOS ${fields[name]?.since ?? ''}; this is ${wish.version.text}`;
    wish.report(finding('bigip/too-old', 'error', object.at ?? [], message, 'leave it at its default'));
  }
  const kept = Object.entries(object.fields).filter(([name]) => !late.includes(name));
  return { ...object, fields: Object.fromEntries(kept) };
}
