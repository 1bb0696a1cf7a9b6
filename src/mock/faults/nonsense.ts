import type { Nonsense } from './faults.ts';
import type { Reply } from '../wire/http.ts';
import { html200 } from '../wire/html.ts';

// Answers with 200 that do not say what became of the request.

const OTHER = {
  kind: 'tm:ltm:node:nodestate',
  name: 'someone-else',
  partition: 'Common',
  fullPath: '/Common/someone-else',
  generation: 1,
  selfLink: 'https://localhost/mgmt/tm/ltm/node/~Common~someone-else?ver=17.1.2',
  address: '192.0.2.1',
};

/** More than a client has reason to take. */
const HUGE = 65 * 1024 * 1024;

const REPLIES: Readonly<Record<Nonsense['answer'], () => Reply>> = {
  empty: () => ({ status: 200, body: '' }),
  html: () => ({ status: 200, body: html200, type: 'text/html; charset=iso-8859-1' }),
  'wrong-type': () => ({ status: 200, body: '[]' }),
  'other-object': () => ({ status: 200, body: JSON.stringify(OTHER) }),
  huge: () => ({ status: 200, body: Buffer.alloc(HUGE, ' ') }),
};

export function nonsenseReply(answer: Nonsense['answer']): Reply {
  return REPLIES[answer]();
}

export function redirection(location: string): Reply {
  return { status: 302, body: '', headers: { Location: location } };
}
