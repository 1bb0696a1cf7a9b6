import { TextDecoder } from 'node:util';
import { Fault } from '../fault.ts';

/** What a close frame says. */
export interface CloseReason {
  /** Absent where it says nothing. */
  readonly code: number | undefined;
  readonly reason: string;
}

/** Reads the payload of a close frame (RFC 6455, 5.5.1 and 7.4). */
export function readClose(payload: Buffer): CloseReason {
  if (payload.length === 0) return { code: undefined, reason: '' };
  if (payload.length === 1)
    throw new Fault('frame/close-payload', 'it sends a close frame of one byte, which is no code');
  const code = payload.readUInt16BE(0);
  if (!maySend(code)) throw new Fault('frame/close-code', `it closes with ${code}, which nobody may send`);
  try {
    return {
      code,
      reason: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload.subarray(2)),
    };
  } catch {
    throw new Fault('frame/utf8', `it closes with ${code} and a reason that is not UTF-8`);
  }
}

/** 1004 to 1006 and 1015 never travel; up to 2999 only what is registered; above that anybody's. */
function maySend(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

/** RFC 6455, 7.4.1, and the register of IANA. */
const MEANINGS: Readonly<Record<number, string>> = {
  1000: 'normal',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'cannot take this type of data',
  1007: 'bad data',
  1008: 'against its policy',
  1009: 'message too big',
  1010: 'extension missing',
  1011: 'internal error',
  1012: 'restarting',
  1013: 'try again later',
  1014: 'bad gateway',
};

/** `1001 (going away): maintenance`, without a code `no code`. */
export function closeText({ code, reason }: CloseReason): string {
  if (code === undefined) return 'no code';
  const meaning = MEANINGS[code];
  const named = meaning === undefined ? String(code) : `${code} (${meaning})`;
  return reason === '' ? named : `${named}: ${reason}`;
}
