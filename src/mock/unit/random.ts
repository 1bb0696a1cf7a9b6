import { randomBytes } from 'node:crypto';

/** Tokens and ids: unpredictable, or the same each time for a fixed seed. */
export interface Random {
  below(limit: number): number;
  text(alphabet: string, length: number): string;
  uuid(): string;
}

export function random(seed: number | undefined): Random {
  let state = (seed ?? randomBytes(4).readUInt32LE()) >>> 0;
  // mulberry32: small, and good enough for what needs no secrecy beyond one loopback port.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) =>
    seed === undefined ? randomBytes(4).readUInt32LE() % limit : Math.floor(next() * limit);
  const text = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[below(alphabet.length)] ?? '').join('');
  const uuid = () => [8, 4, 4, 4, 12].map((length) => text('0123456789abcdef', length)).join('-');
  return { below, text, uuid };
}
