import type { DeviceLock } from '../../run/device-lock.ts';
import type { Client } from './icontrol/client.ts';
import { breakLock, type Held, type Marks, takeLock } from './icontrol/write/lock.ts';
import { readLock, removeLockFolder } from './icontrol/write/lock-record.ts';

/** The lock of one device, and what a change must carry while it is held. */
export function deviceLock(client: Client): { readonly lock: DeviceLock; readonly marks: () => Marks } {
  let held: Held | undefined;
  return {
    marks: () => {
      if (held) return held.marks;
      throw new Error('a device is changed under its lock only');
    },
    lock: {
      state: () => readLock(client),
      take: async (holder, options) => {
        const taken = await takeLock(client, holder, options);
        held = taken;
        return {
          unsaved: taken.unsaved,
          stands: taken.stands,
          open: taken.open,
          release: async (saved) => {
            held = undefined;
            return failureOf(() => taken.release(saved));
          },
        };
      },
      break: () => breakLock(client),
      forget: () => removeLockFolder(client),
    },
  };
}

async function failureOf(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
