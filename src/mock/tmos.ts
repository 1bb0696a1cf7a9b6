/** The TMOS version a mock plays, and what hangs on nothing but the version. */
export interface Tmos {
  readonly text: string;
  /** `17.0`, or `15.1.9 16.1.4 17.0` for what older branches got later. */
  atLeast(versions: string): boolean;
}

/** The versions with differences that are known and kept; any other version takes those of its neighbours. */
export const TMOS_VERSIONS: readonly string[] = [
  '11.3.0',
  '11.5.4',
  '12.1.2',
  '13.1.1',
  '14.1.4',
  '15.1.8',
  '16.1.3',
  '17.1.2',
  '17.5.0',
  '21.0.0',
];

export function tmos(text: string): Tmos {
  if (!/^\d{1,3}(\.\d{1,4}){1,4}$/.test(text)) throw new Error(`not a TMOS version: ${text}`);
  const own = text.split('.').map(Number);
  const reached = (version: string): boolean => compare(own, version.split('.').map(Number)) >= 0;
  return {
    text,
    // Of several the last is for whatever follows, the others for their own branch only.
    atLeast: (versions) =>
      versions
        .split(' ')
        .some(
          (one, index, all) =>
            reached(one) && (index === all.length - 1 || text.startsWith(`${one.split('.', 2).join('.')}.`)),
        ),
  };
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What `sys version` and a UCS file tell about the build. */
export interface Release {
  readonly build: string;
  readonly date: string;
  readonly built: string;
  readonly changelist: string;
  readonly jobId: string;
  readonly sequence: string;
}

/** Captured for 13.0.0 and 16.0.0; the others are made up in the same form, except for the version itself. */
const RELEASES: Readonly<Record<string, Omit<Release, 'sequence'>>> = {
  '13.0.0': {
    build: '0.0.1645',
    date: 'Tue Jan 31 16:59:50 PST 2017',
    built: '170131165950',
    changelist: '2100458',
    jobId: '786643',
  },
  '16.0.0': {
    build: '0.0.12',
    date: 'Tue Jun 23 18:31:26 PDT 2020',
    built: '200623183126',
    changelist: '3348116',
    jobId: '1207889',
  },
};

/** `Point Release 1` of 14.1.2.1 (captured); `Final` of versions with three numbers. */
export function edition({ text }: Tmos): string {
  const point = Number(text.split('.')[3] ?? 0);
  return point > 0 ? `Point Release ${point}` : 'Final';
}

export function release(version: Tmos): Release {
  const known = RELEASES[version.text] ?? {
    build: '0.0.4',
    date: 'Thu Jun  1 12:00:00 PDT 2023',
    built: '230601120000',
    changelist: '3700000',
    jobId: '1400000',
  };
  const separator = version.atLeast('16.0.0') ? '-' : '.';
  return { ...known, sequence: `${version.text}${separator}${known.build}.0` };
}
