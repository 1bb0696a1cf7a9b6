import { describe, expect, test } from 'vitest';
import { engineForTests, FACTS, hasTclsh, once, said } from './running.ts';

// Values that commands give: a body, and what it logs for the event of running.ts.

const engine = engineForTests();

test('tclsh is there where it must be', () => {
  if (!hasTclsh) process.stderr.write('SKIPPED: iRules are not run; install tclsh (Debian package tcl)\n');
  expect(hasTclsh || process.env.CI !== 'true').toBe(true);
});

type Row = readonly [body: string, ...lines: string[]];

const log = (command: string, ...lines: readonly string[]): Row => [`log local0. [${command}]`, ...lines];
const is = (condition: string): Row => [`log local0. [expr {${condition}}]`, '1'];

const OPERATORS: readonly Row[] = [
  is('[HTTP::uri] starts_with "/chat"'),
  is('not ([HTTP::uri] ends_with "/chat")'),
  is('[HTTP::path] ends_with "room"'),
  is('"x" ends_with "" and "x" starts_with "" and "x" contains ""'),
  is('not ([HTTP::uri] contains "*")'),
  is('[HTTP::method] equals "GET" and not ([HTTP::path] equals "/")'),
  is('"a.b" matches_glob "a.?" && "a" matches_regex {^[a-z]$}'),
  is('"room" matches "r*m" or 0'),
  is('!(1 ? "a" contains "b" : 2)'),
  is('(1 + 2 * 3 == 7) and "x y" contains " " and !("a" eq "b")'),
  is('[string tolower [HTTP::header Host]] contains "ws." && [expr {"q" starts_with "q"}]'),
  is('"a and b" contains "and" and int(2.5) == 2 and -1 < 0'),
  is('010 == 8 and 0x10 == 16 and 1e2 == 100'),
  ['set a abc; log local0. [expr $a contains "b"]', '1'],
  ['set a(x) "v w"; if {$a(x) contains "v" and\n $a(x) ends_with "w"} then { log local0. yes }', 'yes'],
  ['if {"x" starts_with "y"} { log local0. 1 } elseif {not 0} { log local0. 2 } else { log local0. 3 }', '2'],
  ['if {0} { log local0. 1 }\nelse { log local0. 2 }', '2'],
  ['if {1}{ log local0. "and or not" }', 'and or not'],
  ['set i 0; while {$i < 3 and 1} { incr i }; log local0. $i', '3'],
  ['for {set i 0} {$i < 2 or 0} {incr i} { }; log local0. $i', '2'],
  ['switch -glob [HTTP::path] { "/x*" { log local0. 1 } "/ch*"{ if {1 and 1} { log local0. 2 } } }', '2'],
  ['set l {and or "not equals"}; log local0. "[llength $l] [lindex $l 2]"', '3 not equals'],
];

