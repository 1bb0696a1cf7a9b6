import { describe, expect, it } from 'vitest';
import { examineRule } from '../../src/mock/irules/check.ts';
import { running, TM } from './running.ts';

const reasons = (text: string) => examineRule(text).problems.map(({ line, reason }) => `${line}: ${reason}`);

describe('the load check of rules', () => {
  it('passes what a device passes', () => {
    const good = [
      '',
      '# only a comment',
      'when RULE_INIT { set static::x 1 }',
      'priority 100\nwhen HTTP_REQUEST priority 200 { HTTP::disable }',
      'when HTTP_REQUEST {\n  if { [string tolower [HTTP::header Upgrade]] equals "websocket" } {\n    HTTP::disable\n  }\n}',
      'when HTTP_REQUEST {\n  if {[HTTP::path] starts_with "/a"}{ log local0. "x" }\n  else { drop }\n}',
      'when HTTP_REQUEST\n{\n  switch -glob [HTTP::path] {\n    "/a*" { reject }\n    default { drop }\n  }\n}',
      'proc p { x } { return [expr {$x + 1}] }\nwhen CLIENT_ACCEPTED { set y [call p 2] }',
      'when HTTP_REQUEST { foreach h [HTTP::header names] { log local0. "$h: [HTTP::header value $h]" } }',
      'when WS_CLIENT_FRAME { WS::collect frame 100 }\r\nwhen LB_FAILED { HTTP::respond 503 content "<html>no</html>" }',
      String.raw`when HTTP_REQUEST { if { [catch { set a 1 } err] } { log local0. "failed: $err \{" } }`,
      'when HTTP_REQUEST { event disable all; event disable; event HTTP_RESPONSE disable }',
      ...'JSON_REQUEST_ERROR REWRITE_RESPONSE ADAPT_REQUEST_RESULT PEM_POLICY GTP_GPDU_INGRESS IVS_ENTRY_REQUEST'
        .split(' ')
        .map((event) => `when ${event} { set a 1 }`),
      'when HTTP_REQUEST { HTTP::redirect https://[getfield [HTTP::host] ":" 1][HTTP::uri] }',
    ];
    for (const text of good) expect([text, reasons(text)]).toEqual([text, []]);
  });

  it('names what is wrong, and on which line', () => {
    const bad: readonly (readonly [string, string])[] = [
      ['set x 1', '1: "set" unknown property'],
      ['when HTTP_REQUEST {\n  xlog local0. "a"\n}', '2: undefined procedure: xlog'],
      ['when HTTP_REQUEST {\n\n  if { 1 } {\n    exec ls\n  }\n}', '4: command is disabled: "exec"'],
      ['when HTTP_REQUEST { set a [open /etc/passwd] }', '1: command is disabled: "open"'],
      ['when HTTP_REQUEST { catch { nothing } }', '1: undefined procedure: nothing'],
      ['when HTTP_REQUEST {', '1: missing close-brace'],
      ['when HTTP_REQUEST {\n  # a brace { in a comment counts\n}', '1: missing close-brace'],
      ['when HTTP_REQUESTS { }', '1: unknown event (HTTP_REQUESTS)'],
      ['when HTTP_REQUEST { }\nwhen HTTP_REQUEST { }', '2: Duplicate event'],
      ['when HTTP_REQUEST { when HTTP_RESPONSE { } }', '1: command is not valid in the current scope'],
      [
        'when CLIENT_ACCEPTED { log local0. [HTTP::uri] }',
        '1: command is not valid in current event context (CLIENT_ACCEPTED)',
      ],
      ['when RULE_INIT { pool p }', '1: command is not valid in current event context (RULE_INIT)'],
      ['when HTTP_REQUEST { dict set a b c }', '1: undefined procedure: dict'],
      ['when HTTP_REQUEST { HTTP::urii }', '1: undefined procedure: HTTP::urii'],
      ['when HTTP_REQUEST { event disable HTTP_REQUEST }', "1: invalid 'HTTP_REQUEST'; expected:all"],
      [
        'when HTTP_REQUEST {\n  if { 1 } { event enable HTTP_RESPONSE } }',
        "2: invalid 'HTTP_RESPONSE'; expected:all",
      ],
      ['when HTTP_REQUEST {\n switch a {\n  a { nothing }\n } }', '3: undefined procedure: nothing'],
      ['when HTTP_REQUEST { set }', '1: wrong # args'],
      ['when HTTP_REQUEST priority 2000 { }', "1: invalid '2000'; expected:0-1000"],
    ];
    for (const [text, expected] of bad) expect([text, reasons(text)[0]]).toEqual([text, expected]);
  });

  it('reads anything without failing itself', () => {
    for (const text of [
      '{',
      '}',
      '"',
      '[',
      ']',
      '\\',
      '$',
      '${',
      'when',
      'when X {[}',
      'proc',
      'a;b;;',
      '{}{}{',
      '[[[[',
      '"[{"]}',
    ]) {
      expect(() => examineRule(text)).not.toThrow();
    }
  });
});

