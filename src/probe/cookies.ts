// What cookies of a load balancer tell a client about the member behind it.

/** What the device calls its own cookies, with the name of the pool behind it. */
const PREFIX = 'BIGipServer';

/** Cookies that a device sets to find the member again: its own name, or the one the spec gives. */
export function persistenceCookie(cookies: readonly string[], name: string): string | undefined {
  return cookies.find((one) => (name === '' ? one.startsWith(PREFIX) : one.startsWith(`${name}=`)));
}

/** The member that an unencrypted cookie names (device-facts: cookie-value), else the value itself. */
export function memberOf(cookie: string): string {
  const value = cookie.slice(cookie.indexOf('=') + 1);
  const match = /^(\d{1,10})\.(\d{1,5})\.0000$/.exec(value);
  if (!match) return value;
  const [address, port] = [Number(match[1]), Number(match[2])];
  const bytes = [0, 8, 16, 24].map((shift) => Math.floor(address / 2 ** shift) % 256);
  return `${bytes.join('.')}:${((port & 0xff) << 8) | (port >> 8)}`;
}

/** How new connections were spread over members, where a cookie of the device tells. */
export function spreadText(answers: readonly (readonly string[])[]): string | undefined {
  const counts = new Map<string, number>();
  for (const cookies of answers) {
    const cookie = persistenceCookie(cookies, '');
    if (cookie !== undefined) counts.set(memberOf(cookie), (counts.get(memberOf(cookie)) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const parts = [...counts].sort().map(([member, count]) => `${member} × ${count}`);
  return `by their cookies they went to ${parts.slice(0, 20).join(', ')}`;
}
