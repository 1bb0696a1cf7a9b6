import type { Severity } from '../../../model/diagnostic.ts';
import type { ObjectSet, SpecPath } from '../../../model/object.ts';
import type { TmosVersion } from '../../../model/version.ts';
import type { Spec } from '../../../spec/schema/schema.ts';

/** What a rule looks at: the spec as it is written and the objects it comes to on this version. */
export interface Subject {
  readonly spec: Spec;
  readonly objects: ObjectSet;
  readonly version: TmosVersion;
  /** Texts of the files that the spec names, by the name it gives them. */
  readonly files: ReadonlyMap<string, string>;
  /** The time that certificates are held to. */
  readonly now: Date;
}

/** One thing a rule has found. */
export interface Hit {
  readonly at: SpecPath;
  readonly message: string;
  readonly hint?: string;
}

/** One rule: what it is about, and a pure function that finds where a spec offends against it. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** For `validate --explain`: what goes wrong, why, and what to do; with the source of the knowledge. */
  readonly explanation: string;
  readonly check: (subject: Subject) => readonly Hit[];
}
