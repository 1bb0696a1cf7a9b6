/** Runs work when there is a place for it. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets so many pieces of work be under way at once; the others wait for their turn. The agent alone does not:
 * it counts a connection once the certificate is checked, and a burst of reads opens one each until then.
 */
export function createGate(places: number): Gate {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
