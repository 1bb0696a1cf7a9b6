/** A parser's reason, and our words for it. */
export type Wording = readonly [reason: RegExp, words: readonly [message: string, hint?: string]];

export function wordingOf(table: readonly Wording[], reason: string): Wording[1] | undefined {
  return table.find(([pattern]) => pattern.test(reason))?.[1];
}
