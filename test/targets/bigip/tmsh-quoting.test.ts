import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WriteRequest } from '../../../src/targets/bigip/icontrol/write/requests.ts';
import { commandOf, tmshWord, WITHHELD } from '../../../src/targets/bigip/tmsh/command.ts';
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
    const phases = [{ name: 'transaction' as const, changing: requests, listing: [] }];
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

const OBJECTS: readonly (readonly [string, WriteRequest, string])[] = [
  [
    'a list of named things, some of them secret',
    {
      method: 'PATCH',
      path: 'ltm/profile/client-ssl/~Common~c',
      body: {
        certKeyChain: [{ name: 'default', cert: '/Common/c.crt', chain: 'none', passphrase: WITHHELD }],
        tmOptions: ['no-sslv3', 'no-tlsv1'],
        sniDefault: 'false',
        ciphers: 'DEFAULT:!RC4',
      },
      object: { kind: 'ltm/profile/client-ssl', path: '/Common/c' },
    },
    'modify ltm profile client-ssl /Common/c cert-key-chain replace-all-with { default { cert /Common/c.crt passphrase *** } } options { no-sslv3 no-tlsv1 } sni-default false ciphers "DEFAULT:!RC4"',
  ],
  [
    'flags, lists without a verb and maps inside of each other',
    {
      method: 'POST',
      path: 'ltm/policy',
      body: {
        name: 'x',
        partition: 'Common',
        legacy: true,
        strategy: '/Common/first-match',
        controls: ['forwarding'],
        rules: [
          {
            name: 'r',
            ordinal: 0,
            conditions: [{ name: '0', httpUri: true, path: true, startsWith: true, values: ['/a', '/b c'] }],
            actions: [{ name: '0', forward: true, select: true, pool: '/Common/p' }],
          },
        ],
      },
      object: { kind: 'ltm/policy', path: '/Common/x' },
    },
    'create ltm policy /Common/x legacy strategy /Common/first-match controls { forwarding } rules replace-all-with { r { ordinal 0 conditions replace-all-with { 0 { http-uri path starts-with values { /a "/b c" } } } actions replace-all-with { 0 { forward select pool /Common/p } } } }',
  ],
  [
    'an action',
    {
      method: 'POST',
      path: 'ltm/policy',
      body: { command: 'publish', name: '/Common/Drafts/x' },
      object: { kind: 'ltm/policy', path: '/Common/Drafts/x' },
    },
    'publish ltm policy /Common/Drafts/x',
  ],
  [
    'a part of an object',
    {
      method: 'PATCH',
      path: 'ltm/pool/~Common~p/members/~Common~n:80',
      body: { session: 'user-disabled', monitor: 'min 1 of /Common/a /Common/b' },
      object: { kind: 'ltm/pool/members', path: '/Common/p:/Common/n:80' },
    },
    'modify ltm pool /Common/p members modify { /Common/n:80 { session user-disabled monitor min 1 of { /Common/a /Common/b } } }',
  ],
  [
    'what is cleared, and odd spellings',
    {
      method: 'PATCH',
      path: 'ltm/profile/tcp/~Common~t',
      body: {
        description: '',
        finWait_2Timeout: 300,
        md5SignaturePassphrase: null,
        rules: [],
        nagle: 'auto',
      },
      object: { kind: 'ltm/profile/tcp', path: '/Common/t' },
    },
    'modify ltm profile tcp /Common/t description none fin-wait-2-timeout 300 md5-signature-passphrase none rules none nagle auto',
  ],
  [
    'a deletion',
    { method: 'DELETE', path: 'ltm/pool/~Common~p', object: { kind: 'ltm/pool', path: '/Common/p' } },
    'delete ltm pool /Common/p',
  ],
];

test.each(OBJECTS)('%s', (_, request, line) => {
  expect(typedWords(commandOf(request)).join(' ')).toBe(line);
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
      fc.property(fc.array(printable, { minLength: 15, maxLength: 15 }), (secrets) => {
        const env = Object.fromEntries(
          secrets.map((secret, index) => [`BIGIP_WS_M${index}_PASSWORD`, secret]),
        );
        const requests = secrets.map((_, index): WriteRequest => ({
          method: 'POST',
          path: 'ltm/monitor/http',
          body: { name: `m${index}`, partition: 'Common', password: WITHHELD, username: 'probe' },
          object: { kind: 'ltm/monitor/http', path: `/Common/m${index}` },
        }));
        const ran = run(requests, { env });
        expect(ran.code, ran.stderr).toBe(0);
        expect(ran.commands.slice(1, -1).map(readTmsh)).toEqual(
          secrets.map((secret, index) => [
            ...['create', 'ltm', 'monitor', 'http', `/Common/m${index}`],
            ...['password', secret, 'username', 'probe'],
          ]),
        );
        expect(ran.mode).toBe('600');
        for (const secret of secrets) if (secret.length > 9) expect(ran.calls.join()).not.toContain(secret);
      }),
      { numRuns: 2 },
    );
  });

  test('a file that an object is made of is given to it by the shell', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bigip-ws-tmsh-'));
    const path = join(folder, "it's a [key] $x.pem");
    writeFileSync(path, '-----BEGIN');
    const request: WriteRequest = {
      method: 'POST',
      path: 'sys/file/ssl-key',
      body: {
        name: 'k.key',
        partition: 'Common',
        sourcePath: 'file:/var/config/rest/downloads/k',
        passphrase: WITHHELD,
      },
      object: { kind: 'sys/file/ssl-key', path: '/Common/k.key' },
    };
    const passphrase = { BIGIP_WS_K_KEY_PASSPHRASE: 'pass phrase' };
    const ran = run([request], { env: { ...passphrase, BIGIP_WS_K_KEY_FILE: path } });
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.commands[1]).toMatch(
      /^create sys file ssl-key \/Common\/k\.key source-path file:\/tmp\/bigip-ws\.\w+\/BIGIP_WS_K_KEY_FILE passphrase "pass phrase"$/,
    );
    expect(ran.source).toBe('-----BEGIN');
    for (const odd of ['', folder, '/no/such/file']) {
      const without = run([request], { env: { ...passphrase, BIGIP_WS_K_KEY_FILE: odd } });
      expect(without).toMatchObject({ code: 1, calls: [] });
      expect(without.stderr).toContain('BIGIP_WS_K_KEY_FILE is not the path of a file');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(['a\0b', '🚀', '\ud800'])('what tmsh cannot be told is not told otherwise: %j', (description) => {
    const ran = run([requestWith({ description })]);
    expect(ran).toMatchObject({ code: 1, calls: [] });
    expect(ran.stderr).toContain('ltm pool /Common/p has a character that tmsh cannot be told');
  });
});
