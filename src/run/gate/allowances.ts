/** What would be refused, and that somebody said yes to with a flag. */
export interface Allowances {
  /** `--allow-deletes`: per cent of what a spec has that may go. */
  readonly deletes?: number;
  /** `--allow-management-path`: what this connection and the group of the device rely on may change. */
  readonly managementPath?: boolean;
}
