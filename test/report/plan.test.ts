import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { planJson } from '../../src/report/plan/json.ts';
import { planMarkdown } from '../../src/report/plan/markdown.ts';
import { planText } from '../../src/report/plan/text.ts';
import { outputSchemas } from '../../src/report/registry.ts';
import type { RunView } from '../../src/report/views.ts';
import { deletion, plain, refusal, runView, secretCreation, update } from './views.ts';

// The commands as processes are held to the same schemas in test/cli.test.ts.

const views: Readonly<Record<string, RunView>> = {
  'no change': runView([]),
  'a creation with a secret': runView([secretCreation]),
  'an update': runView([update]),
  'a deletion that cuts': runView([deletion], { phases: ['transaction', 'transaction', 'clean-up'] }),
  'a change that refuses': runView([
    { ...update, impact: 'refuses-new', live: { count: 3, where: 'on pools' } },
    { ...deletion, live: { count: null, where: '' } },
  ]),
  'a refusal': runView([{ ...update, action: 'adopt' }], { refusals: [refusal] }),
  'a failure': {
    spec: { name: '', file: 'web.yaml' },
    outcome: {},
    errors: [{ rule: 'run/failed', severity: 'error', message: 'no' }],
  },
  'a change that is done': {
    ...runView([update]),
    outcome: {
      archive: { name: 'a.ucs', bytes: 5 },
      phases: [{ name: 'transaction', requests: 2, transaction: 17 }],
      saved: true,
    },
  },
};

let diff: ValidateFunction;
let apply: ValidateFunction;
beforeAll(async () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, formats: { 'date-time': true } });
  const schemas = await outputSchemas();
  for (const schema of Object.values(schemas)) ajv.compile(schema);
  diff = ajv.compile(schemas.diff ?? false);
  apply = ajv.compile(schemas.apply ?? false);
});

function documentOf(view: RunView): unknown {
  return JSON.parse(planJson(view, plain).out ?? '');
}

describe('JSON follows the published schema', () => {
  test.each(Object.entries(views))('%s', (_name, view) => {
    apply(documentOf(view));
    expect(apply.errors ?? []).toEqual([]);
    const done = Object.keys(view.outcome).length > 0;
    expect(diff(documentOf(view))).toBe(!done);
  });

  test('a key that nobody promised is refused', () => {
    expect(diff({ ...(documentOf(runView([])) as object), surprise: true })).toBe(false);
  });

  test('connections that were not counted are null', () => {
    const changes = [
      { ...update, impact: 'refuses-new' as const, live: { count: 3, where: 'on pools' } },
      { ...deletion, live: { count: null, where: '' } },
      update,
    ];
    expect(documentOf(runView(changes))).toMatchObject({
      changes: [{ liveConnections: 3 }, { liveConnections: null }, {}],
    });
    expect(JSON.stringify(documentOf(runView([update])))).not.toContain('liveConnections');
  });

  test('an unset value is left out and a secret has none', () => {
    const text = JSON.stringify(documentOf(runView([update, secretCreation])));
    expect(text).toContain('{"field":"monitor","before":"/Common/http"}');
    expect(text).toContain('{"field":"password","secret":true,"changed":true}');
  });
});

