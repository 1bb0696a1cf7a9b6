import { describe, expect, test } from 'vitest';
import { complain } from '../../src/commands/complain.ts';
import { present } from '../../src/commands/present.ts';
import type { Deps } from '../../src/commands/deps.ts';
import { CliError, EXIT, SpecError } from '../../src/exit.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { createMasker } from '../../src/model/mask.ts';
import { REPORTS, type Format } from '../../src/report/registry.ts';
import type {
  ArchiveView,
  RehearsalView,
  RenderingView,
  RunView,
  StatusView,
  ValidationView,
  VerifyView,
} from '../../src/report/views.ts';
import { type Captured, capturedIo } from '../harness/io.ts';
import { HOSTILE, SECRETS, unsafeIn } from './hostile.ts';

// What no reporter may pass on: text of a device or a spec that a terminal or a document would obey.

function depsOf({ io }: Captured): Deps {
  const { signal } = new AbortController();
  return { io, env: {}, cwd: '/', debug: false, signal, uninterrupted: (work) => work() };
}

const told = (text: string): Diagnostic => ({
  rule: 'run/failed',
  severity: 'error',
  message: text,
  object: text,
  source: { file: text, line: 1, column: 1 },
});

function runOf(text: string, value: string): RunView {
  const spec = { name: text, file: text };
  const diagnostics = [told(text)];
  const plan = {
    spec,
    device: { host: text, hostname: text, version: text },
    changes: [
      {
        action: 'update' as const,
        kind: 'ltm/pool',
        path: text,
        impact: 'none' as const,
        fields: [
          { field: 'description', before: value, after: `${value}!` },
          { field: 'list', before: [text], after: [text, { [text]: text, type: text }] },
        ],
        note: text,
        source: { file: text, line: 1, column: 1 },
      },
    ],
    destroy: false,
    phases: ['transaction' as const],
    decisions: diagnostics,
    advice: diagnostics,
    foreign: diagnostics,
    refusals: diagnostics,
  };
  return { spec, plan, outcome: {}, errors: diagnostics };
}

const rendered = (text: string): RenderingView => ({
  did: 'render',
  spec: text,
  tmos: '17.1.2',
  phases: [{ name: 'transaction', requests: [{ method: 'POST', uri: text, body: { type: text } }] }],
  irules: [{ path: text, text: 'when HTTP_REQUEST { }' }],
  explanation: {
    shell: 'shell',
    parts: [
      {
        title: text,
        steps: [
          {
            title: text,
            purpose: 'purpose',
            howTo: text,
            request: { method: 'POST', uri: text, body: { type: text, [text]: [text] } },
            command: ['create', text],
          },
        ],
      },
    ],
    closing: 'closing',
  },
  script: { text: '#!/bin/bash' },
  decisions: [told(text)],
});

const archived = (text: string): ArchiveView => ({
  did: 'list',
  archives: [{ name: text, bytes: 1, created: text, tmos: text, encrypted: false }],
});

const validated = (text: string): ValidationView => ({
  valid: false,
  results: [{ file: text, diagnostics: [told(text)] }],
});

const verified = (text: string): VerifyView => {
  // Causes and hints are our own words, and have lines.
  const texts = { message: text, why: 'why', hint: 'hint' };
  const tried = { virtualServer: text, url: text, address: text, source: { file: text, line: 1, column: 1 } };
  const findings = [
    { check: 'tcp' as const, verdict: 'failed' as const, rule: 'tcp/refused' as const, ...texts },
    { check: 'echo' as const, verdict: 'not-tested' as const, ...texts },
    { check: 'ping' as const, verdict: 'passed' as const, ...texts },
  ];
  return {
    did: 'verify',
    spec: { name: text, file: text },
    verdict: 'failed',
    tested: [
      { ...tried, verdict: 'failed', findings, notes: [text] },
      { ...tried, member: text, verdict: 'passed', findings: [], notes: [] },
    ],
    ladders: [
      {
        virtualServer: text,
        rungs: [{ step: 'reach', verdict: 'failed', message: text, hint: 'hint' }],
        conclusion: text,
      },
    ],
  };
};

const looked = (text: string): StatusView => {
  const state = { availability: text, enabled: true, reason: text };
  const seen = { name: text, source: { file: text, line: 1, column: 1 }, state };
  return {
    did: 'status',
    spec: { name: text, file: text },
    device: { host: text, hostname: text, version: text },
    time: '2026-01-01T00:00:00Z',
    virtualServers: [seen],
    pools: [{ ...seen, members: [seen, { name: text }] }],
  };
};

