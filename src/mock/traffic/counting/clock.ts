/** The device's time, which passes `scale` times as fast as ours. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number;
  readonly scale: number;
}

export function clockOf(scale: number): Clock {
  const start = performance.now();
  const began = Date.now();
  return { scale, now: () => began + (performance.now() - start) * scale };
}