const READS: readonly Row[] = [
  log('HTTP::uri', '/chat/room?user=x&a=1'),
  log('HTTP::path', '/chat/room'),
  log('HTTP::query', 'user=x&a=1'),
  log('HTTP::host', 'Ws.example.com:8080'),
  log('HTTP::method', 'GET'),
  log('HTTP::version', '1.1'),
  log('HTTP::request_num', '1'),
  log('HTTP::header Upgrade', 'websocket'),
  log('HTTP::header value X-MANY', 'two'),
  log('HTTP::header values x-many', 'one two'),
  log('HTTP::header names', 'Host Upgrade Connection X-Many x-many Cookie'),
  log('HTTP::header count', '6'),
  log('HTTP::header count x-many', '2'),
  log('HTTP::header exists cookie', '1'),
  log('HTTP::header value Nothing', ''),
  log('HTTP::header at 1', 'Upgrade'),
  log('HTTP::cookie session', 'abc=='),
  log('HTTP::cookie names', 'a session'),
  log('HTTP::cookie count', '2'),
  log('HTTP::cookie exists b', '0'),
  log('IP::client_addr', '192.0.2.7'),
  log('IP::remote_addr', '192.0.2.7'),
  log('IP::local_addr', '203.0.113.10'),
  log('TCP::client_port', '51000'),
  log('TCP::local_port', '80'),
  log('IP::addr [IP::client_addr] equals 192.0.2.0/24', '1'),
  log('IP::addr [IP::client_addr] equals 192.0.3.0/24', '0'),
  log('IP::addr 10.1.2.3 mask 255.255.0.0', '10.1.0.0'),
  log('IP::addr 2001:db8::1 equals 2001:db8:0::/48', '1'),
  log('virtual name', '/Common/vs'),
  log('active_members p', '2'),
  log('active_members -list /Common/p', '{10.0.0.1 8001} {10.0.0.3 8001}'),
  log('active_members -list six', '{2001:db8::1 8001}'),
  log('members p', '3'),
  log('LB::status pool p member 10.0.0.2 8001', 'down'),
  log('LB::status pool p member 10.0.0.1 8001 up', '1'),
  log('class match [HTTP::path] starts_with paths', '1'),
  log('class match -value [HTTP::path] starts_with paths', '/Common/p'),
  log('class match -- -x equals paths', '0'),
  log('class match [IP::client_addr] equals nets', '1'),
  log('class lookup 2001:db8::5 nets', 'six'),
  log('class search -name paths ends_with ews', '/news'),
  log('class names paths', '/chat /news'),
  log('class size nets', '2'),
  log('class exists nowhere', '0'),
  log('matchclass [HTTP::path] starts_with paths', '1'),
  log('matchclass paths contains news', '2'),
  log('findclass /news paths " "', 'a value'),
  log('getfield [HTTP::host] ":" 2', '8080'),
  log('getfield "a--b--c" "--" 3', 'c'),
  log('findstr [HTTP::uri] "user=" 5 "&"', 'x'),
  log('substr "/a/b?c" 1 "?"', 'a/b'),
  log('domain www.sub.example.com 2', 'example.com'),
  log('b64encode "a\\000b"', 'YQBi'),
  log('b64decode YWJj', 'abc'),
  ['binary scan [md5 abc] H* x; log local0. $x', '900150983cd24fb0d6963f7d28e17f72'],
  ['binary scan [sha1 abc] H* x; log local0. $x', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['binary scan [sha256 ""] H8 x; log local0. $x', 'e3b0c442'],
  log('crc32 abc', '891568578'),
  log('URI::decode "a%20b%2Fc%zz"', 'a b/c%zz'),
  log('URI::encode "a b/é"', 'a%20b%2f%c3%a9'),
  log('URI::query [HTTP::uri] a', '1'),
  log('URI::path http://h:81/a/b/c', '/a/b/'),
  log('URI::basename /a/b/c?d', 'c'),
  log('URI::host https://h:81/a', 'h'),
  log('URI::port wss://h/a', '443'),
  log('clock format 0 -format %Y-%m-%d -gmt 1', '1970-01-01'),
  log('expr {rand() < 1}', '1'),
  log('info tclversion', '8.4'),
  log('string length "é"', '2'),
  ['log local0.info "a"; log "b"; log -noname local0. c', 'a', 'b', 'c'],
  ['set static::a 3; log local0. [clientside {IP::remote_addr}]', '192.0.2.7'],
  [
    'log local0. [table set k v]; log local0. [table lookup k]; table incr n 5; log local0. [table incr n]',
    'v',
    'v',
    '6',
  ],
  ['table set -subtable s x 1; table add -subtable s x 2; log local0. [table lookup -subtable s x]', '1'],
  ['log local0. [table keys -subtable s -count]; table delete -subtable s -all', '1'],
  ['log local0. "[table replace gone 1]|[table lookup gone]"', '|'],
  ['catch {HTTP::status} problem; log local0. $problem', 'ERR_NOT_SUPPORTED'],
  ['eval {if {1} {log local0. in}}; catch {error out} m; log local0. $m', 'in', 'out'],
];

describe.skipIf(!hasTclsh)('a rule', () => {
  test.each(OPERATORS)('computes %s', async (body, ...lines) => {
    expect(await said(engine, body)).toEqual(lines);
  });

  test.each(READS)('reads %s', async (body, ...lines) => {
    expect(await said(engine, body)).toEqual(lines);
  });

  test('reads a response, its member and its cookies from the side that they are on', async () => {
    const { log: lines } = await once(
      engine,
      `when HTTP_RESPONSE {
        log local0. "[HTTP::status] [IP::remote_addr]:[TCP::remote_port] [LB::server] [LB::server port]"
        log local0. "[HTTP::cookie s] [HTTP::is_redirect] [clientside {TCP::remote_port}] [IP::server_addr]"
      }`,
      {
        ...FACTS,
        member: { address: '10.0.0.1', port: 8001, pool: '/Common/p', name: '10.0.0.1:8001' },
        http: {
          version: '1.1',
          method: 'GET',
          uri: '/',
          status: 302,
          headers: [['Set-Cookie', 's=7; path=/']],
        },
      },
      'HTTP_RESPONSE',
    );
    expect(lines.map((line) => line.slice('Rule /Common/r <HTTP_RESPONSE>: '.length))).toEqual([
      '302 10.0.0.1:8001 /Common/p 10.0.0.1 8001 8001',
      '7 1 51000 10.0.0.1',
    ]);
  });

  test('reads what was collected, and frames', async () => {
    const { log: lines } = await once(
      engine,
      `when WS_CLIENT_DATA {
        log -noname local0. "[WS::frame type] [WS::frame eom] [WS::frame mask] [string length [WS::payload]]"
        log -noname local0. "[WS::payload length] [WS::payload 2] [WS::payload 2 1]"
      }`,
      { ...FACTS, payload: 'ab\0c', frame: { type: '1', eom: true, masked: false } },
      'WS_CLIENT_DATA',
    );
    expect(lines).toEqual(['1 1 0 4', '4 ab \0']);
  });
});
