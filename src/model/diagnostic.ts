/** A place in a spec: `file:line:column`, lines and columns counted from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'note';

/**
 * One thing to say about a spec or about what a spec would do on a device. All diagnostics of a run are
 * shown at once. `message` says what is wrong, `hint` what to do about it; `object` names the object
 * (`ltm/pool /Common/web`), `deviceCode` keeps the device's own code (`01070333:3`).
 */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly source?: Source;
  readonly object?: string;
  readonly deviceCode?: string;
}

/** `file:line:column`, or just the file where the position is unknown. */
export function formatSource(source: Source): string {
  return source.line > 0 ? `${source.file}:${source.line}:${source.column}` : source.file;
}
