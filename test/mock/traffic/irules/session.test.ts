import { describe, expect, test } from 'vitest';
import type { RuleSession, RuleText } from '../../../../src/mock/traffic/contract.ts';
import { engineForTests, FACTS, hasTclsh, said } from './running.ts';

// Handlers, their order, what they share, and how they fail.

let now = 0;
const engine = engineForTests({ now: () => now });
const fired = async (session: RuleSession, event = 'HTTP_REQUEST') =>
  (await session.fire(event, FACTS)).log.map((line) => line.replace(/^Rule \S+ <\S+>: /, ''));
const rules = (...texts: string[]): RuleText[] =>
  texts.map((text, index) => ({ path: `/Common/r${index + 1}`, text }));

describe.skipIf(!hasTclsh)('the rules of a connection', () => {
  test('run by priority, then by their order, and say which of them speaks', async () => {
    const session = engine.session(
      rules(
        'priority 600\nwhen HTTP_REQUEST { log local0. a }\nwhen HTTP_REQUEST priority 100 { log local0. b }',
        'when HTTP_REQUEST { log local0. c }',
        'when HTTP_REQUEST timing on { log local0. d }',
      ),
    );
    expect(session.handles('HTTP_REQUEST')).toBe(true);
    expect(session.handles('HTTP_RESPONSE')).toBe(false);
    expect((await session.fire('HTTP_REQUEST', FACTS)).log).toEqual([
      'Rule /Common/r1 <HTTP_REQUEST>: b',
      'Rule /Common/r2 <HTTP_REQUEST>: c',
      'Rule /Common/r3 <HTTP_REQUEST>: d',
      'Rule /Common/r1 <HTTP_REQUEST>: a',
    ]);
  });

  test('share variables over rules and events, but not with another connection', async () => {
    const text = rules(
      'when CLIENT_ACCEPTED { set n 1; set a(x) 2; set body hidden }',
      'when HTTP_REQUEST { incr n; log local0. "$n $a(x) $body [info exists other]" }',
    );
    const [one, two] = [engine.session(text), engine.session(text)];
    await one.fire('CLIENT_ACCEPTED', FACTS);
    await two.fire('CLIENT_ACCEPTED', FACTS);
    expect([await fired(one), await fired(one), await fired(two)].flat()).toEqual([
      '2 2 hidden 0',
      '3 2 hidden 0',
      '2 2 hidden 0',
    ]);
    one.close();
    expect(await one.fire('HTTP_REQUEST', FACTS)).toEqual({ effects: [], log: [] });
  });

  test('share static variables and the table with all others; what times out follows the clock', async () => {
    const one = engine.session(
      rules(
        'when RULE_INIT { set static::limit 7; log local0. init }\nwhen HTTP_REQUEST { table set k v 10; log local0. x }',
      ),
    );
    expect((await one.fire('HTTP_REQUEST', FACTS)).log).toEqual([
      'Rule /Common/r1 <RULE_INIT>: init',
      'Rule /Common/r1 <HTTP_REQUEST>: x',
    ]);
    const two = engine.session(
      rules('when HTTP_REQUEST { log local0. "$static::limit [table lookup -notouch k]" }'),
    );
    now = 9999;
    expect(await fired(two)).toEqual(['7 v']);
    now = 10_000;
    expect(await fired(two)).toEqual(['7 ']);
  });

  test('call procedures of their own and of other rules', async () => {
    const session = engine.session(
      rules(
        'proc twice {x} { if {$x equals 2} { return [expr {$x * 2}] }; return none }\nwhen HTTP_REQUEST { log local0. [call twice 2] }',
        'proc none {} { return [call some] }\nproc some {} { return own }\nproc put {name} { upvar 1 $name v; set v [call /Common/r1::twice 3][call none] }\nwhen HTTP_REQUEST { call put here; log local0. $here; log local0. [call r1::twice 2]; call nothing }',
      ),
    );
    const { log, failed } = await session.fire('HTTP_REQUEST', FACTS);
    expect(log.map((line) => line.split(': ')[1])).toEqual(['4', 'noneown', '4']);
    expect(failed).toContain('undefined procedure: nothing');
  });

  test('are left by `return` one at a time, and go on after a reject', async () => {
    const session = engine.session(
      rules('when HTTP_REQUEST { reject; return; pool q }', 'when HTTP_REQUEST { pool p }'),
    );
    expect((await session.fire('HTTP_REQUEST', FACTS)).effects).toEqual([
      { do: 'reject' },
      { do: 'pool', pool: '/Common/p' },
    ]);
  });

  test('are heard no more once they are disabled', async () => {
    const session = engine.session(
      rules(
        'when HTTP_REQUEST { event disable; log local0. 1 }\nwhen CLIENT_CLOSED { log local0. end }',
        'when HTTP_REQUEST { log local0. 2 }\nwhen SERVER_CONNECTED { event disable all }',
      ),
    );
    expect(await fired(session)).toEqual(['1']);
    expect(await fired(session)).toEqual([]);
    expect(await fired(session, 'CLIENT_CLOSED')).toEqual(['end']);
    await session.fire('SERVER_CONNECTED', FACTS);
    expect(await fired(session, 'CLIENT_CLOSED')).toEqual([]);
  });

  test('may be those of the device, with a signature', async () => {
    const text =
      'nodelete nowrite\nwhen HTTP_REQUEST {\n  HTTP::redirect https://[getfield [HTTP::host] ":" 1][HTTP::uri]\n}\ndefinition-signature abc+/=';
    const { effects } = await engine.session(rules(text)).fire('HTTP_REQUEST', FACTS);
    expect(effects).toMatchObject([{ do: 'respond', status: 302 }]);
  });

  test('load anew when their text changes', async () => {
    expect(await said(engine, 'log local0. old')).toEqual(['old']);
    expect(await said(engine, 'log local0. new')).toEqual(['new']);
  });
});

