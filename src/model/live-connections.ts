/** How many connections are alive where a change cuts or refuses some. */
export interface LiveConnections {
  /** `null` where they were not counted: no number stands for a guess. */
  readonly count: number | null;
  /** Where they were counted, as the end of a sentence: `on virtual servers`. */
  readonly where: string;
  /** They are all that the device has, the same for every change they are told of. */
  readonly ofDevice?: true;
}

/** What was counted, or could not be: `17 live connections on virtual servers, 12 on pool members`. */
export function liveText(counts: readonly LiveConnections[]): string {
  if (counts.every(({ count }) => count === null)) return 'live connections not counted';
  const told = [...sumsOf(counts)].filter(([, count]) => count > 0);
  const [first, ...others] = told.map(([where, count]) => ({ count, where: ` ${where}` }));
  const { count, where } = first ?? { count: 0, where: '' };
  return [
    `${count} live connection${count === 1 ? '' : 's'}${where}`,
    ...others.map((other) => `${other.count}${other.where}`),
    ...(counts.some((one) => one.count === null) ? ['others not counted'] : []),
  ].join(', ');
}

/** One connection is on its virtual server and on its member, so that what is counted there is not added up. */
function sumsOf(counts: readonly LiveConnections[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { count, where, ofDevice } of counts) {
    if (count !== null) sums.set(where, ofDevice ? count : (sums.get(where) ?? 0) + count);
  }
  return sums;
}
