import { isIPv4, isIPv6 } from 'node:net';

/** The part of an address that a mask leaves: `255.255.255.0`, `ffff:ffff::`, `none` for all of it. */
export function masked(address: string, mask: string): string {
  const [ip = '', domain = ''] = address.split('%');
  const own = bytesOf(ip);
  const bits = bytesOf(mask);
  if (!own || bits?.length !== own.length) return address;
  return `${own.map((byte, at) => byte & (bits[at] ?? 0)).join('.')}%${domain}`;
}

/** The bytes of an address; undefined for what is none. */
export function bytesOf(ip: string): readonly number[] | undefined {
  if (isIPv4(ip)) return ip.split('.').map(Number);
  if (!isIPv6(ip)) return undefined;
  const [head = '', tail] = withoutDots(ip).split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const zeros = tail === undefined ? 0 : 8 - words(head).length - words(tail).length;
  const all = [...words(head), ...Array.from({ length: zeros }, () => '0'), ...words(tail ?? '')];
  return all.flatMap((word) => {
    const value = parseInt(word, 16);
    return [value >> 8, value & 255];
  });
}

/** `::ffff:10.0.0.1` with its last part in words. */
function withoutDots(ip: string): string {
  return ip.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
}
