import type { Endpoint } from '../contract.ts';
import { bytesOf } from './mask.ts';

// A member as the value of a cookie, in the four forms of K6917 (device-facts: cookie-value).

const swapped = (port: number) => ((port & 255) << 8) | (port >> 8);
const hex = (bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
const MAPPED = '00000000000000000000ffff';

export function encodeMember({ address, port }: Endpoint): string {
  const [ip = '', domain = '0'] = address.split('%');
  const bytes = bytesOf(ip) ?? [];
  const isFour = bytes.length === 4;
  if (domain !== '0') return `rd${domain}o${isFour ? MAPPED : ''}${hex(bytes)}o${port}`;
  if (!isFour) return `vi${hex(bytes)}.${swapped(port)}`;
  const number = bytes.reduceRight((sum, byte) => sum * 256 + byte, 0);
  return `${number}.${swapped(port)}.0000`;
}

/** Undefined: not a value of ours. */
export function decodeMember(value: string): Endpoint | undefined {
  const plain = /^(\d{1,10})\.(\d{1,5})\.0000$/.exec(value);
  if (plain) {
    const [, number, port] = plain.map(Number);
    return checked(v4(littleEndian(number ?? 0)), swapped(port ?? 0));
  }
  const six = /^vi([0-9a-f]{32})\.(\d{1,5})$/i.exec(value);
  if (six) return checked(v6(six[1] ?? ''), swapped(Number(six[2])));
  const routed = /^rd(\d{1,5})o([0-9a-f]{32})o(\d{1,5})$/i.exec(value);
  if (!routed) return undefined;
  const [, domain = '0', all = '', port] = routed;
  const isFour = all.toLowerCase().startsWith(MAPPED);
  const ip = isFour ? v4([...Buffer.from(all.slice(24), 'hex')]) : v6(all);
  return checked(domain === '0' ? ip : `${ip}%${domain}`, Number(port));
}

const checked = (address: string, port: number) => (port <= 65535 ? { address, port } : undefined);
const littleEndian = (number: number) => [0, 8, 16, 24].map((shift) => Math.floor(number / 2 ** shift) % 256);
const v4 = (bytes: readonly number[]) => bytes.join('.');

/** In full, shortened by whoever compares: `sameAddress`. */
const v6 = (text: string) => (text.match(/.{4}/g) ?? []).join(':').toLowerCase();