const failure = (what: string) => `01220001:3: TCL error: /Common/r <HTTP_REQUEST> - ${what}`;

describe.skipIf(!hasTclsh)('a rule that fails is logged as the device does', () => {
  test.each([
    ['log local0. $x', `can't read "x": no such variable     while executing "log local0. $x"`],
    ['expr {1/0}', 'divide by zero     while executing "expr {1/0}"'],
    ['\n\nHTTP::status', 'ERR_NOT_SUPPORTED (line 4)     invoked from within "HTTP::status"'],
    [
      'HTTP::payload replace 0 9 x',
      'Out of bounds (line 2)     invoked from within "HTTP::payload replace 0 9 x"',
    ],
    [
      'HTTP::redirect /a; HTTP::redirect /b',
      'Operation not supported. Multiple redirect/respond invocations not allowed (line 2)     invoked from within "HTTP::redirect /b"',
    ],
    [
      'HTTP::respond 200; HTTP::header Host',
      `Can't call after responding - ERR_NOT_SUPPORTED (line 2)     invoked from within "HTTP::header Host"`,
    ],
    ['pool nowhere', 'Unable to find pool (nowhere) (line 2)     invoked from within "pool nowhere"'],
    ['set c exec; $c ls', 'invalid command name "exec"     while executing "$c ls"'],
    ['break', 'invoked "break" outside of a loop'],
    ['STREAM::disable', 'the mock does not simulate the command STREAM::disable'],
    ['catch { HSL::open -proto UDP }; pool p', 'the mock does not simulate the command HSL::open'],
    ['whereis 10.0.0.1', 'the mock does not simulate the command whereis'],
    ['after 100 { pool p }', 'the mock does not simulate the command after'],
    ['persist lookup uie x', 'the mock does not simulate the command persist lookup'],
    ['log local0. [expr {1 in {1 2}}]', 'syntax error in expression: Tcl 8.4 has no "in"'],
    ['log local0. [expr {2 ** 3}]', 'syntax error in expression: Tcl 8.4 has no "**"'],
  ])('%j', async (body, what) => {
    const lines = await said(engine, body);
    expect(lines.at(-1)).toBe(failure(what));
  });

  test.each([
    'dict get {a 1} a',
    'lassign {1 2} a b',
    'apply {{} {}}',
    'lrepeat 2 a',
    'try {}',
    'chan names',
    'lmap x 1 {}',
    'string reverse ab',
    'string cat a b',
    'info hostname',
    'binary encode hex a',
    'coroutine a b',
    'tailcall set x',
    'namespace current',
    'zlib crc32 a',
    'throw a b',
  ])('Tcl 8.4 has no %s', async (command) => {
    expect((await said(engine, command)).join()).toMatch(
      /invalid command name|unknown or ambiguous subcommand|bad option/,
    );
  });

  test('in a procedure or on the other side: it names the place', async () => {
    const text = rules('proc boom {x} {\nexpr {$x/0}\n}\nwhen HTTP_REQUEST { clientside { call boom 1 } }');
    const { failed } = await engine.session(text).fire('HTTP_REQUEST', FACTS);
    expect(failed).toBe(
      '01220001:3: TCL error: /Common/r1 <HTTP_REQUEST> - divide by zero     while executing "expr {$x/0}"' +
        '     (procedure "boom" line 2)     invoked from within "boom 1"',
    );
  });

  test('what it did before stays, and nothing of a later rule follows', async () => {
    const session = engine.session(
      rules('when HTTP_REQUEST { pool p; error no }', 'when HTTP_REQUEST { pool q }'),
    );
    expect(await session.fire('HTTP_REQUEST', FACTS)).toMatchObject({
      effects: [{ do: 'pool', pool: '/Common/p' }],
      failed: expect.stringContaining('/Common/r1 <HTTP_REQUEST> - no') as string,
    });
  });
});
