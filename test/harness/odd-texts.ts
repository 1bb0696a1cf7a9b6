// Texts as people write them, and as they should not: some are taken, some are refused, none may be lost.

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Names: with digits first, dots, colons, words that a device reads as something else, and too long ones. */
export const NAMES: readonly string[] = [
  ...words(
    'none default any all automap auto min and of true null 0 1 80 9lives _x -x .x x. x- x: a.b a:b n:80',
  ),
  ...words(
    'n.80 a%2 % a/b 10.0.0.77 10.0.0.77%0 10.0.0.77%2 2001:db8::77 stats members items Drafts __proto__',
  ),
  ...words('constructor toString name é 日本 "q" a* ~a <b> tcp http'),
  ...['a b', 'n'.repeat(186), 'n'.repeat(190), 'n'.repeat(191)],
];

/** Everything else that is text. */
export const TEXTS: readonly string[] = [
  ...words(
    'x é e\u0301 "quoted" it\'s `x` none default None - {brace} { } [x] ] $x $ $${x} back\\slash \\ \\\\',
  ),
  ...words('\\r\\n \\" a;b # a?b a|b a&b %41 % !x @x </x> <x/> <me@example.com> &amp; &lt;b&gt; <!--'),
  ...[
    'two words',
    '日本 🎈',
    '# x',
    ' before',
    'behind ',
    'a  b',
    'a\tb',
    'a\nb',
    '',
    '<b>bold</b>',
    'a < b',
  ],
  ...['\u202eright', '\u200b', '\ufeffx', '\u0007', '\u001b[31m', '\u0000', '\u0085', '\u2028'],
  ...['d'.repeat(256), 'd'.repeat(1024), 'd'.repeat(3000), '日'.repeat(1000), 'd'.repeat(70_000)],
  ...words('0 1 65535 65536 80 true null 1e3 0x10 017 * *:* *:80 *.80 *:0 *:65536 10.0.0.1:80 10.0.0.1.80'),
  ...words('2001:db8::1.80 2001:db8::1:80 10.0.0.1:any 10.0.0.77 10.0.0.77%0 10.0.0.77%2 010.0.0.1 10.0.0'),
  ...words(
    '0.0.0.0 :: ::1 any any6 127.0.0.1 255.255.255.255 224.0.0.1 ::ffff:10.0.0.9 fe80::1 2001:DB8::77',
  ),
  ...words(
    '2001:db8::77%2 10.0.0.0/8 10.0.0.1/8 0.0.0.0/0 ::/0 10.0.0.1/32 10.0.0.77%2/24 10.0.0.1/255.0.0.0',
  ),
  ...words('2001:db8::/32 2001:db8::77/128 10.0.0.1/33 default-inet6 255.255.0.255 255.0.0.0 ffff::'),
  ...words('/Common/tcp /Common/http /Common/udp /Common/cookie /Common/gateway_icmp /Common/none /Common/x'),
  ...words('/Common/tcp-legacy /Common/http2 /Common/source_addr /Common/traffic-group-1 /Common/clientssl'),
  ...words('/Common/_sys_https_redirect /Common/websocket /Other/x /x /Common/ / 1.1 1.9 mgmt'),
  ...words('tcp:443 udp:53 gre:0 tcp:0 tcp:65536 ospf:0 nosuch:0 all tcp:http'),
];

const when = (body: string, event = 'CLIENT_ACCEPTED'): string => `when ${event} {\n${body}\n}`;

const BODIES: readonly string[] = [
  ...['', 'return', '  log local0. "a b"', 'set x \\{', '# {\nset x 1\n# }', 'set x "日本"', 'set x 1;# c'],
  ...[
    'log local0. "<b>$x</b>"',
    'set x ${a b}',
    'set x a"b',
    'set x [expr {1 + 2}]',
    '# it\'s [ a "',
    'set x \\\n 1',
  ],
  // No device takes these.
  ...[
    '}',
    '{',
    '# \\} }',
    'set x "}"\nset y "{"',
    'set x "a',
    'set x [a',
    when('return'),
    'exec ls',
    'dict get $x',
  ],
  `log local0. "${'x'.repeat(70_000)}"`,
];

/** iRules: odd and valid, and such as every device refuses when it loads them. */
export const RULE_TEXTS: readonly string[] = [
  ...BODIES.map((body) => when(body)),
  ...['CLIENT_CLOSED priority 100', 'RULE_INIT', 'CLIENT_ACCEPTED timing on'].map((head) =>
    when('return', head),
  ),
  ...['client_accepted', 'NO_EVENT', 'CLIENT_ACCEPTED priority 1001'].map((head) => when('return', head)),
  ...['\n\n', '# about\n', 'timing on\n', 'priority 5\n', 'set x 1\n'].map((above) => above + when('return')),
  ...[' }', ' # c', '\n\n', `; ${when('return', 'CLIENT_CLOSED')}`].map((below) => when('return') + below),
  `${when('return')}\n${when('return')}`,
  `${when('return')}\n${when('return', 'CLIENT_ACCEPTED priority 1')}`,
  when('if { 1 } {\r\n set x 1\r\n}').replaceAll('\n', '\r\n'),
  ...[
    'proc p { a } { return $a }',
    '',
    ' ',
    '# only a comment',
    'x',
    'log local0. x',
    'when',
    'when CLIENT_ACCEPTED',
  ],
  ...['when CLIENT_ACCEPTED { return', 'when CLIENT_ACCEPTED return', 'when CLIENT_ACCEPTED {\u0000}'],
];