const rehearsed = (text: string): RehearsalView => ({
  did: 'rehearse',
  spec: { name: text, file: text },
  verdict: 'failed',
  device: { host: text, hostname: text, version: text },
  timeScale: 10,
  topology: {
    virtualServers: [{ name: text, url: text, here: text }],
    gateways: [{ name: text, address: text, here: text, isReal: true }],
  },
  steps: [
    {
      step: 'verify',
      verdict: 'failed',
      milliseconds: 1,
      says: [text],
      source: { file: text, line: 1, column: 1 },
      hint: 'hint',
    },
  ],
  clients: {
    spread: [{ virtualServer: text, gateways: { [text]: 1 } }],
    cut: [{ step: 'lose', open: 2, cut: 1 }],
  },
  notes: [text],
  milliseconds: 1,
});

const PLACE = 'place';

/** A view with a text in every place but names of members, and those that hold our own words or the user's files. */
function filled<T>(view: T, text: string): T;
function filled(view: unknown, text: string): unknown {
  if (view === PLACE) return text;
  if (Array.isArray(view)) return view.map((one: unknown) => filled(one, text));
  if (typeof view !== 'object' || view === null) return view;
  return Object.fromEntries(
    Object.entries(view).map(([key, value]: [string, unknown]) => [
      key,
      key === 'file' || key === 'tmos' ? value : filled(value, text),
    ]),
  );
}

type Shown = (text: string, hide?: readonly string[]) => Promise<Captured>;

function shows<View>(format: Format<View>, view: (text: string) => View): Shown {
  return async (text, hide = []) => {
    const captured = capturedIo();
    captured.io.hide(hide);
    await present(format, hide.length > 0 ? filled(view(PLACE), text) : view(text), depsOf(captured));
    return captured;
  };
}

const TEXTS: readonly (readonly [string, Shown])[] = [
  ['diff, text', shows(REPORTS.diff.text, (text) => runOf(text, 'value'))],
  ['diff, markdown', shows(REPORTS.diff.markdown, (text) => runOf(text, 'value'))],
  ['validate, text', shows(REPORTS.validate.text, validated)],
  ['render, irule', shows(REPORTS.render.irule, rendered)],
  ['render, tmsh', shows(REPORTS.render.tmsh, rendered)],
  ['archive, text', shows(REPORTS.archive.text, archived)],
  ['apply, text', shows(REPORTS.apply.text, (text) => runOf(text, 'value'))],
  ['verify, text', shows(REPORTS.verify.text, verified)],
  ['status, text', shows(REPORTS.status.text, looked)],
  ['rehearse, text', shows(REPORTS.rehearse.text, rehearsed)],
  ['rehearse, markdown', shows(REPORTS.rehearse.markdown, rehearsed)],
];

/** They fold long names, so that these have lines of their own. */
const FOLDED: readonly (readonly [string, Shown])[] = [
  ['render, explain', shows(REPORTS.render.explain, rendered)],
];

/** What is no JSON: texts are escaped in it for good. */
const MARKUP: readonly (readonly [string, Shown])[] = [
  ['verify, junit', shows(REPORTS.verify.junit, verified)],
];

const DOCUMENTS: readonly (readonly [string, Shown])[] = [
  ['diff, json', shows(REPORTS.diff.json, (text) => runOf(text, text))],
  ['validate, json', shows(REPORTS.validate.json, validated)],
  ['render, json', shows(REPORTS.render.json, rendered)],
  ['archive, json', shows(REPORTS.archive.json, archived)],
  ['apply, json', shows(REPORTS.apply.json, (text) => runOf(text, text))],
  ['verify, json', shows(REPORTS.verify.json, verified)],
  ['status, json', shows(REPORTS.status.json, looked)],
  ['rehearse, json', shows(REPORTS.rehearse.json, rehearsed)],
];

const lines = ({ out, err }: Captured): number => `${out()}\n${err()}`.split('\n').length;

test('there are enough of them', () => {
  expect(new Set(HOSTILE).size).toBeGreaterThan(500);
  expect(new Set(SECRETS).size).toBe(300);
});

test('every format is here', () => {
  const formats = Object.entries(REPORTS).flatMap(([command, by]) =>
    Object.keys(by).map((format) => `${command}, ${format}`),
  );
  const here = [...TEXTS, ...FOLDED, ...DOCUMENTS, ...MARKUP].map(([name]) => name);
  expect(here.sort()).toEqual(formats.sort());
});

describe.each(TEXTS)('%s', (_, show) => {
  test('no text reaches a terminal raw, and none starts a line', async () => {
    const usual = lines(await show('name'));
    for (const text of HOSTILE) {
      const shown = await show(text);
      expect(unsafeIn(shown.out() + shown.err()), JSON.stringify(text)).toEqual([]);
      expect(lines(shown), JSON.stringify(text)).toBe(usual);
    }
  });
});

