import { memberOf, persistenceCookie } from '../cookies.ts';
import { checked, clip, Fault } from '../fault.ts';
import type { Finding } from '../finding.ts';
import { open, type Session } from '../open.ts';

/** A cookie of the device and its name; empty for the device's own, BIGipServer<pool>. */
export interface Sticky {
  readonly cookieName: string;
}

/** How often a client comes back with its cookie. */
const RETURNS = 3;

/** Whether a client that comes back with its cookie stays on its member, as far as cookies tell. */
export function checkStickiness(session: Session, { cookieName }: Sticky): Promise<Finding> {
  return checked('stickiness', async () => {
    const first = await cookiesOf(session);
    const cookie = persistenceCookie(first, cookieName);
    if (cookie === undefined)
      throw new Fault('stickiness/no-cookie', 'the answer to the handshake set no cookie for persistence');
    for (let turn = 1; turn <= RETURNS; turn++) {
      const again = persistenceCookie(await cookiesOf(session, cookie), cookieName);
      // A device repeats the cookie, or is silent where it is the right one.
      if (again !== undefined && memberOf(again) !== memberOf(cookie))
        throw new Fault('stickiness/moved', `with the cookie of ${shown(cookie)} it came to ${shown(again)}`);
    }
    return { message: `${RETURNS} times with its cookie to ${shown(cookie)} again` };
  });
}

function shown(cookie: string): string {
  return clip(memberOf(cookie), 60);
}

async function cookiesOf(session: Session, cookie?: string): Promise<readonly string[]> {
  let failed: Finding | undefined;
  const opened = await open(
    session,
    (one) => (failed = one.verdict === 'passed' ? failed : one),
    cookie === undefined ? {} : { cookie },
  );
  opened?.destroy();
  if (opened) return opened.upgraded.cookies;
  throw new Fault(failed?.rule ?? 'reconnect/failed', failed?.message ?? 'it could not be opened again');
}
