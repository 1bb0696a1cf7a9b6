import type { SpecPath } from '../../../model/object.ts';
import type { Spec } from '../../../spec/schema/schema.ts';
import { danglingReference } from '../../../spec/references.ts';
import { type Draft, type Finding, type NamedPart } from './draft.ts';

/** A resolver of references: a bare name is of this spec, a full path of this spec or the device. */
export function resolver(spec: Spec, report: (finding: Finding) => void): Draft['resolve'] {
  const known = new Map<NamedPart, ReadonlyMap<string, string>>();
  return (part: NamedPart, reference: string, at: SpecPath): string => {
    if (reference.startsWith('/')) return reference;
    const names = known.get(part) ?? part.names(spec);
    known.set(part, names);
    const path = names.get(reference);
    if (path !== undefined) return path;
    report({ ...danglingReference(part.label, reference, [...names.keys()], at), at });
    return `/Common/${reference}`;
  };
}
