import { spawnSync } from 'node:child_process';
import { quoteTcl } from '../../src/templates.ts';

// Rendered iRules run in a real Tcl, with the commands of an iRule stubbed as a device behaves: handlers by
// priority, and nothing of a request can be read or answered once it is answered.

export const hasTcl = spawnSync('tclsh', [], { input: 'exit 0' }).status === 0;

export interface Request {
  readonly host?: string;
  /** Path and query. */
  readonly uri?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Runs Tcl; what it prints, or its error. */
export function tcl(script: string): string {
  const { stdout, stderr, status } = spawnSync('tclsh', ['-encoding', 'utf-8'], {
    input: `${script}\n`,
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr.toString());
  return stdout.toString();
}

/** What these rules do for each request: the commands, each as its words. */
export function decide(rules: readonly string[], requests: readonly Request[]): string[][][] {
  const asked = requests.map(({ host = '', uri = '/', headers = {} }) => {
    const list = Object.entries(headers).map(
      ([name, value]) => `${quoteTcl(name.toLowerCase())} ${quoteTcl(value)}`,
    );
    return `__request ${quoteTcl(host)} ${quoteTcl(uri)} [list ${list.join(' ')}]`;
  });
  const lines = tcl([STUBS, ...rules, ...asked].join('\n'))
    .split('\n')
    .slice(0, requests.length);
  return lines.map((line) =>
    (line === '' ? [] : line.split(' ')).map((command) => command.split(',').map(fromHex)),
  );
}

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('utf8');
}

const STUBS = String.raw`
proc __hex {text} { binary scan [encoding convertto utf-8 $text] H* hex; return $hex }
proc __do {args} {
  set words {}
  foreach word $args { lappend words [__hex $word] }
  lappend ::done [join $words ,]
}
proc __live {} { if { $::answered } { error "Can't call after responding - ERR_NOT_SUPPORTED" } }
set handlers {}
proc when {event args} {
  set priority 500
  if { [lindex $args 0] eq "priority" } { set priority [lindex $args 1] }
  lappend ::handlers [list $priority [lindex $args end]]
}
proc __request {host uri headers} {
  set ::host $host; set ::uri $uri; array unset ::headers; array set ::headers $headers
  set ::done {}; set ::answered 0
  foreach handler [lsort -integer -index 0 $::handlers] {
    proc __handler {} [lindex $handler 1]
    if { [catch __handler problem] == 1 } { __do error $problem }
  }
  puts [join $::done " "]
}
proc pool {args} { eval __do pool $args }
proc persist {args} { eval __do persist $args }
proc log {args} { eval __do log $args }
namespace eval HTTP {
  proc host {} { __live; return $::host }
  proc uri {} { __live; return $::uri }
  proc path {} { __live; return [lindex [split $::uri ?] 0] }
  proc query {} { __live; return [join [lrange [split $::uri ?] 1 end] ?] }
  proc header {how name args} {
    __live
    if { $how ne "value" } { return [eval __do header $how $name $args] }
    set name [string tolower $name]
    if { [info exists ::headers($name)] } { return $::headers($name) }
  }
  proc disable {} { __do disable }
  proc respond {args} { __live; eval __do respond $args; set ::answered 1 }
  proc redirect {url} { __live; __do redirect $url; set ::answered 1 }
}
`;
