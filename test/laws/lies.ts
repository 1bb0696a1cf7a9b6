import type { Passing, Twist } from '../harness/proxy.ts';

// The ways in which a device lies: what stands between it and the tool changes answers, or keeps requests back.

export interface Lie {
  readonly group: string;
  readonly name: string;
  /** Made anew for each run: some lies change with time. */
  readonly twist: () => Twist;
  /** What reads show is not so: what follows from them alone cannot be known. */
  readonly readsLie?: boolean;
  /** The lie itself leaves a token or a transaction behind that nobody can know of. */
  readonly leaves?: boolean;
  /** The lie is a habit of devices, or says nothing of importance: the run goes on to its end. */
  readonly isHarmless?: boolean;
}

type Json = Readonly<Record<string, unknown>>;
type Change = (body: Json) => unknown;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const itemsOf = ({ items }: Json): readonly Json[] => (Array.isArray(items) ? (items as Json[]) : []);

/** Where in the traffic: method and a part of the address. */
const isAt =
  (method: string, part: RegExp) =>
  (request: Passing): boolean =>
    request.method === method && part.test(request.url);

const answers = (when: (request: Passing) => boolean, change: Change): Twist => ({
  after: (request, body) => (when(request) && isJson(body) ? change(body) : body),
});
const items = (change: (item: Json) => unknown): Change => {
  return (body) => ({ ...body, items: itemsOf(body).map(change) });
};
const fields = (changed: Json): Change => {
  return (body) => ({ ...body, ...changed });
};
const without = (...keys: readonly string[]): Change => {
  return (body) => Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
};
const instead = (when: (request: Passing) => boolean, reply: object): Twist => ({
  instead: (request) => (when(request) ? reply : undefined),
});

const pools = isAt('GET', /\/ltm\/pool\?/);
const nodes = isAt('GET', /\/ltm\/node\?/);
const devices = isAt('GET', /\/cm\/device/);
const inventory = isAt('GET', /bigip-ws-inventory$/);
const lock = isAt('GET', /bigip-ws~lock$/);
const newTransaction = isAt('POST', /\/tm\/transaction$/);
const commands = isAt('GET', /\/transaction\/\d+\/commands/);
const commitment = isAt('PATCH', /\/transaction\/\d+$/);
const polling = isAt('GET', /\/transaction\/\d+$/);
const login = isAt('POST', /\/authn\/login$/);
const newTask = isAt('POST', /\/task\/sys\/ucs$/);
const task = isAt('GET', /\/task\/sys\/ucs\/\d+$/);
const archives = isAt('GET', /\/tm\/sys\/ucs$/);
const statistics = isAt('GET', /\/stats/);

const HOSTILE = '\u001B[2J\u202E\u0007<b>|`\n- x\u009B31m';
const text = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) value = { a: value };
  return value;
};
/** JSON.parse makes a key of its own of it, an object literal does not. */
const PROTO = JSON.parse('{"__proto__":{"fullPath":"/Common/web"},"constructor":1,"toString":null}') as Json;

function group(
  name: string,
  lies: readonly (readonly [string, Twist | (() => Twist), Partial<Lie>?])[],
): Lie[] {
  return lies.map(([what, twist, more]) => ({
    group: name,
    name: what,
    twist: typeof twist === 'function' ? twist : () => twist,
    ...more,
  }));
}
const unreal = { readsLie: true };
const harmless = { isHarmless: true };

/** The first answer to each of these, for ever; or only once, after the commit. */
function stale(when: (request: Passing) => boolean, times: number): Twist {
  const seen = new Map<string, unknown>();
  let isCommitted = false;
  let left = times;
  return {
    after: (request, body) => {
      isCommitted ||= commitment(request);
      if (!when(request)) return body;
      if (!seen.has(request.url)) seen.set(request.url, body);
      if (!isCommitted || left-- <= 0) return body;
      return seen.get(request.url);
    },
  };
}

/** Another answer each time it is asked. */
function inTurn(when: (request: Passing) => boolean, ...changes: readonly Change[]): Twist {
  let turn = 0;
  return answers(when, (body) => changes[turn++ % changes.length]?.(body) ?? body);
}

const record = (name: string, data: unknown): Change => {
  return (body) => ({
    ...body,
    records: [...((body.records as unknown[] | undefined) ?? []), { name, data }],
  });
};
const records = (change: (record: Json) => unknown): Change => {
  return (body) => ({ ...body, records: ((body.records as Json[] | undefined) ?? []).map(change) });
};
const lockField = (field: string, value: unknown): Twist =>
  answers(
    lock,
    records((one) => (one.name === field ? { ...one, data: value } : one)),
  );

