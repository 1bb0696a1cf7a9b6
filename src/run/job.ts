import type { Diagnostic } from '../model/diagnostic.ts';
import type { ParsedSpec } from '../spec/spec.ts';
import type { Allowances } from './gate/allowances.ts';

/** A spec from its file, with the texts of the files it names. */
export interface LoadedSpec extends ParsedSpec {
  readonly file: string;
  /** Texts of the files that it names, by the name it gives them. */
  readonly files: ReadonlyMap<string, string>;
  /** What is to be said of these files as files. */
  readonly notes: readonly Diagnostic[];
  /** The time that certificates are held to. */
  readonly now: Date;
}

/** What is to become of a spec on a device. */
export interface Job {
  readonly loaded: LoadedSpec;
  /** Whether objects that exist and that no spec owns may be taken over. */
  readonly adopt: boolean;
  /** Everything of the spec is to go. */
  readonly destroy: boolean;
  /** What the safety gate is told to let pass. */
  readonly allowed?: Allowances;
}
