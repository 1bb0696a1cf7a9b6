import { afterEach, describe, expect, it } from 'vitest';
import { CliError, UnknownOutcomeError } from '../../../../src/exit.ts';
import type { WriteRequest } from '../../../../src/targets/bigip/icontrol/write/requests.ts';
import { runTransaction } from '../../../../src/targets/bigip/icontrol/write/transaction.ts';
import { html } from '../../../harness/liar.ts';
import {
  type Answer,
  emptyOk,
  inTurn,
  ok,
  reset,
  type Scripted,
  startScripted,
  status,
  truncated,
} from './scripted.ts';

// Only the transaction's own word says what became of it, and only what it holds is committed.

const ID = 1508382989073722;
const requests: readonly WriteRequest[] = [
  {
    method: 'POST',
    path: 'ltm/pool',
    body: { name: 'web', partition: 'Common' },
    object: { kind: 'ltm/pool', path: '/Common/web' },
  },
  {
    method: 'PATCH',
    path: 'ltm/node/~Common~10.0.0.1%251',
    body: { description: 'x' },
    object: { kind: 'ltm/node', path: '/Common/10.0.0.1%1' },
  },
];
const commands = requests.map(({ method, path }, index) => ({
  method,
  uri: `https://localhost/mgmt/tm/${path}`,
  evalOrder: index + 1,
  commandId: index + 1,
  kind: 'tm:transaction:commandsstate',
}));
const list = (items: readonly unknown[]): Answer =>
  ok({ kind: 'tm:transaction:commandscollectionstate', items });
const state = (word: string, more: object = {}): Answer =>
  ok({ transId: ID, state: word, kind: 'tm:transactionstate', ...more });
const gone = status(404, { code: 404, message: 'Transaction not found', errorStack: [], apiError: 1 });
const noSuchList = status(404, {
  code: 404,
  message: 'Public URI path not registered',
  kind: ':resterrorresponse',
});

interface Script {
  readonly queue?: Answer;
  readonly commands?: Answer;
  readonly commit?: Answer;
  readonly poll?: Answer;
  readonly withdraw?: Answer;
  /** What is seen of its effect, where the transaction does not tell. */
  readonly confirm?: boolean | undefined;
}

let device: Scripted | undefined;
afterEach(async () => device?.stop());

async function run(script: Script): Promise<{ error: unknown; asked: readonly string[] }> {
  const queue = script.queue ?? inTurn(...commands.map(ok));
  const listing = script.commands ?? list(commands);
  device = await startScripted((reply, asked) => {
    if (asked.transaction) {
      queue(reply, asked);
      return;
    }
    if (asked.method === 'POST') {
      state('STARTED')(reply, asked);
      return;
    }
    if (asked.method === 'PATCH') {
      (script.commit ?? state('COMPLETED'))(reply, asked);
      return;
    }
    if (asked.method === 'DELETE') {
      (script.withdraw ?? emptyOk)(reply, asked);
      return;
    }
    (/\/commands(\?|$)/.test(asked.url) ? listing : (script.poll ?? gone))(reply, asked);
  });
  const confirm = (): Promise<boolean | undefined> => Promise.resolve(script.confirm);
  const error = await runTransaction(device.client, requests, { onSent: () => undefined, confirm }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, asked: device.asked };
}

const DELETED = `DELETE /mgmt/tm/transaction/${ID}`;
const COMMITTED = `PATCH /mgmt/tm/transaction/${ID}`;

const openAnswers: readonly [string, Answer][] = [
  ['500', status(500, { code: 500, message: 'out of memory', errorStack: [], apiError: 1 })],
  ['502 with HTML', (reply) => html(reply, 502)],
  ['503', status(503, { code: 503, message: 'busy' })],
  ['504', (reply) => html(reply, 504)],
  ['200 with HTML', (reply) => html(reply, 200)],
  ['400 of somebody else', status(400, { code: 400, message: 'bad request' })],
  [
    '400 of another layer',
    status(400, { code: 400, message: 'Timeout', errorStack: [], apiError: 26214401 }),
  ],
  ['404 of icrd', gone],
  ['an empty 200', emptyOk],
  ['a truncated 200', truncated],
  ['a reset', reset],
  ['a wrong type', ok([{ transId: ID, state: 'COMPLETED' }])],
  ['the completion of another transaction', ok({ transId: ID + 1, state: 'COMPLETED' })],
  ['an object of another kind', ok({ kind: 'ltm:pool:poolstate', name: 'web', state: 'COMPLETED' })],
];

describe.each(openAnswers)('a commit that is answered with %s', (_name, commit) => {
  it('is what the transaction says of itself: done', async () => {
    const { error } = await run({ commit, poll: inTurn(state('VALIDATING'), state('COMPLETED')) });
    expect(error).toBeUndefined();
  });

  it('is refused where the transaction says why, and leaves none open', async () => {
    const poll = state('FAILED', { failureReason: '01070333:3: taken' });
    const { error, asked } = await run({ commit, poll });
    expect(error).toBeInstanceOf(CliError);
    expect(error).not.toBeInstanceOf(UnknownOutcomeError);
    expect(String(error)).toContain('01070333:3: taken');
    expect(asked.at(-1)).toBe(DELETED);
  });

  it.each<[boolean | undefined, string]>([
    [true, 'done'],
    [false, 'not carried out'],
    [undefined, 'not known'],
  ])('is what its effect tells where the transaction is gone: %s is %s', async (confirm) => {
    const { error } = await run({ commit, poll: gone, ...(confirm === undefined ? {} : { confirm }) });
    if (confirm) expect(error).toBeUndefined();
    else expect(error).toBeInstanceOf(CliError);
    if (confirm === undefined) expect(error).toBeInstanceOf(UnknownOutcomeError);
    else expect(error).not.toBeInstanceOf(UnknownOutcomeError);
  });
});

