import { clip, Fault } from '../fault.ts';
import type { FaultId } from '../faults.ts';
import type { Expected } from '../target.ts';
import { type Head, itemsOf, valuesOf } from './head.ts';

/** What an answer is held against. */
export interface Question {
  readonly accept: string;
  readonly subprotocols: readonly string[];
  readonly expected: Expected;
}

/** Throws what is wrong with the answer to a request for a WebSocket. Gives the subprotocol that was chosen. */
export function judge(head: Head, question: Question): string | undefined {
  refuseBody(head);
  const { expected } = question;
  if (head.status !== expected.status) throw otherStatus(head, expected.status);
  return expected.status === 101 ? judgeUpgrade(head, question) : undefined;
}

/** RFC 9112, 6.1: an answer without a body must not announce one; some proxies then wait for it. */
export function refuseBody(head: Head): void {
  const { status } = head;
  if (status >= 200 && status !== 204) return;
  const [coding] = valuesOf(head, 'transfer-encoding');
  if (coding !== undefined)
    throw new Fault('upgrade/transfer-encoding', `its ${status} has Transfer-Encoding: ${clip(coding)}`);
  const length = valuesOf(head, 'content-length').find((one) => one !== '0');
  if (length !== undefined)
    throw new Fault('upgrade/content-length', `its ${status} has Content-Length: ${clip(length)}`);
}

function judgeUpgrade(head: Head, { accept, subprotocols, expected }: Question): string | undefined {
  const words = (name: string): string[] => itemsOf(head, name).map((one) => one.toLowerCase());
  if (!words('upgrade').includes('websocket') || !words('connection').includes('upgrade'))
    throw new Fault('upgrade/no-upgrade', 'its 101 lacks Upgrade: websocket or Connection: Upgrade');
  const keys = valuesOf(head, 'sec-websocket-accept');
  if (keys.length !== 1 || keys[0] !== accept)
    throw new Fault('upgrade/accept', `its Sec-WebSocket-Accept ${wrongKey(keys)}`);
  const extensions = itemsOf(head, 'sec-websocket-extensions');
  if (extensions.length > 0)
    throw new Fault(
      'upgrade/extension',
      `it uses an extension that was not asked for: ${clip(extensions.join(', '))}`,
    );
  return judgeSubprotocol(itemsOf(head, 'sec-websocket-protocol'), subprotocols, expected.subprotocol);
}

function wrongKey([first, ...more]: readonly string[]): string {
  if (first === undefined) return 'is missing';
  return more.length > 0 ? 'is there more than once' : 'does not belong to the key that was sent';
}

function judgeSubprotocol(
  chosen: readonly string[],
  offered: readonly string[],
  expected: string | undefined,
): string | undefined {
  const [one, ...more] = chosen;
  if (more.length > 0)
    throw new Fault('upgrade/subprotocol', `it chose several subprotocols: ${clip(chosen.join(', '))}`);
  if (one !== undefined && !offered.includes(one))
    throw new Fault('upgrade/subprotocol', `it chose a subprotocol that was not offered: ${clip(one)}`);
  if (one === undefined && offered.length > 0)
    throw new Fault('upgrade/no-subprotocol', `it took none of the subprotocols ${offered.join(', ')}`);
  if (expected !== undefined && one !== expected)
    throw new Fault('upgrade/other-subprotocol', `it chose ${one ?? 'no subprotocol'}, not ${expected}`);
  return one;
}

/** What a refusal is called by its status. */
function refusalOf(status: number): FaultId {
  if (status < 200) return 'upgrade/other-status';
  if (status < 300) return 'upgrade/no-websocket';
  if (status < 400) return 'upgrade/redirect';
  const known: Readonly<Record<number, FaultId>> = {
    400: 'upgrade/bad-request',
    401: 'upgrade/unauthorized',
    403: 'upgrade/forbidden',
    404: 'upgrade/not-found',
    407: 'upgrade/unauthorized',
    426: 'upgrade/version',
    429: 'upgrade/too-many',
    502: 'upgrade/unavailable',
    503: 'upgrade/unavailable',
    504: 'upgrade/unavailable',
  };
  return known[status] ?? 'upgrade/other-status';
}

/** Headers that tell more of a refusal. */
const TELLING = ['location', 'sec-websocket-version', 'upgrade', 'www-authenticate', 'retry-after', 'server'];

function otherStatus(head: Head, expected: number): Fault {
  const { status, reason } = head;
  const answer = clip(`${status} ${reason}`.trim());
  if (expected !== 101) return new Fault('upgrade/unexpected', `it answers ${answer}, not ${expected}`);
  const told = TELLING.flatMap((name) =>
    valuesOf(head, name).map((value) => `${name}: ${clip(value, 120)}`),
  ).slice(0, 3);
  const more = told.length > 0 ? ` (${told.join('; ')})` : '';
  return new Fault(refusalOf(status), `it answers ${answer}${more}`);
}