describe('rules on the device', () => {
  const { client } = running();

  it.each([
    ['30,000 brackets', `set a ${'['.repeat(30_000)}`],
    ['30,000 brackets, closed', `set a ${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['6,000 nested conditions', `${'if {1} {'.repeat(6000)}${'}'.repeat(6000)}`],
    ['brackets in quotes in brackets', '"[x '.repeat(9000) + ']"'.repeat(9000)],
    ['10 MB', 'x'.repeat(10_000_000)],
    ['32,000 problems', 'x;'.repeat(32_000)],
  ])('%s are refused at once', async (_, body) => {
    const apiAnonymous = `when HTTP_REQUEST { ${body} }`;
    const start = performance.now();
    const reply = await client().call('POST', `${TM}/ltm/rule`, { name: 'deep', apiAnonymous });
    expect([reply.status, reply.text.length < 20_000]).toEqual([
      reply.text.includes('too large') ? 413 : 400,
      true,
    ]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('answer every problem in the device’s form', async () => {
    const text = 'when HTTP_REQUEST {\n  xlog local0. "a"\n  exec ls\n}';
    expect(await client().refused('POST', `${TM}/ltm/rule`, { name: 'tlsfp', apiAnonymous: text })).toBe(
      '400 01070151:3: Rule [/Common/tlsfp] error: /Common/tlsfp:2: error: [undefined procedure: xlog][xlog local0. "a"]\n' +
        '/Common/tlsfp:3: error: [command is disabled: "exec"][exec ls]',
    );
  });

  it('must find what they name, and hold it', async () => {
    const text = 'when HTTP_REQUEST { if { [class match [HTTP::host] equals hosts] } { pool blue } }';
    expect(await client().refused('POST', `${TM}/ltm/rule`, { name: 'r', apiAnonymous: text })).toContain(
      'Unable to find',
    );
    await client().post(`${TM}/ltm/pool`, { name: 'blue' });
    await client().post(`${TM}/ltm/data-group/internal`, { name: 'hosts', type: 'string' });
    await client().post(`${TM}/ltm/rule`, { name: 'r', apiAnonymous: text });
    expect(await client().refused('DELETE', `${TM}/ltm/pool/blue`)).toBe(
      '400 01070265:3: The Pool (/Common/blue) cannot be deleted because it is in use by a rule (/Common/r).',
    );
    expect(await client().refused('DELETE', `${TM}/ltm/data-group/internal/hosts`)).toContain(
      'in use by a rule (/Common/r)',
    );
    await client().patch(`${TM}/ltm/rule/r`, { apiAnonymous: 'when HTTP_REQUEST { pool $name }' });
    expect((await client().call('DELETE', `${TM}/ltm/pool/blue`)).status).toBe(200);
  });

  it('may be as long as a message and no longer', async () => {
    const of = (length: number) => ({ name: `long${length}`, apiAnonymous: `#${'x'.repeat(length - 1)}` });
    expect((await client().call('POST', `${TM}/ltm/rule`, of(65535))).status).toBe(200);
    expect(await client().refused('POST', `${TM}/ltm/rule`, of(65536))).toContain('01020057:3:');
  });
});
