import type { ParsedSpec } from '../spec/spec.ts';

/** A spec from its file, with the texts of the files it names. */
export interface LoadedSpec extends ParsedSpec {
  readonly file: string;
  /** Texts of the rule files, by the name the spec gives them. */
  readonly rules: ReadonlyMap<string, string>;
}

/** What is to become of a spec on a device. */
export interface Job {
  readonly loaded: LoadedSpec;
  /** Whether objects that exist and that no spec owns may be taken over. */
  readonly adopt: boolean;
  /** Everything of the spec is to go. */
  readonly destroy: boolean;
}
