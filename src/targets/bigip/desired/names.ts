import type { SpecPath } from '../../../model/object.ts';
import { closest } from '../../../yaml/suggest.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { finding, type Finding, type Group, ltmPath, netPath } from './draft.ts';

/** Every name a spec defines, by group, with the full path it stands for. */
type Names = Readonly<Record<Group, ReadonlyMap<string, string>>>;

export function namesOf(spec: Spec): Names {
  const ltm = (
    map: Readonly<Record<string, { partition?: string | undefined; folder?: string | undefined }>>,
  ) => new Map(Object.entries(map).map(([name, place]) => [name, ltmPath(spec, place, name)]));
  return {
    VLAN: new Map(Object.entries(spec.network.vlans).map(([name, place]) => [name, netPath(place, name)])),
    node: ltm(spec.nodes),
    monitor: ltm(spec.monitors),
    pool: ltm(spec.pools),
    iRule: ltm(spec.rules),
  };
}

/** A resolver of references: a bare name is of this spec, a full path of this spec or the device. */
export function resolver(names: Names, report: (finding: Finding) => void) {
  return (group: Group, reference: string, at: SpecPath): string => {
    if (reference.startsWith('/')) return reference;
    const path = names[group].get(reference);
    if (path !== undefined) return path;
    const near = closest(reference, [...names[group].keys()]);
    const hint =
      near === undefined
        ? `define it in this spec, or write /Common/${reference} if it is on the device`
        : `did you mean ${near}? (/Common/${reference} would be one on the device)`;
    report(
      finding('spec/dangling-reference', 'error', at, `there is no ${group} ${reference} in this spec`, hint),
    );
    return `/Common/${reference}`;
  };
}
