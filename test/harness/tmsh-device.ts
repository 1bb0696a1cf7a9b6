import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const hasTcl = spawnSync('tclsh', [], { input: 'exit 0' }).status === 0;

/** What the shell of a device was told, in order. */
export interface TmshRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The arguments of each call of tmsh. */
  readonly calls: readonly string[];
  /** What was typed into it. */
  readonly typed: string;
  /** The commands that its script gave, as tmsh reads them; of a transaction also its begin and its commit. */
  readonly commands: readonly string[];
  /** The file that an object was made of. */
  readonly source: string;
  /** The script, as it was loaded. */
  readonly script: string;
  /** Bits of the mode of that file. */
  readonly mode: string;
}

export interface TmshBehaviour {
  readonly env?: Readonly<Record<string, string>>;
  /** Calls that begin so fail, with these words. */
  readonly refuses?: { readonly call: string; readonly says: string };
  /** Commands of the script that begin so are refused, with these words. */
  readonly refusesCommand?: { readonly command: string; readonly says: string };
}

/** A tmsh that writes down what it is told, and runs scripts in a real Tcl that only writes their commands down. */
const TMSH = `#!/bin/bash
printf '%s\\n' "$*" >>"$DEVICE/calls"
[ $# -gt 0 ] || cat >"$DEVICE/typed"
if [ -n "$REFUSED_CALL" ] && [[ "$*" == "$REFUSED_CALL"* ]]; then echo "$SAID" >&2; exit 1; fi
case "$*" in
  'load sys config merge file '*) cp "$6" "$DEVICE/script"; stat -c %a "$6" >"$DEVICE/mode" ;;
  'run cli script '*) exec tclsh "$DEVICE/run.tcl" ;;
esac
exit 0
`;

/** The words of a command are joined with blanks: so a device reads them (device-facts: tmsh-scripts). */
const RUN = `
namespace eval tmsh {}
namespace eval script {}
proc told {line} {
  set out [open $::env(DEVICE)/commands a]
  puts $out [binary encode hex [encoding convertto utf-8 $line]]
  close $out
  if {[regexp {source-path file:(\\S+)} $line -> path]} { file copy -force $path $::env(DEVICE)/source }
  set refused $::env(REFUSED_COMMAND)
  if {$refused ne {} && [string equal -length [string length $refused] $refused $line]} { error $::env(SAID) }
}
foreach verb {create modify delete begin_transaction commit_transaction cancel_transaction} {
  proc tmsh::$verb args "told \\[string trimright \\[concat $verb \\]\\]\\[expr {\\[llength \\$args\\] ? { } : {}}\\]\\[join \\$args { }\\]"
}
proc cli {script name body} { namespace eval :: $body }
source -encoding utf-8 $::env(DEVICE)/script
script::run
`;

/** Runs a script as root would on a device, in an empty folder. */
export function runOnDevice(folder: string, script: string, behaviour: TmshBehaviour = {}): TmshRun {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'tmsh'), TMSH);
  chmodSync(join(folder, 'bin', 'tmsh'), 0o755);
  writeFileSync(join(folder, 'run.tcl'), RUN);
  writeFileSync(join(folder, 'script.sh'), script);
  const { refuses, refusesCommand } = behaviour;
  const { status, stdout, stderr } = spawnSync('bash', [join(folder, 'script.sh')], {
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      DEVICE: folder,
      REFUSED_CALL: refuses?.call ?? '',
      REFUSED_COMMAND: refusesCommand?.command ?? '',
      SAID: refuses?.says ?? refusesCommand?.says ?? '',
      ...behaviour.env,
    },
  });
  const kept = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  const lines = (name: string): string[] => kept(name).split('\n').slice(0, -1);
  return {
    code: status,
    stdout,
    stderr,
    calls: lines('calls'),
    typed: kept('typed'),
    commands: lines('commands').map((line) => Buffer.from(line, 'hex').toString('utf8')),
    source: kept('source'),
    script: kept('script'),
    mode: kept('mode').trim(),
  };
}
