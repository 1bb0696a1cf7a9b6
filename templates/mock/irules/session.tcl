# Rules, connections, events.

namespace eval ::tmm {
  # Handler → path of its rule, number of its rule, body.
  variable handlers
  array set handlers {}
  # Number of a rule → its path; path → number of the rule that was loaded last.
  variable paths
  array set paths {}
  variable numbers
  array set numbers {}
  # Number of a rule and name of a procedure → its command; commands and names, as they stand in a trace.
  variable procedures
  array set procedures {}
  variable names {}
  # Connection → what commands remember of it, and which events it no longer wants.
  variable memory
  array set memory {}
  # Pool → its members: address, port, whether it is up. Data-group → keys and values.
  variable pools {}
  variable groups {}

  # Of the event that runs.
  variable session ""
  variable rule ""
  variable event ""
  variable side client
  variable violation ""
  # The last error of a command of ours.
  variable commandFailed ""
  variable effects {}
  variable log {}
  variable size 0
  variable facts
  array set facts {}
}

proc ::tmm::setPools {list} { variable pools $list }
proc ::tmm::setGroups {list} { variable groups $list }

# Takes a rule and runs what it does when it is loaded, RULE_INIT.
proc ::tmm::load {id path texts bodies} {
  variable box
  variable handlers
  variable paths
  variable numbers
  variable procedures
  variable names
  disarm
  set paths($id) $path
  set numbers($path) $id
  foreach {name parameters body} $texts {
    set procedures($id,$name) tmm_procedure[array size procedures]
    lappend names $procedures($id,$name) $name
    interp invokehidden $box proc ::$procedures($id,$name) $parameters $body
  }
  set init {}
  foreach {handler event body} $bodies {
    set handlers($handler) [list $path $id $body]
    if {$event eq "RULE_INIT"} { lappend init $handler }
  }
  if {[llength $init] == 0} { return [list "" ""] }
  set outcome [fire init$id RULE_INIT $init {} 0]
  forget init$id
  return $outcome
}

# Runs handlers in their order; the fields of the answer.
proc ::tmm::fire {id name which known time} {
  variable session $id
  variable event $name
  variable facts
  variable effects {}
  variable log {}
  variable size 0
  variable violation ""
  variable now
  if {$time > $now} { set now $time }
  array unset facts
  array set facts $known
  set failed ""
  begin
  arm
  foreach handler $which {
    if {[isDisabled all] || [isDisabled $name]} break
    set failed [runHandler $handler]
    if {$failed ne ""} break
  }
  disarm
  if {$failed eq ""} { flushHttp }
  return [answer $failed]
}

proc ::tmm::begin {} {
  variable session
  variable memory
  variable event
  variable side [sideOf $event]
  variable box
  if {![info exists memory($session)]} {
    set memory($session) {}
    disarm
    interp invokehidden $box coroutine ::tmm_c$session ::tmm_connection
  }
  beginHttp
}

proc ::tmm::sideOf {event} {
  expr {[regexp {^(SERVER|HTTP_RESPONSE|WS_RESPONSE|WS_SERVER)} $event] ? "server" : "client"}
}

# What went wrong in it, as the device logs it, or nothing.
proc ::tmm::runHandler {handler} {
  variable box
  variable session
  variable handlers
  variable violation
  variable rule
  variable number
  lassign $handlers($handler) rule number body
  set code [catch {interp eval $box [list ::tmm_c$session $body]} outcome]
  # What went over a limit has lost its variables.
  if {$code != 0 || [llength $outcome] != 3} { forget $session }
  if {$violation ne ""} { return [failure $violation] }
  if {$code != 0 || [llength $outcome] != 3} { return [failure [limitReason $outcome]] }
  lassign $outcome code result options
  switch -- $code {
    0 - 2 { return "" }
    1 { return [failure [trace $result $options]] }
    default { return [failure "invoked \"[expr {$code == 3 ? "break" : "continue"}]\" outside of a loop"] }
  }
}

proc ::tmm::limitReason {message} {
  variable limits
  if {[string match "command count limit*" $message]} {
    return "ended by the mock: more than [lindex $limits 0] commands in one event"
  }
  if {[string match "time limit*" $message]} {
    return "ended by the mock: more than [expr {[lindex $limits 1] / 1000.0}] s in one event"
  }
  return "ended by the mock: $message"
}

