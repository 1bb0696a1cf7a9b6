# Runs iRules for the mock's traffic. Reads frames (a length, a line end, so many bytes: a Tcl list) from stdin and
# answers on stdout with fields of known length. What a frame holds is data: only the texts of rules are ever run,
# and those in a safe interpreter (sandbox.tcl).

namespace eval ::tmm {
  # Commands, milliseconds, effects, lines of log, bytes of output that one event may take.
  variable limits [lindex $::argv 0]
  # Frames that came while an answer was waited for.
  variable backlog {}
  # Clock of what times out, in milliseconds.
  variable now 0
}

foreach space {HTTP TCP IP SSL LB URI WS COMPRESS CACHE} { namespace eval ::irule::$space {} }
set here [file dirname [info script]]
foreach part {sandbox session command http cookie payload connection balance persist class table text uri websocket} {
  source [file join $here $part.tcl]
}

proc ::tmm::readFrame {} {
  if {[gets stdin length] < 0} { exit 0 }
  return [read stdin $length]
}

proc ::tmm::writeFrame {fields} {
  set frame ""
  foreach field $fields { append frame [string length $field] : $field }
  puts stdout [string length $frame]
  puts -nonewline stdout $frame
  flush stdout
}

# Asks the mock for what Tcl cannot do by itself; waits for its answer.
proc ::tmm::ask {what text} {
  variable backlog
  writeFrame [list ask $what $text]
  while 1 {
    set frame [readFrame]
    if {[lindex $frame 0] eq "answer"} { return [lindex $frame 1] }
    lappend backlog $frame
  }
}

proc ::tmm::nextFrame {} {
  variable backlog
  if {[llength $backlog] == 0} { return [readFrame] }
  set frame [lindex $backlog 0]
  set backlog [lrange $backlog 1 end]
  return $frame
}

proc ::tmm::serve {} {
  fconfigure stdin -translation binary -buffering full -buffersize 65536
  fconfigure stdout -translation binary -buffering full -buffersize 65536
  while 1 {
    set frame [nextFrame]
    set words [lrange $frame 1 end]
    switch -- [lindex $frame 0] {
      program { writeFrame [load {*}$words] }
      fire { writeFrame [fire {*}$words] }
      close { forget {*}$words }
      pools { setPools {*}$words }
      groups { setGroups {*}$words }
    }
  }
}

::tmm::makeSandbox
::tmm::serve