describe('a commit', () => {
  it('is refused by the word of the transaction alone, and then leaves none open', async () => {
    const refusal = {
      code: 400,
      message: 'transaction failed:01070320:3: in use',
      errorStack: [],
      apiError: 2,
    };
    const { error, asked } = await run({ commit: status(400, refusal) });
    expect(error).toMatchObject({ details: { deviceCode: '01070320:3' } });
    expect(error).not.toBeInstanceOf(UnknownOutcomeError);
    expect(asked.slice(-2)).toEqual([COMMITTED, DELETED]);
  });

  it('that did not arrive is called back, and then its effect is looked for', async () => {
    const { error, asked } = await run({ commit: reset, poll: state('STARTED') });
    expect(error).toBeInstanceOf(UnknownOutcomeError);
    expect(asked.at(-1)).toBe(DELETED);
  });

  it('that arrives just before it is called back is waited for', async () => {
    const started = state('STARTED');
    const poll = inTurn(started, started, state('VALIDATING'), state('VALIDATING'), state('COMPLETED'));
    const withdraw = status(400, { code: 400, message: 'transaction is busy', errorStack: [], apiError: 1 });
    const { error } = await run({ commit: reset, poll, withdraw, confirm: false });
    expect(error).toBeUndefined();
  });

  it.each([401, 403])('that the login refuses with %i is refused', async (code) => {
    const { error } = await run({ commit: status(code, { code, message: 'no' }) });
    expect(error).toMatchObject({ code: 77 });
  });

  it('of a device that restarts is asked for until it answers', async () => {
    const poll = inTurn(reset, reset, state('COMPLETED'));
    expect((await run({ commit: reset, poll })).error).toBeUndefined();
  });
});

describe('what was answered and not taken', () => {
  it.each<[string, readonly unknown[]]>([
    ['one is missing', commands.slice(0, 1)],
    ['none is there', []],
    [
      'another one is there',
      [commands[0], { ...commands[1], uri: 'https://localhost/mgmt/tm/ltm/node/~Common~b' }],
    ],
    ['another verb is there', [commands[0], { ...commands[1], method: 'DELETE' }]],
    ['one more is there', [...commands, { ...commands[1], evalOrder: 3 }]],
    [
      'another order is there',
      [
        { ...commands[0], evalOrder: 2 },
        { ...commands[1], evalOrder: 1 },
      ],
    ],
  ])('%s: not committed, and no transaction stays open', async (_name, items) => {
    const { error, asked } = await run({ commands: list(items), queue: emptyOk });
    expect(error).toBeInstanceOf(CliError);
    expect(error).not.toBeInstanceOf(UnknownOutcomeError);
    expect(asked).not.toContain(COMMITTED);
    expect(asked.at(-1)).toBe(DELETED);
  });

  it('a list in another order of answer, or with a decoded address, is the same list', async () => {
    const decoded = commands.map((one) => ({ ...one, uri: decodeURIComponent(one.uri) })).reverse();
    expect((await run({ commands: list(decoded) })).error).toBeUndefined();
  });

  it('a list in pages is read to its end', async () => {
    const page = (item: unknown, more: object): Answer =>
      ok({ kind: 'tm:transaction:commandscollectionstate', items: [item], ...more });
    const nextLink = `https://localhost/mgmt/tm/transaction/${ID}/commands?$skip=1`;
    const whole = inTurn(page(commands[0], { nextLink }), page(commands[1], {}));
    expect((await run({ commands: whole })).error).toBeUndefined();
    await device?.stop();
    const other = inTurn(page(commands[0], { nextLink }), page(commands[0], {}));
    expect(String((await run({ commands: other })).error)).toContain('did not take PATCH');
  });

  it.each([
    ['empty', emptyOk],
    ['of something else', ok({ kind: 'tm:ltm:pool:poolcollectionstate', items: commands })],
  ])('a list that is %s is none', async (_name, listing) => {
    const { error, asked } = await run({ commands: listing });
    expect(error).toBeInstanceOf(CliError);
    expect(asked).not.toContain(COMMITTED);
  });

  it('without such a list the answers must be commands', async () => {
    expect((await run({ commands: noSuchList })).error).toBeUndefined();
    await device?.stop();
    const { error, asked } = await run({ commands: noSuchList, queue: emptyOk });
    expect(String(error)).toContain('did not take POST /mgmt/tm/ltm/pool');
    expect(asked).not.toContain(COMMITTED);
  });
});

describe('a refusal that the device itself contradicts', () => {
  const refused = { code: 400, message: 'transaction failed:01070734:3: no', errorStack: [], apiError: 2 };
  it.each<[string, Answer]>([
    ['400', status(400, refused)],
    ['the state FAILED', state('FAILED', { failureReason: 'no' })],
  ])('with %s: what the change left on the device counts', async (_name, commit) => {
    expect((await run({ commit, confirm: true })).error).toBeUndefined();
    for (const confirm of [false, undefined])
      expect(String((await run({ commit, confirm })).error)).toContain('no');
  });
});
