import type { Link } from '../connect/link.ts';
import type { Deadline } from '../deadline.ts';
import { Fault } from '../fault.ts';
import type { Asked, Expected } from '../target.ts';
import { type Head, readHead, valuesOf } from './head.ts';
import { judge, refuseBody } from './judge.ts';
import { requestFor } from './request.ts';

/** An answer that is as it should be. */
export interface Upgraded {
  readonly status: number;
  readonly subprotocol: string | undefined;
  /** `name=value` of each cookie that was set. */
  readonly cookies: readonly string[];
  /** All headers of the answer, names in lower case. */
  readonly headers: Head['headers'];
  readonly milliseconds: number;
}

export interface Handshake {
  readonly asked: Asked;
  readonly expected: Expected;
  /** The cookies of an earlier answer. */
  readonly cookie?: string | undefined;
}

/** Other answers before the one that counts; more than a few are no help to anybody. */
const MOST_INTERIM = 5;

/** Asks for a WebSocket on a connection. What follows the answer stays on the link. */
export async function upgrade(
  link: Link,
  { asked, expected, cookie }: Handshake,
  until: Deadline,
): Promise<Upgraded> {
  const { text, accept } = requestFor(asked, cookie);
  const started = performance.now();
  link.write(text);
  const head = await answerOf(link, until);
  const milliseconds = performance.now() - started;
  const subprotocol = judge(head, { accept, subprotocols: asked.subprotocols, expected });
  const cookies = valuesOf(head, 'set-cookie').map((one) => (one.split(';')[0] ?? '').trim());
  return { status: head.status, subprotocol, cookies, headers: head.headers, milliseconds };
}

async function answerOf(link: Link, until: Deadline): Promise<Head> {
  for (let interim = 0; interim <= MOST_INTERIM; interim++) {
    const head = await nextHead(link, until);
    if (head.status >= 200 || head.status === 101) return head;
    refuseBody(head);
  }
  throw new Fault('upgrade/malformed', `it sends more than ${MOST_INTERIM} answers that are no answer (1xx)`);
}

async function nextHead(link: Link, until: Deadline): Promise<Head> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const arrival = await link.read(until);
    if (arrival.type !== 'bytes') throw noAnswer(arrival, bytes.length);
    bytes = Buffer.concat([bytes, arrival.bytes]);
    const found = readHead(bytes);
    if (!found) continue;
    link.unread(found.rest);
    return found.head;
  }
}

function noAnswer(
  arrival: Exclude<Awaited<ReturnType<Link['read']>>, { type: 'bytes' }>,
  size: number,
): Fault {
  const after = size === 0 ? '' : ` after ${size} bytes of an answer`;
  if (arrival.type === 'reset')
    return new Fault('upgrade/reset', `it resets the connection${after} (${arrival.code})`);
  if (arrival.type === 'end')
    return new Fault(
      'upgrade/closed',
      size === 0 ? 'it closes the connection without an answer' : `it closes the connection${after}`,
    );
  if (size === 0) return new Fault('upgrade/silent', 'it takes the connection and does not answer in time');
  return new Fault('upgrade/slow', `its answer was not complete in time: ${size} bytes of it came`);
}
