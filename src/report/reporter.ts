import type { ChalkInstance } from 'chalk';

export type Paint = Pick<ChalkInstance, 'green' | 'yellow' | 'red' | 'magenta' | 'cyan' | 'dim' | 'bold'>;

/** Colours for what goes to stdout and for what goes to stderr. */
export interface Paints {
  readonly out: Paint;
  readonly note: Paint;
}

/** Something said beside the result. An urgent one is said also with `--quiet`. */
export interface Note {
  readonly text: string;
  readonly urgent: boolean;
}

export interface Report {
  /** The result, for stdout; absent where there is none. */
  readonly out?: string;
  readonly notes: readonly Note[];
}

/** Puts a view into words. Pure; the view is plain data whose secrets are masked. */
export type Reporter<View> = (view: View, paints: Paints) => Report;

/** A JSON document, on its own. */
export function jsonReport(document: object): Report {
  return { out: JSON.stringify(document, null, 2), notes: [] };
}
