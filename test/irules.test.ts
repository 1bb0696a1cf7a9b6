import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteTcl, renderTemplate } from '../src/templates.ts';

// Rendered iRules run in a real Tcl with the commands of an iRule stubbed.

const hasTcl = spawnSync('tclsh', [], { input: 'exit 0' }).status === 0;

test('tclsh is there where it must be', () => {
  if (!hasTcl)
    process.stderr.write('SKIPPED: rendered iRules are not run; install tclsh (Debian package tcl)\n');
  expect(hasTcl || process.env.CI !== 'true').toBe(true);
});

/** Runs Tcl; what it prints, or its error. */
function tcl(script: string): string {
  const { stdout, stderr, status } = spawnSync('tclsh', ['-encoding', 'utf-8'], {
    input: script,
    timeout: 20_000,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString();
}

const STUBS = `
fconfigure stdout -encoding utf-8
proc log {facility message} { lappend ::said "log $message" }
namespace eval HTTP {
  proc header {how name} { expr {$how eq "value" && $name eq "Upgrade" ? $::upgrade : ""} }
  proc disable {} { lappend ::said disabled }
}
namespace eval IP { proc client_addr {} { return 192.0.2.7 } }
namespace eval TCP { proc client_port {} { return 51000 } }
proc when {event body} { set ::handlers($event) $body }
`;

/** What the rule does for a request with this Upgrade header. */
function request(logging: 'none' | 'connection' | 'request', upgrade: string, name = 'allow-ws'): string[] {
  const rule = renderTemplate('irules/allow-ws.tcl', {
    name,
    logRequests: logging === 'request',
    logConnections: logging === 'connection',
  });
  const script = `${STUBS}
set upgrade ${quoteTcl(upgrade)}
set said {}
${rule}
puts [array names handlers]
eval $handlers(HTTP_REQUEST)
foreach line $said { puts $line }`;
  const [events, ...said] = tcl(script).trimEnd().split('\n');
  expect(events).toBe('HTTP_REQUEST');
  return said;
}

describe.skipIf(!hasTcl)('allow-ws', () => {
  test.each(['websocket', 'WebSocket', 'WEBSOCKET'])('lets an upgrade to %s through', (upgrade) => {
    expect(request('none', upgrade)).toEqual(['disabled']);
  });

  test.each(['', 'h2c', 'websocket2', 'web socket', '[exit 3]', '$upgrade'])(
    'leaves %j to HTTP',
    (upgrade) => {
      expect(request('none', upgrade)).toEqual([]);
    },
  );

  test('logs each WebSocket on request', () => {
    expect(request('connection', 'websocket')).toEqual([
      'log allow-ws websocket from 192.0.2.7:51000',
      'disabled',
    ]);
    expect(request('connection', '')).toEqual([]);
  });

  test('logs each request as the how-to does', () => {
    expect(request('request', '')).toEqual(['log processing irule for http request']);
    expect(request('request', 'websocket')).toEqual([
      'log processing irule for http request',
      'disabled',
      'log enabling websockets and disabling http',
    ]);
  });

  test('is the rule of the how-to, word for word', () => {
    const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
    const seed = `when HTTP_REQUEST {
      log local0. "processing irule for http request"
      if { "websocket" eq [string tolower [HTTP::header value "Upgrade"]] } {
        HTTP::disable
        log local0. "enabling websockets and disabling http"
      }
    }`;
    const rule = renderTemplate('irules/allow-ws.tcl', {
      name: 'x',
      logRequests: true,
      logConnections: false,
    });
    expect(words(rule)).toBe(words(seed));
  });
});

describe.skipIf(!hasTcl)('a value in a rule', () => {
  test('is exactly that text to Tcl, and nothing of it runs', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...'[]{}"\\$;# \n\t\r\0aé€'.split(''), '[exit 3]', '${x}', '\\n'),
    });
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 20, maxLength: 20 }), (texts) => {
        const lines = texts.map(
          (text) => `puts [binary encode hex [encoding convertto utf-8 ${quoteTcl(text)}]]`,
        );
        const hex = tcl(`${lines.join('\n')}\n`)
          .split('\n')
          .slice(0, texts.length);
        expect(hex.map((line) => Buffer.from(line, 'hex').toString('utf8'))).toEqual(texts);
      }),
      { numRuns: 25 },
    );
  });

  test('that Tcl 8.4 cannot hold is replaced, not broken', () => {
    expect(quoteTcl('a😀b')).toBe('"a?b"');
  });

  test('has balanced braces, which the device counts in strings too', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(quoteTcl(text).replaceAll(/\\./g, '')).not.toMatch(/[{}[\]$]/);
      }),
    );
  });
});
