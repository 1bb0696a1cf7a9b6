import type { SpecPath } from '../../../model/object.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { closest } from '../../../yaml/suggest.ts';
import { type Draft, finding, type Finding, type NamedPart } from './draft.ts';

/** A resolver of references: a bare name is of this spec, a full path of this spec or the device. */
export function resolver(spec: Spec, report: (finding: Finding) => void): Draft['resolve'] {
  const known = new Map<NamedPart, ReadonlyMap<string, string>>();
  return (part: NamedPart, reference: string, at: SpecPath): string => {
    if (reference.startsWith('/')) return reference;
    const names = known.get(part) ?? part.names(spec);
    known.set(part, names);
    const path = names.get(reference);
    if (path !== undefined) return path;
    const near = closest(reference, [...names.keys()]);
    const hint =
      near === undefined
        ? `define it in this spec, or write /Common/${reference} if it is on the device`
        : `did you mean ${near}? (/Common/${reference} would be one on the device)`;
    const message = `there is no ${part.label} ${reference} in this spec`;
    report(finding('spec/dangling-reference', 'error', at, message, hint));
    return `/Common/${reference}`;
  };
}
