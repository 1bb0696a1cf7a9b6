import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { Holder } from '../../run/device-lock.ts';

/** Who this run is, to others that want the same device. */
export function thisRun(): Omit<Holder, 'spec'> {
  return { nonce: randomUUID(), user: userName(), host: hostname(), pid: process.pid };
}

/** A container may run as a user that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
