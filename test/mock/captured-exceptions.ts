// Where the mock differs from a captured file, and why that is right. Reviewed by hand: a difference that is
// not here fails the test, and so does an exception that no longer differs.

export interface Exception {
  /** The captured file; `*` is all of them. */
  readonly file: string;
  /** The path of the key, `[]` for any item of a list, `*` for one level. */
  readonly path: string;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [];
