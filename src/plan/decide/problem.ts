import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SpecPath } from '../../model/object.ts';

/** A diagnostic that still says its place as a path into the spec. */
export type Problem = Omit<Diagnostic, 'source'> & { readonly at?: SpecPath | undefined };
