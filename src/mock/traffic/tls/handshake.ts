import type { TLSSocket } from 'node:tls';
import type { ResetCause } from '../contract.ts';
import type { ProfileView } from '../view.ts';

/** Waits for the end of a handshake, as long as the profile says; the cause where it comes to nothing. */
export function handshake(
  socket: TLSSocket,
  profile: ProfileView,
  timeScale: number,
): Promise<ResetCause | undefined> {
  return new Promise((resolve) => {
    const limit = timeLimit(profile, timeScale);
    const timer = limit === undefined ? undefined : setTimeout(() => done('handshake timeout'), limit);
    const done = (cause: ResetCause | undefined) => {
      clearTimeout(timer);
      resolve(cause);
    };
    socket.once('secure', () => done(undefined));
    // Stays for what comes later: an error without a listener ends the process; `close` tells of it.
    socket.on('error', () => done('SSL handshake error'));
    socket.once('close', () => done('SSL handshake error'));
  });
}

/** `indefinite` is stored as a number larger than any time-out. */
function timeLimit({ props }: ProfileView, timeScale: number): number | undefined {
  const seconds = Number(props.handshakeTimeout);
  return seconds > 0 && seconds < 1_000_000 ? (seconds * 1000) / timeScale : undefined;
}