test.each(['text', 'markdown'] as const)('long values are no way out either: %s', async (format) => {
  const show = shows(REPORTS.diff[format], (text) => runOf('name', text));
  for (const text of HOSTILE) {
    const shown = await show(text);
    expect(unsafeIn(shown.out() + shown.err()), JSON.stringify(text)).toEqual([]);
  }
});

test.each(FOLDED)('nor are long names in what is folded: %s', async (_, show) => {
  for (const text of HOSTILE) {
    const shown = await show(text);
    expect(unsafeIn(shown.out() + shown.err()), JSON.stringify(text)).toEqual([]);
  }
});

describe.each(MARKUP)('%s', (_, show) => {
  const tags = (text: string): string[] => text.match(/<\/?[a-z-]+|"/g) ?? [];
  test('no text becomes markup, and none reaches a terminal raw', async () => {
    const usual = tags((await show('name')).out());
    for (const text of HOSTILE) {
      const { out, err } = await show(text);
      expect(unsafeIn(out() + err()), JSON.stringify(text)).toEqual([]);
      expect(tags(out()), JSON.stringify(text)).toEqual(usual);
    }
  });
});

describe.each(DOCUMENTS)('%s', (_, show) => {
  test('keeps the real text, escaped', async () => {
    for (const text of HOSTILE) {
      const { out, err } = await show(text);
      expect(unsafeIn(out() + err()), JSON.stringify(text)).toEqual([]);
      const real = JSON.stringify(JSON.parse(out()));
      expect(real).toContain(JSON.stringify(text));
    }
  });
});

test('an iRule keeps its lines and loses what hides in them', async () => {
  const text = 'when HTTP_REQUEST {\n\tlog local0. "a\u202Eb"\r\n}';
  const view = {
    ...rendered('name'),
    irules: [{ path: '/r', text }],
    decisions: [],
  };
  const { out } = await shows(REPORTS.render.irule, () => view)('');
  expect(out()).toBe('# /r\nwhen HTTP_REQUEST {\n\tlog local0. "a\\u202eb"\n}');
});

describe('errors', () => {
  async function complained(error: unknown, hide: readonly string[] = []): Promise<string> {
    const captured = capturedIo();
    captured.io.hide(hide);
    await complain(error, captured.io, false);
    return captured.err();
  }

  test('no text reaches a terminal raw, and none starts a line', async () => {
    for (const text of HOSTILE) {
      const plain = await complained(new CliError(EXIT.failed, text, { hint: 'first\nsecond' }));
      expect(unsafeIn(plain), JSON.stringify(text)).toEqual([]);
      expect(plain.split('\n')).toHaveLength(3);
      const ofSpec = await complained(new SpecError([told(text)]));
      expect(unsafeIn(ofSpec), JSON.stringify(text)).toEqual([]);
      expect(ofSpec.split('\n')).toHaveLength(1);
    }
  });

  test('no secret is shown', async () => {
    for (const secret of SECRETS) {
      const text = await complained(new CliError(EXIT.failed, `refused ${secret}`), SECRETS);
      expect(text).toBe('error: refused ***');
    }
  });
});

describe('secrets', () => {
  const parts = new Set(SECRETS.flatMap((secret) => secret.match(/[\w-]{4,}/g) ?? []));
  const secretsIn = (text: string): string[] => [...parts].filter((part) => text.includes(part));

  test.each([...TEXTS, ...FOLDED, ...DOCUMENTS, ...MARKUP])('none, whole or in part: %s', async (_, show) => {
    for (const secret of SECRETS.slice(0, 20)) {
      const { out, err } = await show(`before ${secret} after`, SECRETS);
      expect(secretsIn(out() + err())).toEqual([]);
    }
  });

  test('none in any form that it takes on its way, nor where it was clipped', () => {
    const { hide, mask } = createMasker();
    hide(SECRETS);
    for (const secret of SECRETS) {
      const forms = [
        secret,
        JSON.stringify(secret),
        JSON.stringify(JSON.stringify(secret)),
        encodeURIComponent(secret),
        new URLSearchParams({ secret }).toString(),
        secret.slice(0, Math.ceil(secret.length / 2) + 3) + '…',
      ];
      for (const form of forms) expect(secretsIn(mask(`a ${form} b`)), form).toEqual([]);
    }
  });

  test('two that overlap leave nothing', () => {
    const { hide, mask } = createMasker();
    hide(['abcdef', 'efghij']);
    expect(mask('xabcdefghijx')).toBe('x***x');
  });
});
