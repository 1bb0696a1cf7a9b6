import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WriteRequest } from '../../../src/targets/bigip/icontrol/write/requests.ts';
import { commandOf, tmshWord } from '../../../src/targets/bigip/tmsh/command.ts';
import { tmshScript } from '../../../src/targets/bigip/tmsh/script.ts';
import { tmshText, typedWords } from '../../../src/targets/bigip/tmsh/text.ts';
import { readTmsh } from '../../harness/tmsh.ts';
import { hasTcl, runOnDevice, type TmshBehaviour, type TmshRun } from '../../harness/tmsh-device.ts';

// No text of a spec is code: not for tmsh, not for Tcl, not for the shell.

const PIECES = [
  ...'[]{}"\'\\$;#?*|&<>`!~%()=-_ \n\t\r\u0007aé€'.split(''),
  '[exec touch /tmp/x]',
  '$(touch /tmp/x)',
  '${x}',
  '\\r\\n',
  '\\"',
  '\\',
  '\nEND_OF_SCRIPT\n',
  '" } ; delete ltm pool all',
  '}]} exit',
  'none',
  '***',
];
const text = fc.oneof(fc.string({ unit: fc.constantFrom(...PIECES) }), fc.string());
/** What tmsh can be told at all. */
const sayable = text.filter((one) => !/[\0\u{10000}-\u{10FFFF}\p{Surrogate}]/u.test(one));
const set = sayable.filter((one) => one !== '');

const requestWith = (body: WriteRequest['body']): WriteRequest => ({
  method: 'POST',
  path: 'ltm/pool',
  body: { name: 'p', partition: 'Common', ...body },
  object: { kind: 'ltm/pool', path: '/Common/p' },
});

const bodies = fc.record({
  description: set,
  someKey: fc.array(set, { minLength: 1, maxLength: 3 }),
  nested_2Map: fc.dictionary(set, set, { minKeys: 1, maxKeys: 2 }),
  members: fc.array(fc.record({ name: set, description: set }), { minLength: 1, maxLength: 2 }),
});

type Body = typeof bodies extends fc.Arbitrary<infer T> ? T : never;

/** What tmsh must read of such a request. */
function expectedOf({ description, someKey, nested_2Map: map, members }: Body): unknown[] {
  return [
    ...['create', 'ltm', 'pool', '/Common/p'],
    ...['description', description],
    ...['some-key', 'replace-all-with', someKey],
    ...['nested-2-map', Object.entries(map).flatMap(([key, value]) => [tmshWord(key), value])],
    ...[
      'members',
      'replace-all-with',
      members.flatMap((one) => [one.name, ['description', one.description]]),
    ],
  ];
}

function run(requests: readonly WriteRequest[], behaviour: TmshBehaviour = {}): TmshRun {
  const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-tmsh-'));
  try {
    const phases = [{ name: 'transaction' as const, requests }];
    const script = tmshScript({ spec: 'web', version: '17.1.2', masked: false, phases });
    // Not a character that a terminal obeys, nor one that an old shell may read as another.
    expect(script).toMatch(/^[\n\x20-\x7e]*$/);
    expect(spawnSync('bash', ['-n'], { input: script }).status).toBe(0);
    return runOnDevice(folder, script, behaviour);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a text is one word, and the same text again', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(readTmsh(tmshText(one))).toEqual([one]);
      expect(readTmsh(`a ${tmshText(one)} b`)).toEqual(['a', one, 'b']);
    }),
    { numRuns: 2000 },
  );
});

test('a monitor keeps its \\r\\n as it is: a doubled one is another text', () => {
  expect(tmshText('GET / HTTP/1.1\\r\\nHost: "x"\\r\\n')).toBe('"GET / HTTP/1.1\\r\\nHost: \\"x\\"\\r\\n"');
});

test('a command is read as what it was made of', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      expect(readTmsh(typedWords(commandOf(requestWith(body))).join(' '))).toEqual(expectedOf(body));
    }),
    { numRuns: 500 },
  );
});

describe.skipIf(!hasTcl)('in a script', () => {
  test('a command reaches tmsh as it is typed', () => {
    fc.assert(
      fc.property(fc.array(bodies, { minLength: 30, maxLength: 30 }), (list) => {
        const ran = run(list.map(requestWith));
        expect(ran.code, ran.stderr).toBe(0);
        expect(ran.commands.slice(1, -1).map(readTmsh)).toEqual(list.map(expectedOf));
      }),
      { numRuns: 5 },
    );
  });

  test('an iRule reaches tmsh word for word', () => {
    const odd = [
      'when X {\n# } unbalanced {\n}',
      'a \\\n  b',
      '\t{',
      'log "a\\"b\\\\"  ;# [exec x] $y',
      '\\',
      '"',
    ];
    fc.assert(
      fc.property(fc.array(set, { minLength: 30, maxLength: 30 }), (texts) => {
        const rules = [...odd, ...texts];
        const ran = run(
          rules.map((apiAnonymous, index) => ({
            method: 'POST',
            path: 'ltm/rule',
            body: { name: `r${index}`, partition: 'Common', apiAnonymous },
            object: { kind: 'ltm/rule', path: `/Common/r${index}` },
          })),
        );
        expect(ran.code, ran.stderr).toBe(0);
        const told = rules.map((rule, index) => `create ltm rule /Common/r${index} \n${rule}\n`);
        expect(ran.commands.slice(1, -1)).toEqual(told);
      }),
      { numRuns: 5 },
    );
  });

  test('a secret reaches tmsh as it is, and no list of processes', () => {
    const printable = fc.string({
      unit: fc.constantFrom(...PIECES).filter((one) => /^[ -~]+$/.test(one)),
      minLength: 4,
    });
    fc.assert(
      fc.property(printable, (secret) => {
        const body = { name: 'm', partition: 'Common', password: 'not-this-one', username: 'probe' };
        const object = { kind: 'ltm/monitor/http', path: '/Common/m' };
        const request: WriteRequest = { method: 'POST', path: 'ltm/monitor/http', body, object };
        const ran = run([request], { env: { BIGIP_WS_M_PASSWORD: secret } });
        expect(ran.code, ran.stderr).toBe(0);
        expect(readTmsh(ran.commands[1] ?? '')).toEqual([
          ...['create', 'ltm', 'monitor', 'http', '/Common/m'],
          ...['password', secret, 'username', 'probe'],
        ]);
        expect(ran.mode).toBe('600');
        expect(ran.script).not.toContain('not-this-one');
      }),
      { numRuns: 20 },
    );
  });

  test.each(['a\0b', '🚀', '\ud800'])('what tmsh cannot be told is not told otherwise: %j', (description) => {
    const ran = run([requestWith({ description })]);
    expect(ran).toMatchObject({ code: 1, calls: [] });
    expect(ran.stderr).toContain('ltm pool /Common/p has a character that tmsh cannot be told');
  });
});