proc ::tmm::failure {reason} {
  variable rule
  variable event
  return [string range "01220001:3: TCL error: $rule <$event> - $reason" 0 1023]
}

# Message and place of an error in one line (device-facts: irule-runtime-error).
proc ::tmm::trace {message options} {
  variable names
  variable commandFailed
  set info $message
  catch { set info [dict get $options -errorinfo] }
  set line ""
  regexp {\n    \("eval" body line (\d+)\)\n    invoked from within\n"eval \$tmm_body} $info -> line
  regsub {\n    \("eval" body line \d+\)\n    invoked from within\n"eval \$tmm_body.*$} $info "" info
  # Below `call` and `clientside` are frames of ours.
  regsub {\n    \("uplevel" body line .*$} $info "" info
  set rest [string range $info [string length $message] end]
  if {[string match "\n    invoked from within*" $rest]} {
    if {$message eq $commandFailed && ![string match "wrong # args*" $message]} {
      set rest " (line $line)$rest"
    } else {
      regsub {^\n    invoked from within} $rest "\n    while executing" rest
    }
  }
  return [string map [concat $names [list \n " "]] $message$rest]
}

proc ::tmm::answer {failed} {
  variable effects
  variable log
  set answer [list done $failed [fields $log]]
  foreach effect $effects { lappend answer [fields $effect] }
  return $answer
}

proc ::tmm::fields {words} {
  set text ""
  foreach word $words { append text [string length $word] : $word }
  return $text
}

proc ::tmm::arm {} {
  variable box
  variable limits
  set until [expr {[clock milliseconds] + [lindex $limits 1]}]
  interp limit $box command -value [expr {[interp eval $box {info cmdcount}] + [lindex $limits 0]}]
  interp limit $box time -granularity 10 -seconds [expr {$until / 1000}] -milliseconds [expr {$until % 1000}]
}

proc ::tmm::disarm {} {
  variable box
  interp limit $box command -value {}
  interp limit $box time -seconds {}
}

proc ::tmm::forget {id} {
  variable box
  variable memory
  disarm
  unset -nocomplain memory($id)
  catch { interp invokehidden $box rename ::tmm_c$id {} }
}

# What commands remember of a connection.
proc ::tmm::recall {key {default ""}} {
  variable memory
  variable session
  if {[dict exists $memory($session) $key]} { return [dict get $memory($session) $key] }
  return $default
}

proc ::tmm::remember {key value} {
  variable memory
  variable session
  dict set memory($session) $key $value
  return $value
}

proc ::tmm::isDisabled {name} { recall "disabled $name" 0 }

# event ?NAME? enable|disable, event enable|disable all
proc ::irule::event {args} {
  set name $::tmm::event
  lassign $args first second
  if {$first in {enable disable}} {
    set what $first
    if {$second eq "all"} { set name all } elseif {$second ne ""} { error "invalid '$second'; expected:all" }
  } else {
    set name $first
    set what $second
  }
  if {$what ni {enable disable} || [llength $args] > 2} { ::tmm::usage "event ?name? enable|disable ?all?" }
  ::tmm::remember "disabled $name" [expr {$what eq "disable"}]
  return
}

proc ::tmm::is_client_side {} { variable side; expr {$side eq "client"} }

proc ::tmm::side {new} {
  variable side
  set was $side
  set side $new
  return $was
}

# The procedure that `call` means, of this rule or of another one by name or path; and the rule that calls it.
proc ::tmm::enter {name} {
  variable number
  variable numbers
  variable procedures
  set id $number
  set at [string last :: $name]
  if {$at > 0} {
    set path [fullPath [string range $name 0 [expr {$at - 1}]]]
    set name [string range $name [expr {$at + 2}] end]
    if {![info exists numbers($path)]} { error "rule not found: $path" }
    set id $numbers($path)
  }
  if {![info exists procedures($id,$name)]} { error "undefined procedure: $name" }
  set caller $number
  set number $id
  return [list $procedures($id,$name) $caller]
}

proc ::tmm::leave {caller} {
  variable number $caller
  return
}

# A name without a partition is of the partition of the rule that says it.
proc ::tmm::fullPath {name} {
  variable rule
  if {[string index $name 0] eq "/"} { return $name }
  return "[string range $rule 0 [string last / $rule]]$name"
}