describe('text', () => {
  const textOf = (view: RunView) => planText(view, plain);

  test('a change has its fields, its place and what it does to connections', () => {
    expect(textOf(runView([update, deletion])).out).toBe(
      [
        'web → bigip (bigip1.example.com, TMOS 17.1.2)',
        '',
        '  ~ ltm/pool /Common/p     web.yaml:3:1',
        '      monitor  /Common/http → (none)',
        '  - ltm/virtual /Common/v (it was there)  cuts live connections',
        '',
        'Plan: 1 to update, 1 to delete; one transaction. 1 of them cuts live connections.',
      ].join('\n'),
    );
  });

  test.each([
    [
      5,
      '5 live',
      'cut live connections, 1 of them refuses new connections. 10 live connections on virtual servers.',
    ],
    [
      1,
      '1 live',
      'cut live connections, 1 of them refuses new connections. 6 live connections on virtual servers.',
    ],
    [
      null,
      'not counted',
      'cut live connections, 1 of them refuses new connections. 5 live connections on virtual servers, others not counted.',
    ],
  ])('%j connections are told', (count, line, sentence) => {
    const live = { count, where: 'on virtual servers' };
    const other = { count: 5, where: 'on virtual servers' };
    const { out } = textOf(
      runView([
        { ...update, impact: 'refuses-new', live },
        { ...deletion, live: other },
        { ...deletion, path: '/Common/w', live: { count: 0, where: 'on virtual servers' } },
      ]),
    );
    expect(out).toContain(`web.yaml:3:1  refuses new connections (${line})\n`);
    expect(out).toContain('cuts live connections (5 live)\n');
    expect(out).toContain(`2 of them ${sentence}`);
  });

  test('what concerns all of the device is told once, and nothing is claimed of what was not counted', () => {
    const live = { count: 7, where: 'on the device', ofDevice: true as const };
    const twice = textOf(
      runView([
        { ...deletion, live },
        { ...deletion, live },
      ]),
    ).out;
    expect(twice).toContain('cuts live connections (7 live on the device)');
    expect(twice).toContain('2 of them cut live connections. 7 live connections on the device.');
    const unknown = textOf(runView([{ ...deletion, live: { count: null, where: '' } }])).out;
    expect(unknown).toContain('1 of them cuts live connections. Live connections not counted.');
  });

  test('only where nobody is cut or refused nothing is said to be cut', () => {
    const { out } = textOf(runView([{ ...update, impact: 'refuses-new' }]));
    expect(out).toContain('1 of them refuses new connections.');
    expect(out).not.toContain('No live connection');
    expect(textOf(runView([update])).out).toContain('No live connection is cut.');
  });

  test('a secret is not shown, a default is counted', () => {
    const { out } = textOf(runView([secretCreation]));
    expect(out).toContain('      password  (secret, changed)\n      and 1 more at its default');
  });

  test('a refusal is urgent, advice is not', () => {
    const advice = [{ ...refusal, severity: 'warning' as const }];
    const { notes } = textOf(runView([], { refusals: [refusal], advice }));
    expect(notes.map(({ urgent }) => urgent)).toEqual([true, false]);
    expect(notes[1]?.text).toBe('\n1 warning about the spec: bigip-ws validate web.yaml');
  });
});

describe('Markdown', () => {
  test('no value breaks out of its cell', () => {
    const change = {
      ...update,
      fields: [{ field: 'description', before: 'a | b', after: '`x` </td> # no' }],
    };
    const { out } = planMarkdown(runView([change]), plain);
    expect(out?.split('\n').at(-1)).toBe('| description | `a \\| b` | `` `x` </td> # no `` |');
  });

  test('why it would be refused stands below', () => {
    const { out } = planMarkdown(runView([update], { refusals: [refusal] }), plain);
    expect(out).toContain('- **error** `web.yaml:3:1` ltm/pool /Common/p exists');
  });

  test.each([
    [2, 0],
    [700, 0],
    [5000, 3000],
  ])('%i changes and %i refusals fit into a comment, and what does not is counted', (changes, refusals) => {
    const view = runView(
      Array.from({ length: changes }, (_, index) => ({ ...update, path: `/Common/v${index}` })),
      { refusals: Array.from({ length: refusals }, () => refusal) },
    );
    const { out = '' } = planMarkdown(view, plain);
    expect(out.length).toBeLessThan(60_200);
    const rows = out.match(/^\| update \|/gm)?.length ?? 0;
    const tables = out.match(/^\| field \|/gm)?.length ?? 0;
    const notices = out.match(/^- \*\*error/gm)?.length ?? 0;
    const left = [
      [changes - rows, 'changes'],
      [changes - tables, 'tables of fields'],
      [refusals - notices, 'notices'],
    ] as const;
    expect(notices > 0).toBe(refusals > 0);
    for (const [count, what] of left) {
      if (count > 0) expect(out).toMatch(new RegExp(`^\\*\\*Not shown.*\\b${count} ${what}\\b`, 'm'));
      else expect(out).not.toMatch(new RegExp(`^\\*\\*Not shown.*${what}`, 'm'));
    }
    if (changes === 2) expect(out).not.toContain('Not shown');
  });
});

describe('the line that closes a plan', () => {
  const stranger: Diagnostic = { rule: 'plan/foreign-member', severity: 'warning', message: 'p:n is there' };
  const closing = (view: RunView): (string | undefined)[] => [
    planText(view, plain).out?.split('\n').at(-1),
    planMarkdown(view, plain).out?.split('\n')[2],
  ];

  test.each<[string, RunView, string]>([
    ['nothing differs', runView([]), 'No changes: the device is as the spec says.'],
    [
      'others added a member',
      runView([], { foreign: [stranger] }),
      'Nothing to do, but the device is not as the spec says. The device has 1 member that the spec does not list; left alone.',
    ],
    [
      'others added members and something differs',
      runView([update], { foreign: [stranger, stranger] }),
      'Plan: 1 to update; one transaction. No live connection is cut. The device has 2 members that the spec does not list; left alone.',
    ],
    [
      'nothing is left to destroy',
      runView([], { destroy: true }),
      'Nothing to remove: nothing on the device is listed for this spec.',
    ],
    ['all is refused', runView([], { refusals: [refusal] }), 'Nothing to do but for what is refused.'],
  ])('where %s', (_name, view, words) => {
    expect(closing(view)).toEqual([words, words]);
  });
});
