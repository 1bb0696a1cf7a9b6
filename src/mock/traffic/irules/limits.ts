/** What one event of a rule may take. A device has no such numbers, but one that loops stops its traffic too. */
export interface Limits {
  readonly commands: number;
  readonly milliseconds: number;
  /** Of the whole interpreter: every rule, variable and table. */
  readonly memoryMiB: number;
  readonly effects: number;
  readonly logLines: number;
  /** Of effects, payloads among them. */
  readonly outputBytes: number;
}

export const LIMITS: Limits = {
  commands: 200_000,
  milliseconds: 2000,
  memoryMiB: 256,
  effects: 1000,
  logLines: 1000,
  outputBytes: 16 * 1024 * 1024,
};
