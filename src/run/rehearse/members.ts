import { formatSource } from '../../model/diagnostic.ts';
import { pause } from '../../probe/deadline.ts';
import { placeText } from '../../probe/target.ts';
import type { LoadedSpec } from '../job.ts';
import type { BackendMember } from '../service.ts';
import type { Seen } from '../status/result.ts';
import { prepareStatus } from '../status/status-run.ts';
import type { Stage } from './stage.ts';

// What the device says of members, as `status` reads it.

/** A member of the spec, and how the device sees it. */
export interface Watched {
  readonly member: BackendMember;
  readonly pool: string;
  readonly seen: Seen;
}

/** A look at all members of a spec that have an address of their own. */
export async function memberWatch(
  { target, connection }: Pick<Stage, 'target' | 'connection'>,
  loaded: LoadedSpec,
): Promise<() => Promise<readonly Watched[]>> {
  const look = await prepareStatus({ target, connection, loaded });
  const places = target
    .backends(loaded.spec)
    .flatMap(({ pool, members }) =>
      members.map((member) => ({ pool, member, place: formatSource(loaded.locate(member.at)) })),
    );
  return async () => {
    const { pools } = await look();
    const seen = pools.flatMap(({ members }) => members);
    return places.flatMap(({ pool, member, place }) => {
      const found = seen.find(({ source }) => source && formatSource(source) === place);
      return found ? [{ pool, member, seen: found }] : [];
    });
  };
}

/** Between two looks, in milliseconds. */
const PAUSE = 100;

/** Looks until what is seen is right, at most so long; what was seen last, and how long that took. */
export async function lookUntil(
  look: () => Promise<readonly Watched[]>,
  isRight: (seen: readonly Watched[]) => boolean,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<{ readonly seen: readonly Watched[]; readonly isRight: boolean; readonly milliseconds: number }> {
  const started = performance.now();
  for (;;) {
    const seen = await look();
    const milliseconds = performance.now() - started;
    if (isRight(seen)) return { seen, isRight: true, milliseconds };
    if (milliseconds > limit) return { seen, isRight: false, milliseconds };
    await pause(PAUSE, signal);
  }
}

/** Of the device's time: longer than usual monitors take to find something, in milliseconds. */
const PATIENCE = 60_000;
/** Of this machine's time. */
const LEAST = 5000;

export function patience({ timeScale }: Pick<Stage, 'timeScale'>): number {
  return LEAST + PATIENCE / timeScale;
}

export function isUp({ seen: { state } }: Watched): boolean {
  return state?.availability === 'available';
}

export function isDown({ seen: { state } }: Watched): boolean {
  return state?.availability === 'offline';
}

/** Whether a member is at an address and port. */
export function isAt(
  { member: { address, port } }: Watched,
  place: { address: string; port: number },
): boolean {
  return address !== undefined && port !== undefined && placeText({ address, port }) === placeText(place);
}
