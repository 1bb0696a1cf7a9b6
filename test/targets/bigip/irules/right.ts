// iRules that a device loads, in the forms that people write: nothing may be found in them.

const request = (body: string): string => `when HTTP_REQUEST {\n${body}\n}`;

/** What each is about, and its text. */
export const right: readonly (readonly [name: string, text: string])[] = [
  ['nothing', '# not yet'],
  ['a redirect', request('  HTTP::redirect "https://[getfield [HTTP::host] ":" 1][HTTP::uri]"')],
  [
    'the iRule of K14814',
    request('  if { [string tolower [HTTP::header Upgrade]] eq "websocket" } {\n    HTTP::disable\n  }'),
  ],
  [
    'braces on lines of their own',
    'when HTTP_REQUEST\n{\n  if { [HTTP::method] eq "GET" }\n  {\n    pool a\n  }\n  else\n  {\n    pool b\n  }\n}',
  ],
  [
    'else on a line of its own',
    request('  if { [HTTP::path] eq "/" } {\n    pool a\n  }\n  else {\n    pool b\n  }'),
  ],
  [
    'elseif on a line of its own',
    request('  if { $x } {\n    pool a\n  }\n  elseif { $y } {\n    pool b\n  }\n  else { pool c }'),
  ],
  ['no blank behind a brace', request('  if {[HTTP::path] starts_with "/a"}{pool a}else{pool b}')],
  ['then', request('  if { $x } then { pool a } else { pool b }')],
  ['an else without its word', request('  if { $x } { pool a } { pool b }')],
  [
    'switch with patterns that share a body',
    request(
      '  switch -glob [string tolower [HTTP::path]] {\n    "/a*" -\n    "/b[0-9]*" { pool a }\n    default { pool b }\n  }',
    ),
  ],
  [
    'switch with an end of options',
    request('  switch -regexp -- [HTTP::uri] {\n    {^/v[0-9]+/} { pool a }\n  }'),
  ],
  [
    'comments between patterns',
    request(
      '  switch -- [HTTP::host] {\n    # ours, with [ and "\n    "a.example.com" { pool a }\n    default { reject }\n  }',
    ),
  ],
  [
    'switch of words',
    request('  switch -exact -- [HTTP::method] GET { pool a } POST { pool b } default { drop }'),
  ],
  [
    'a pattern with one bracket',
    request('  switch -glob [HTTP::uri] {\n    "*\\[*" { reject }\n    *x[* { drop }\n  }'),
  ],
  [
    'loops',
    request(
      '  foreach name [HTTP::header names] {\n    if { $name starts_with "X-" } { HTTP::header remove $name }\n  }\n  for { set i 0 } { $i < 3 } { incr i } { append x $i }\n  while { [string length $x] > 2 } { set x [string range $x 1 end] }',
    ),
  ],
  [
    'two variables in a loop',
    request('  foreach { key value } [split [HTTP::query] "&="] { set q($key) $value }'),
  ],
  ['break of lassign', request('  foreach { a b } [split [HTTP::host] ":"] break\n  log local0. "$a $b"')],
  [
    'catch',
    request(
      '  if { [catch { set n [expr { $x + 1 }] } why] } {\n    log local0.error "no number: $why"\n  }',
    ),
  ],
  ['catch of words', request('  catch { unset x }\n  if { [catch "set n [string length $x]"] } { reject }')],
  [
    'eval of what is put together',
    request('  eval $script\n  eval lappend all $some\n  eval [list set x 1]'),
  ],
  ['a command in a variable', request('  set verb pool\n  $verb a\n  [set verb] b')],
  [
    'after',
    request(
      '  after 100\n  set id [after 500 -periodic { log local0. waiting }]\n  after cancel $id\n  after cancel -current',
    ),
  ],
  [
    'a procedure',
    'proc clean { text { most 10 } } {\n  return [string range $text 0 $most]\n}\nwhen HTTP_REQUEST { log local0. [call clean [HTTP::uri] 5] }',
  ],
  ['a procedure elsewhere', request('  call /Common/library::note "x"\n  set y [call library::clean $x]')],
  ['RULE_INIT', 'when RULE_INIT {\n  set static::debug 0\n  array set static::hosts { a 1 b 2 }\n}'],
  [
    'priorities',
    'when HTTP_REQUEST priority 100 { pool a }\npriority 600\nwhen HTTP_REQUEST { pool b }\nwhen HTTP_REQUEST timing on priority 0 { set t 1 }',
  ],
  ['timing', 'timing on\nwhen CLIENT_ACCEPTED { set began [clock clicks -milliseconds] }'],
  [
    'a lookup',
    request(
      '  set found [class match -value -- [string tolower [HTTP::host]] equals hosts]\n  if { $found ne "" } { pool $found }',
    ),
  ],
  [
    'the old lookups',
    request(
      '  if { [matchclass [IP::client_addr] equals nets] } { pool [findclass [HTTP::host] hosts " "] }',
    ),
  ],
  [
    'a member that is up',
    request('  if { [active_members a] < 1 } { HTTP::respond 503 content "busy" "Retry-After" 60 }'),
  ],
  [
    'a page',
    request(
      '  HTTP::respond 200 content {<html><body onload="f([1]);">{ }</body></html>} Content-Type text/html',
    ),
  ],
  ['a page over lines', request('  HTTP::respond 200 content "\n    <p>[HTTP::host]</p>\n  " noserver')],
  [
    'an answer, and return',
    request(
      '  if { [HTTP::path] eq "/up" } {\n    HTTP::respond 200 content up\n    return\n  }\n  HTTP::header insert X-A b',
    ),
  ],
  ['an answer in one branch', request('  if { $x } { HTTP::redirect / } else { HTTP::header insert X-A b }')],
  [
    'an answer that is remembered',
    request(
      '  if { $x } {\n    HTTP::redirect /\n    set done 1\n  }\n  if { not [info exists done] } { HTTP::header insert X-A b }',
    ),
  ],
  [
    'an answer, and a way out for it',
    request(
      '  if { $x } { HTTP::redirect /\n set done 1 }\n  if { [info exists done] } { return }\n  HTTP::header insert X-A b',
    ),
  ],
  [
    'an answer that is asked for',
    request(
      '  if { $x } { HTTP::redirect / }\n  if { [HTTP::has_responded] } { return }\n  HTTP::header insert X-A b',
    ),
  ],
  [
    'log behind an answer',
    request('  HTTP::redirect "https://[HTTP::host]/"\n  log local0. "sent away [IP::client_addr]"'),
  ],
  ['an answer, and other commands', request('  HTTP::respond 403\n  TCP::close\n  event disable all')],
  [
    'events of one connection',
    'when HTTP_REQUEST { set uri [HTTP::uri] }\nwhen HTTP_RESPONSE {\n  if { [HTTP::status] == 404 } { log local0. "$uri is not there" }\n}',
  ],
  ['events switched off', request('  event HTTP_RESPONSE disable\n  event disable all')],
  [
    'comments',
    '# one { two }\nwhen HTTP_REQUEST { # behind a brace\n  pool a ;# behind a command\n  # it\'s "quoted [\n}\n# last',
  ],
  ['a comment that goes on', request('  # pool a \\\n     pool b\n  pool c')],
  [
    'commands over lines',
    request(
      '  log local0. \\\n    "a long line of\\\n      [HTTP::host]"\n  HTTP::respond 302 \\\n    Location "https://a/" \\\n    Connection close',
    ),
  ],
  ['semicolons', request('  set a 1; set b 2;; pool a')],
  [
    'escapes',
    request(
      '  set a \\{\n  set b "\\}\\"\\[x\\]"\n  regsub -all {[^a-z{}]+} $b "" c\n  regexp "^/\\[a-z\\]+" [HTTP::uri]',
    ),
  ],
  [
    'a regular expression',
    request(
      '  if { [HTTP::uri] matches_regex {^/(a|b)[0-9]{2}} or [regexp -nocase -- {^[a-z]+$} $x all] } { pool a }',
    ),
  ],
  [
    'text of an expression',
    request('  if { [HTTP::uri] contains "{[HTTP::host]}" and "a in b" ne "c ** d" } { pool a }'),
  ],
  [
    'operators',
    request(
      '  if { not ([HTTP::path] ends_with ".gif") && !([HTTP::host] contains "a") and [HTTP::version] matches "1.*" } { pool a }',
    ),
  ],
  [
    'not before a number',
    request(
      '  if { !$x && [HTTP::host] contains "a" } { pool a }\n  if { not [class match $h equals c] or $h starts_with "a" } { drop }',
    ),
  ],
  ['a choice in an expression', request('  set n [expr { [HTTP::header exists X] ? [HTTP::header X] : 0 }]')],
  ['numbers', request('  set n [expr $a*2+(3-$b)/4 % 5]\n  set m [expr {int(rand() * 10)}]')],
  [
    'lists',
    request(
      '  set l [list a b]\n  lappend l c\n  set last [lindex $l end]\n  set but [lrange $l 0 end-1]\n  set s [lsort -unique -integer $n]',
    ),
  ],
  [
    'strings',
    request(
      '  set s [string map { "a" "b" "\\[" "(" } $x]\n  set t [string range $s 0 [string first "?" $s]]\n  switch -- [string is integer $t] { 1 { pool a } }',
    ),
  ],
  ['an array', request('  set h([HTTP::host]) 1\n  foreach k [array names h] { log local0. "$k=$h($k)" }')],
  ['a variable with braces', request('  log local0. "${prefix}_x ${static::name}"')],
  [
    'a table',
    request(
      '  set n [table incr -mustexist "k[IP::client_addr]"]\n  table set -subtable s $k $v indef 60\n  foreach k [table keys -subtable s] { table delete -subtable s $k }',
    ),
  ],
  ['persistence', request('  persist uie [HTTP::cookie value JSESSIONID] 3600')],
  [
    'both sides',
    'when LB_SELECTED { log local0. "[clientside { IP::remote_addr }] to [LB::server addr]:[LB::server port]" }\nwhen SERVER_CONNECTED { serverside { TCP::idletime 3600 } }',
  ],
  [
    'frames',
    'when WS_REQUEST { WS::masking remask }\nwhen WS_CLIENT_FRAME {\n  if { [WS::frame type] == 1 } { WS::collect frame 100 }\n}\nwhen WS_CLIENT_DATA { WS::release }',
  ],
  [
    'TLS',
    'when CLIENTSSL_HANDSHAKE { set version [SSL::cipher version] }\nwhen SERVERSSL_CLIENTHELLO_SEND { SSL::extensions insert $sni }',
  ],
  [
    'bytes',
    'when CLIENT_ACCEPTED { TCP::collect 4 }\nwhen CLIENT_DATA {\n  binary scan [TCP::payload] H* hex\n  TCP::release\n}',
  ],
  ['a log', request('  log -noname local0.info "a"\n  log 10.0.0.1 local0. "#1"\n  log "plain"')],
  ['HSL', request('  set hsl [HSL::open -proto UDP -pool logs]\n  HSL::send $hsl "<190>[HTTP::uri]"')],
  [
    'a module',
    'when ACCESS_POLICY_COMPLETED { ACCESS::session data set session.custom.x 1 }\nwhen ASM_REQUEST_DONE { if { [ASM::status] eq "blocked" } { ASM::unblock } }',
  ],
  ['old words', request('  if { [http_host] contains "a" } { use pool a }')],
  [
    'line ends of Windows',
    'when HTTP_REQUEST {\r\n  if { [HTTP::path] eq "/" } {\r\n    pool a\r\n  }\r\n  else {\r\n    pool b\r\n  }\r\n}\r\n',
  ],
  ['a signature', 'when HTTP_REQUEST { pool a }\ndefinition-signature abc=\n'],
  ['blank lines at both ends', '\n\nwhen HTTP_REQUEST { pool a }\n\n'],
  [
    'quotes in quotes',
    request('  log local0. "[HTTP::header "User-Agent"] [string map {"a" "b"} "x[HTTP::uri]y"]"'),
  ],
  ['a body in quotes', request('  if { $x } "pool a"')],
];
