import { clip, Fault } from '../fault.ts';

/** The first lines of an answer. */
export interface Head {
  readonly status: number;
  readonly reason: string;
  /** Names in lower case, in the order in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** No server sends as much; one that does is not listened to any longer. */
const LARGEST = 32 * 1024;

const BEGINNING = 'HTTP/1.';
const STATUS = /^HTTP\/1\.[01] (\d{3})(?: ([^\r\n]*))?$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*?)[ \t]*$/;

/** A head and what follows it; `undefined` where more bytes are needed. Throws where it can be none. */
export function readHead(bytes: Buffer): { readonly head: Head; readonly rest: Buffer } | undefined {
  refuseOther(bytes);
  const end = bytes.indexOf('\r\n\r\n');
  if (end > LARGEST || (end < 0 && bytes.length > LARGEST))
    throw new Fault(
      'upgrade/endless-head',
      `its answer begins with more than ${LARGEST / 1024} KiB of headers`,
    );
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  return { head: headOf(first, lines), rest: bytes.subarray(end + 4) };
}

/** The first bytes tell what is no answer of HTTP, so that nobody waits for the rest. */
function refuseOther(bytes: Buffer): void {
  const isRecord = (bytes[0] === 0x15 || bytes[0] === 0x16) && (bytes[1] ?? 3) === 3;
  if (isRecord) throw new Fault('upgrade/tls', 'it answers with TLS');
  const start = bytes.subarray(0, BEGINNING.length).toString('latin1');
  if (BEGINNING.startsWith(start)) return;
  if (bytes[0] === 0) throw new Fault('upgrade/http2', 'it answers with HTTP/2 frames');
  const shown = clip(bytes.subarray(0, 40).toString('latin1'));
  throw new Fault('upgrade/not-http', `it answers something that is not HTTP/1.1: ${shown}`);
}

function headOf(first: string, lines: readonly string[]): Head {
  const [, status = '', reason = ''] = STATUS.exec(first) ?? malformed(first);
  const headers = lines.map((line) => {
    const [, name = '', value = ''] = HEADER.exec(line) ?? malformed(line);
    return [name.toLowerCase(), value] as const;
  });
  return { status: Number(status), reason, headers };
}

function malformed(line: string): never {
  throw new Fault('upgrade/malformed', `a line of its answer is no HTTP: ${clip(line)}`);
}

/** All values of a header, in order. */
export function valuesOf({ headers }: Head, name: string): string[] {
  return headers.filter(([one]) => one === name).map(([, value]) => value);
}

/** The items of a header that is a list, over all its lines. */
export function itemsOf(head: Head, name: string): string[] {
  return valuesOf(head, name)
    .flatMap((value) => value.split(','))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
