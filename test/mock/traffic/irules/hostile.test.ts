import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { engineForTests, FACTS, hasTclsh, once, said } from './running.ts';

// A rule that wants more than its traffic: files, programs, sockets, the interpreter itself, time, memory, output.
// Whatever it tries, it fails, its connection is reset, and the next one is served.

const engine = engineForTests({
  limits: { memoryMiB: 64, milliseconds: 1500, commands: 50_000, outputBytes: 4 * 1024 * 1024 },
});
const folder = mkdtempSync(join(tmpdir(), 'irule-hostile-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const made = join(folder, 'made');
const script = join(folder, 'script.tcl');
writeFileSync(script, `set f [open ${made} w]; close $f\n`);

/** The words are put together when the rule runs, so that no check of its text sees them. */
const built = (name: string, rest: string) =>
  `set c [join [list ${name.split('').join(' ')}] ""]; $c ${rest}`;

const FORBIDDEN: readonly (readonly [what: string, body: string])[] = [
  ...[
    'exec',
    'open',
    'socket',
    'file',
    'source',
    'load',
    'unload',
    'cd',
    'pwd',
    'glob',
    'exit',
    'interp',
  ].map((name) => [name, built(name, made)] as const),
  ...['vwait', 'fileevent', 'rename', 'namespace', 'update', 'after', 'fconfigure', 'package', 'pid'].map(
    (name) => [name, built(name, '1 2')] as const,
  ),
  ...['trace', 'proc', 'puts', 'close', 'read', 'gets', 'coroutine', 'yieldto', 'tailcall', 'auto_load'].map(
    (name) => [name, built(name, '1 2 3')] as const,
  ),
  ['touch by exec', built('exec', `touch ${made}`)],
  ['open through a pipe', built('open', `"|touch ${made}" w`)],
  ['source', built('source', script)],
  ['a command by its namespace', built('::open', `${made} w`)],
  ['a command of the ensemble', '::tcl::file::delete x'],
  ['namespaces by parts', '::tcl::namespace::delete ::'],
  ['objects', '::oo::class create x'],
  ['unsupported', '::tcl::unsupported::inject x'],
  ['our own interpreter', '::tmm::fire 1 2 3 4 5'],
  ['our own commands', '::irule::HTTP::uri'],
  ['hidden commands', built('interp', 'invokehidden {} open /etc/passwd')],
  ['the environment', 'log local0. $::env(PATH)'],
  ['all variables of the environment', 'log local0. [array get ::env]; error none'],
  ['the platform', 'log local0. $::tcl_platform(os)'],
  ['arguments', 'log local0. $::argv0'],
  ['the library', 'log local0. $::tcl_library; log local0. $::auto_path; error none'],
  ['a locale that is a file', `clock format 0 -locale ${folder}/script`],
  ['a time zone that is a file', `clock format 0 -timezone :${script}`],
  ['an encoding that is a file', `encoding dirs ${folder}`],
  ['an encoding of a file', `encoding convertfrom ../..${folder}/script x`],
  ['the name of the host', 'info hostname'],
  ['the name of the program', 'info nameofexecutable'],
  ['a hidden file by uplevel', built('uplevel', `#0 {open ${made} w}`)],
  ['a variable that is code', 'set x {[exec touch a]}; log local0. $x; subst $x'],
  ['unknown', 'unknown exec ls'],
  ['our own coroutine', 'tmm_yield x'],
  ['a connection of its own', 'tmm_connection'],
  ['another connection', '::tmm_c1 {set x 1}; error none'],
];

const HOGS: readonly (readonly [what: string, body: string, reason: RegExp])[] = [
  ['a loop', 'while 1 {}', /more than/],
  ['a loop that catches', 'while 1 { catch { while 1 { catch { incr x } } } }', /more than/],
  ['a loop in a procedure', 'for {set i 0} {1} {incr i} { set a($i) $i }', /more than/],
  ['recursion', 'set f {eval $f}; eval $f', /too many nested|more than/],
  ['a text that doubles', 'set x y; while 1 { append x $x }', /out of memory|ended by the mock/],
  ['one large text', 'set x [string repeat 0123456789 200000000]', /overflow|memory|ended by the mock/],
  [
    'a list that grows',
    'while 1 { lappend l [string repeat x 100000] }',
    /out of memory|more than|ended by the mock/,
  ],
  ['one command without end', 'string match *a*a*a*a*a*a*a*a*a*a*a*b [string repeat a 500]', /no answer/],
  ['lines of log', 'while 1 { log local0. x }', /more than 1000 lines of log/],
  ['lines of log that it catches', 'while 1 { catch { log local0. x } }', /more than 1000 lines of log/],
  ['effects', 'while 1 { pool p }', /more than 1000 effects/],
  [
    'large effects',
    'while 1 { HTTP::respond 200 content [string repeat x 900000]; event disable }',
    /not allowed/,
  ],
  [
    'large payloads',
    'set x [string repeat x 1000000]; while 1 { HTTP::payload replace 0 0 $x }',
    /more than/,
  ],
];

describe.skipIf(!hasTclsh)('a rule cannot reach', () => {
  test.each(FORBIDDEN)('%s', async (_, body) => {
    const lines = await said(engine, body);
    expect(lines.at(-1)).toMatch(/^01220001:3: TCL error: /);
    expect(lines.join('\n')).not.toMatch(/root:|\/usr\/|\/home\//);
    expect(existsSync(made)).toBe(false);
  });

  test('more commands than it may: all that it sees', async () => {
    const [names = ''] = await said(engine, 'log local0. [lsort [info commands ::*]]');
    const allowed =
      /^(after|append|array|binary|break|catch|clientside|close|concat|continue|error|eval|expr|fileevent|for|foreach|format|global|if|incr|info|join|l[a-z]+|puts|read|regexp|regsub|return|scan|serverside|set|split|string|subst|switch|trace|unset|uplevel|upvar|variable|while|call|tmm_\w+|unknown)$/;
    expect(names.split(' ').length).toBeGreaterThan(40);
    const ours = names.split(' ').filter((name) => !allowed.test(name));
    expect(ours.join(' ')).not.toMatch(
      /\b(exec|open|file|socket|source|glob|interp|namespace|rename|load)\b/,
    );
  });
});

describe.skipIf(!hasTclsh)('a rule cannot take all of', () => {
  test.each(HOGS)(
    '%s',
    async (_, body, reason) => {
      const { failed, log } = await once(engine, `when HTTP_REQUEST {\n${body}\n}`);
      expect(failed).toMatch(reason);
      expect(log.length).toBeLessThanOrEqual(1001);
      expect(await said(engine, 'log local0. next')).toEqual(['next']);
    },
    30_000,
  );

  test('a line of log: 10 MB of it are cut as syslog cuts them', async () => {
    const [line = ''] = (await once(engine, 'when HTTP_REQUEST { log local0. [string repeat x 10000000] }'))
      .log;
    expect(line.length).toBe(1024);
  });

  test('the variables of a connection that was open when another rule ended Tcl are lost: it fails', async () => {
    const session = engine.session([
      { path: '/Common/open', text: 'when HTTP_REQUEST { set x 1 }\nwhen CLIENT_CLOSED { log local0. $x }' },
    ]);
    await session.fire('HTTP_REQUEST', FACTS);
    await once(engine, 'when HTTP_REQUEST { set x y; while 1 { append x $x } }');
    const { failed } = await session.fire('CLIENT_CLOSED', FACTS);
    expect(failed).toMatch(
      /^01220001:3: TCL error: \/Common\/open <CLIENT_CLOSED> - the mock's Tcl was started anew/,
    );
  });

  test('time: the same connection is told of its end, without its variables', async () => {
    const text =
      'when HTTP_REQUEST { set x 1; while 1 {} }\nwhen CLIENT_CLOSED { log local0. [info exists x] }';
    const session = engine.session([{ path: '/Common/r', text }]);
    expect((await session.fire('HTTP_REQUEST', FACTS)).failed).toMatch(/more than/);
    expect((await session.fire('CLIENT_CLOSED', FACTS)).log).toEqual(['Rule /Common/r <CLIENT_CLOSED>: 0']);
  });

  test('values: what looks like code is text, in every fact', async () => {
    const nasty = '[exec touch x] $env {"; \\ \n\0 é } ]';
    const { log, failed } = await once(
      engine,
      `when HTTP_REQUEST {
        set x [HTTP::header X]
        log -noname local0. [expr {$x eq [HTTP::uri] and $x eq [class lookup k g] and $x eq [HTTP::payload]}]
      }`,
      {
        ...FACTS,
        virtual: nasty,
        payload: Buffer.from(nasty).toString('latin1'),
        http: {
          version: '1.1',
          method: nasty,
          uri: Buffer.from(nasty).toString('latin1'),
          headers: [['X', Buffer.from(nasty).toString('latin1')]],
        },
        dataGroups: { '/Common/g': [['k', nasty]] },
      },
    );
    expect([log, failed]).toEqual([['1'], undefined]);
  });
});

test('where there is no tclsh that is said, and rules fail', async () => {
  const none = engineForTests({ path: folder });
  expect(none.available).toBe(false);
  const session = none.session([{ path: '/Common/r', text: 'when HTTP_REQUEST { pool p }' }]);
  expect(await session.fire('HTTP_REQUEST', FACTS)).toMatchObject({
    failed: '01220001:3: TCL error: /Common/r <HTTP_REQUEST> - the mock has no tclsh, or was stopped',
  });
});

test('a tclsh of another version is none', () => {
  writeFileSync(join(folder, 'tclsh'), '#!/bin/sh\necho 8.5\n', { mode: 0o755 });
  expect(engineForTests({ path: folder }).available).toBe(false);
});

test.skipIf(!hasTclsh || !existsSync('/proc/self/environ'))('the process has no environment', async () => {
  const child = engineForTests();
  await once(child, 'when HTTP_REQUEST { pool p }');
  const mine = spawnSync('ps', ['--ppid', String(process.pid), '-o', 'pid=,comm=']).stdout.toString();
  const pids = mine.split('\n').flatMap((line) => /^\s*(\d+) tclsh/.exec(line)?.[1] ?? []);
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) {
    expect(spawnSync('cat', [`/proc/${pid}/environ`]).stdout.toString()).not.toMatch(
      /HOME=|PATH=\/usr\/local|USER=/,
    );
    expect(readdirSync(`/proc/${pid}/fd`).length).toBeLessThan(8);
  }
});