export const LIES: readonly Lie[] = [
  ...group('reads', [
    ['a list that is empty', answers(pools, without('items')), unreal],
    ['a list of none', answers(pools, fields({ items: [] })), unreal],
    ['a list that shows what was there before, again and again', () => stale(pools, 99), unreal],
    ['a list that shows once what was there before', () => stale(pools, 1), harmless],
    [
      'an object that is missing in every other read',
      () =>
        inTurn(
          pools,
          (body) => body,
          items(() => null),
        ),
      unreal,
    ],
    ['nodes that are not there, with members that are', answers(nodes, without('items')), unreal],
    ['an inventory that is empty', answers(inventory, without('records')), unreal],
    ['an inventory that shows what it was before', () => stale(inventory, 99), unreal],
    ['a lock that never has a mark', () => stale(lock, 99), unreal],
  ]),
  ...group('shapes', [
    ['items that are null', answers(pools, fields({ items: null })), unreal],
    ['items that are a map', answers(pools, fields({ items: { a: 1 } })), unreal],
    ['items that are a text', answers(pools, fields({ items: 'none' })), unreal],
    ['a list instead of an answer', answers(pools, () => [])],
    ['null instead of an answer', answers(pools, () => null)],
    ['a number instead of an answer', answers(pools, () => 5)],
    ['a text instead of an answer', answers(pools, () => 'busy')],
    ['another collection', answers(pools, fields({ kind: 'tm:ltm:node:nodecollectionstate' }))],
    ['no kind', answers(pools, without('kind'))],
    ['a kind that is a list', answers(pools, fields({ kind: ['tm:ltm:pool:poolcollectionstate'] }))],
    ['the list of all devices is null', answers(devices, fields({ items: null }))],
  ]),
  ...group('items', [
    ['null among them', answers(pools, (body) => ({ ...body, items: [null, ...itemsOf(body)] })), unreal],
    [
      'a number and a text among them',
      answers(pools, (body) => ({ ...body, items: [5, 'x', ...itemsOf(body)] })),
      unreal,
    ],
    ['no name, no path', answers(pools, items(without('name', 'fullPath'))), unreal],
    ['a path that is a number', answers(pools, items(fields({ fullPath: 7 }))), unreal],
    [
      'the path of another partition',
      answers(pools, items(fields({ fullPath: '/Other/web', partition: 'Other' }))),
      unreal,
    ],
    [
      'a path in capitals',
      answers(
        pools,
        items((one) => ({ ...one, fullPath: String(one.fullPath).toUpperCase() })),
      ),
      unreal,
    ],
    [
      'a path with escapes',
      answers(pools, items(fields({ name: HOSTILE, fullPath: `/Common/${HOSTILE}` }))),
      unreal,
    ],
    [
      'each twice',
      answers(pools, (body) => ({ ...body, items: [...itemsOf(body), ...itemsOf(body)] })),
      unreal,
    ],
    [
      'each twice, with other values',
      answers(pools, (body) => ({
        ...body,
        items: [...itemsOf(body), ...itemsOf(body).map(fields({ loadBalancingMode: 'ratio-node' }))],
      })),
      unreal,
    ],
    ['no members', answers(pools, items(without('membersReference'))), unreal],
    ['members that are null', answers(pools, items(fields({ membersReference: { items: null } }))), unreal],
    [
      'members that are texts',
      answers(pools, items(fields({ membersReference: { items: ['10.0.0.1:80'] } }))),
      unreal,
    ],
    ['members without a name', answers(pools, items(fields({ membersReference: { items: [{}] } }))), unreal],
    [
      'a member with a port that is none',
      answers(
        pools,
        items(fields({ membersReference: { items: [{ name: 'a:b', fullPath: '/Common/a:b' }] } })),
      ),
      unreal,
    ],
    [
      'the object of someone else',
      answers(
        pools,
        items(() => ({ kind: 'tm:ltm:node:nodestate', fullPath: '/Common/x' })),
      ),
      unreal,
    ],
    [
      'keys of every object',
      answers(
        pools,
        items((one) => Object.assign(Object.create(null), one, PROTO) as Json),
      ),
      unreal,
    ],
  ]),
  ...group('values', [
    [
      'numbers and booleans that are texts',
      answers(
        pools,
        items((one) => Object.fromEntries(Object.entries(one).map(([key, value]) => [key, text(value)]))),
      ),
      unreal,
    ],
    [
      'null',
      answers(
        pools,
        items((one) => ({ kind: one.kind, fullPath: one.fullPath, loadBalancingMode: null, monitor: null })),
      ),
      unreal,
    ],
    ['a map', answers(pools, items(fields({ loadBalancingMode: {}, slowRampTime: {} }))), unreal],
    ['a list', answers(pools, items(fields({ loadBalancingMode: [], monitor: ['/Common/tcp'] }))), unreal],
    [
      'a map as deep as a well',
      answers(pools, items(fields({ loadBalancingMode: deep(1500), monitor: deep(1500) }))),
      unreal,
    ],
    ['a text of a megabyte', answers(pools, items(fields({ description: 'x'.repeat(1_000_000) }))), unreal],
    ['escapes', answers(pools, items(fields({ description: HOSTILE, loadBalancingMode: HOSTILE }))), unreal],
    ['half a character', answers(pools, items(fields({ description: '\uD800' }))), unreal],
    [
      'numbers without bounds',
      answers(pools, items(fields({ slowRampTime: 1e308, minActiveMembers: -1 }))),
      unreal,
    ],
  ]),
  ...group('identity', [
    [
      'another version each time',
      () => inTurn(devices, items(fields({ version: '17.1.2' })), items(fields({ version: '12.1.0' }))),
      unreal,
    ],
    ['no version', answers(devices, items(without('version')))],
    ['a version that is a word', answers(devices, items(fields({ version: 'latest' })))],
    ['a version that is a number', answers(devices, items(fields({ version: 17.1 })))],
    ['a version with escapes', answers(devices, items(fields({ version: `17.1.2${HOSTILE}` })))],
    ['a version of the far future', answers(devices, items(fields({ version: '99.9.9' }))), unreal],
    ['no device', answers(devices, without('items'))],
    [
      'two devices that are this one',
      answers(devices, (body) => ({ ...body, items: [...itemsOf(body), ...itemsOf(body)] })),
      harmless,
    ],
    ['a host name with escapes', answers(devices, items(fields({ hostname: HOSTILE }))), harmless],
    ['no host name', answers(devices, items(without('hostname'))), harmless],
    ['a host name that is a map', answers(devices, items(fields({ hostname: { a: 1 } }))), harmless],
  ]),
  ...group('pages', [
    [
      'a link to itself',
      answers(pools, fields({ nextLink: 'https://localhost/mgmt/tm/ltm/pool?$skip=0' })),
      unreal,
    ],
    [
      'a link to another host',
      answers(pools, fields({ nextLink: 'https://192.0.2.7/mgmt/tm/ltm/pool?$skip=1&$top=500' })),
      unreal,
    ],
    [
      'a link to another collection',
      answers(pools, fields({ nextLink: 'https://localhost/mgmt/tm/ltm/node?$skip=1&$top=500' })),
      unreal,
    ],
    [
      'a link without a query',
      answers(pools, fields({ nextLink: 'https://localhost/mgmt/tm/ltm/pool' })),
      unreal,
    ],
    [
      'a link that leaves its place',
      answers(pools, fields({ nextLink: '?/../../shared/authz/tokens' })),
      unreal,
    ],
    ['a link with line breaks', answers(pools, fields({ nextLink: 'x?a\r\nX-Y: 1' })), unreal],
    ['a link that is empty', answers(pools, fields({ nextLink: '' })), unreal],
    ['a link that is a number', answers(pools, fields({ nextLink: 5 })), harmless],
  ]),
  ...group('totals', [
    ['fewer than there are', answers(pools, fields({ totalItems: 0, currentItemCount: 0 })), harmless],
    ['a text', answers(pools, fields({ totalItems: 'all', totalPages: -1 })), harmless],
  ]),
  ...group('writes that are not kept', [
    [
      'a command that is not taken',
      instead(isAt('PATCH', /\/ltm\/pool\//), {
        kind: 'tm:transaction:commandsstate',
        method: 'PATCH',
        uri: 'https://localhost/mgmt/tm/ltm/pool/~Common~web',
        commandId: 2,
        evalOrder: 2,
      }),
    ],
    [
      'commands of another transaction',
      instead(isAt('POST', /\/members$/), {
        kind: 'tm:transaction:commandsstate',
        method: 'DELETE',
        uri: 'https://localhost/mgmt/tm/ltm/pool/~Common~api',
        commandId: 9,
        evalOrder: 9,
      }),
    ],
    [
      'a commit that says COMPLETED and is none',
      {
        instead: (request) =>
          commitment(request)
            ? {
                transId: Number(/\d+$/.exec(request.url)?.[0]),
                state: 'COMPLETED',
                kind: 'tm:transactionstate',
              }
            : undefined,
      },
      { leaves: true },
    ],
    [
      'a lock that is not made',
      instead(isAt('POST', /data-group\/internal$/), {
        kind: 'tm:ltm:data-group:internal:internalstate',
        name: 'lock',
        fullPath: '/Common/bigip-ws/lock',
        generation: 1,
      }),
    ],
    [
      'a save that is none, and does not say that it was',
      instead(isAt('POST', /\/sys\/config$/), { kind: 'tm:sys:config:savestate' }),
    ],
    [
      'a save that says another command',
      instead(isAt('POST', /\/sys\/config$/), { kind: 'tm:sys:config:savestate', command: 'load' }),
    ],
  ]),
  ...group('transactions', [
    ['no number', answers(newTransaction, without('transId')), { leaves: true }],
    [
      'a number that is a text',
      answers(newTransaction, (body) => ({ ...body, transId: String(body.transId) })),
      { leaves: true },
    ],
    ['the number of another one', answers(newTransaction, fields({ transId: 1 })), { leaves: true }],
    ['a number that is half a number', answers(newTransaction, fields({ transId: 1.5 })), { leaves: true }],
    ['a commit in small letters', answers(commitment, fields({ state: 'completed' })), harmless],
    ['a commit without a state', answers(commitment, without('state')), harmless],
    ['a commit of another number', answers(commitment, fields({ transId: 5 })), harmless],
    [
      'a commit that failed, and did not',
      answers(commitment, fields({ state: 'FAILED', failureReason: HOSTILE })),
      harmless,
    ],
    [
      'a commit that is still under way, for ever',
      {
        after: (request, body) =>
          (commitment(request) || polling(request)) && isJson(body) ? { ...body, state: 'VALIDATING' } : body,
      },
      harmless,
    ],
  ]),
  ...group('lists of commands', [
    [
      'one too many',
      answers(commands, (body) => ({
        ...body,
        items: [
          ...itemsOf(body),
          { method: 'DELETE', uri: 'https://localhost/mgmt/tm/ltm/pool/~Common~api', evalOrder: 99 },
        ],
      })),
    ],
    ['each twice', answers(commands, (body) => ({ ...body, items: [...itemsOf(body), ...itemsOf(body)] }))],
    ['none', answers(commands, fields({ items: [] }))],
    ['null', answers(commands, fields({ items: null }))],
    [
      'another order',
      answers(commands, (body) => ({
        ...body,
        items: itemsOf(body).map((one, index) => ({ ...one, evalOrder: 100 - index })),
      })),
    ],
    ['no order', answers(commands, items(without('evalOrder'))), harmless],
    [
      'addresses without a host',
      answers(
        commands,
        items((one) => ({ ...one, uri: String(one.uri).replace('https://localhost', '') })),
      ),
      harmless,
    ],
    ['addresses that are null', answers(commands, items(fields({ uri: null })))],
    ['addresses with broken escapes', answers(commands, items(fields({ uri: '/mgmt/tm/%zz%' })))],
  ]),
  ...group('tokens', [
    ['no token', answers(login, without('token')), { leaves: true }],
    ['null', answers(login, fields({ token: null })), { leaves: true }],
    ['a number', answers(login, fields({ token: { token: 5 } })), { leaves: true }],
    ['nothing in it', answers(login, fields({ token: { token: '' } })), { leaves: true }],
    ['line breaks', answers(login, fields({ token: { token: 'a\r\nX-Evil: 1' } })), { leaves: true }],
    ['letters beyond a header', answers(login, fields({ token: { token: 'ü\u202E' } })), { leaves: true }],
    [
      'an address',
      answers(login, fields({ token: { token: '../../tm/ltm/pool/~Common~api' } })),
      { leaves: true },
    ],
  ]),
  ...group('statistics', [
    ['none', answers(statistics, without('entries')), harmless],
    ['null', answers(statistics, fields({ entries: null })), harmless],
    [
      'entries that are null',
      answers(statistics, fields({ entries: { a: null, b: 5, c: { nestedStats: null } } })),
      harmless,
    ],
    [
      'counts below zero',
      answers(
        statistics,
        (body) => JSON.parse(JSON.stringify(body).replaceAll(/"value":\d+/g, '"value":-1')) as Json,
      ),
      harmless,
    ],
    [
      'counts that are texts',
      answers(
        statistics,
        (body) => JSON.parse(JSON.stringify(body).replaceAll(/"value":\d+/g, '"value":"0"')) as Json,
      ),
      harmless,
    ],
    ['of another kind', answers(statistics, fields({ kind: 'tm:ltm:node:nodecollectionstats' })), harmless],
    [
      'names with escapes',
      answers(
        statistics,
        (body) => JSON.parse(JSON.stringify(body).replaceAll('/Common/', '/\\u001b[2J/')) as Json,
      ),
      harmless,
    ],
  ]),
  ...group('the inventory', [
    ['records that are null', answers(inventory, fields({ records: null })), unreal],
    ['a record that is null', answers(inventory, (body) => ({ ...body, records: [null] }))],
    ['a record with escapes', answers(inventory, record(HOSTILE, HOSTILE))],
    [
      'a record of a kind that nobody knows',
      answers(inventory, record('ltm/teapot:/Common/x', 'created lied-to')),
    ],
    [
      'a record whose rest is no JSON',
      answers(inventory, record('ltm/pool:/Common/x', 'created lied-to more=AAAA')),
    ],
    [
      'a record of a path without a partition',
      answers(inventory, record('ltm/pool:x', 'created lied-to')),
      unreal,
    ],
    ['keys of every object', answers(inventory, record('__proto__', 'created lied-to'))],
    ['the data-group of someone else', answers(inventory, fields({ fullPath: '/Common/theirs' }))],
  ]),
  ...group('the lock', [
    [
      'of someone else, with escapes',
      answers(
        lock,
        records((one) => ({ ...one, data: HOSTILE })),
      ),
      unreal,
    ],
    ['a step that is no number', lockField('step', 'many'), unreal],
    ['a step beyond all', lockField('step', '1e9'), unreal],
    ['numbers instead of texts', lockField('nonce', 5), unreal],
    ['records that are null', answers(lock, fields({ records: null })), unreal],
    ['a generation that is a text', answers(lock, fields({ generation: 'x' })), harmless],
  ]),
  ...group('archives', [
    ['a task without a number', answers(newTask, without('_taskId'))],
    [
      'a task whose number is a text',
      answers(newTask, (body) => ({ ...body, _taskId: String(body._taskId) })),
    ],
    ['a task that is another one', answers(newTask, fields({ _taskId: 4711 }))],
    ['a task that failed', answers(task, fields({ _taskState: 'FAILED' }))],
    [
      'a task without a state, for a while',
      () => inTurn(task, without('_taskState'), (body) => body),
      harmless,
    ],
    [
      'a task with a state that nobody knows, for a while',
      () => inTurn(task, fields({ _taskState: HOSTILE }), (body) => body),
      harmless,
    ],
    [
      'a task that is null, for a while',
      () =>
        inTurn(
          task,
          () => null,
          (body) => body,
        ),
      harmless,
    ],
    [
      'a task that is done and did nothing',
      {
        instead: (request) =>
          request.method === 'PUT' && request.url.includes('/task/')
            ? { _taskState: 'VALIDATING' }
            : undefined,
        after: (request, body) =>
          task(request) && isJson(body) ? { ...body, _taskState: 'COMPLETED' } : body,
      },
    ],
    ['a list of none', answers(archives, without('items'))],
    ['a list that is null', answers(archives, fields({ items: null }))],
    ['a list of numbers', answers(archives, fields({ items: [1, null, 'x'] }))],
    [
      'names with escapes',
      answers(archives, (body) => ({
        ...body,
        items: [...itemsOf(body), { apiRawValues: { filename: `/var/local/ucs/${HOSTILE}` } }],
      })),
      harmless,
    ],
    [
      'names of other folders',
      answers(archives, (body) => ({
        ...body,
        items: [...itemsOf(body), { apiRawValues: { filename: '../../etc/passwd', file_size: 'x' } }],
      })),
      harmless,
    ],
    [
      'archives without anything',
      answers(archives, (body) => ({ ...body, items: [...itemsOf(body), {}, { apiRawValues: null }] })),
      harmless,
    ],
    [
      'a size that is no number',
      answers(
        archives,
        items((one) => ({ ...one, apiRawValues: { ...(one.apiRawValues as Json), file_size: 'huge' } })),
      ),
      harmless,
    ],
    [
      'the archive of the spec, made by someone else',
      answers(archives, (body) => ({
        ...body,
        items: [...itemsOf(body), { apiRawValues: { filename: '/var/local/ucs/kept.ucs' } }],
      })),
    ],
  ]),
];
