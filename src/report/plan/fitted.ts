/** As many of these lines as fit, in their order, and how many do not. */
export interface Fitted {
  readonly kept: readonly string[];
  readonly left: number;
  /** Characters that are left for others. */
  readonly room: number;
}

/** Keeps what fits into so many characters; one that is too long does not stop shorter ones behind it. */
export function fitted(texts: readonly string[], room: number): Fitted {
  const kept: string[] = [];
  let free = room;
  for (const text of texts) {
    if (text.length + 1 > free) continue;
    kept.push(text);
    free -= text.length + 1;
  }
  return { kept, left: texts.length - kept.length, room: free };
}
