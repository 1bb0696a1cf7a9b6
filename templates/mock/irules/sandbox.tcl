# The interpreter that rules run in: what TMM's Tcl 8.4 has and nothing else. No files, programs, sockets or
# interpreters; what the mock adds are aliases to ::irule:: of this one.

namespace eval ::tmm {
  variable box ""
  variable kept {
    append array binary break catch concat continue error eval expr for foreach format global if incr info join
    lappend lindex linsert list llength lrange lreplace lsearch lset lsort regexp regsub return scan set split string
    subst switch unset uplevel upvar variable while
  }
  # Parts of a BIG-IP's Tcl that mean nothing here.
  variable refused { after close fileevent puts read trace }
  variable keptInfo {
    args body cmdcount commands complete default exists globals level locals patchlevel procs tclversion vars
  }
}

proc ::tmm::makeSandbox {} {
  variable box
  set box [interp create -safe]
  interp eval $box $::tmm::frames
  trimEnsembles
  trimNamespaces
  trimCommands
  foreach name [commandsOf ::irule] { interp alias $box $name {} ::tmm::command ::irule$name }
  interp alias $box ::unknown {} ::tmm::unknownCommand
}

# What must run in the frame of the rule that calls it, and the operators of iRules in expressions.
set ::tmm::frames {
  rename yield ::tmm_yield
  namespace eval ::static {}
  # A connection: its variables are those of this procedure.
  proc ::tmm_connection {} {
    set tmm_outcome {}
    while 1 {
      set tmm_body [::tmm_yield $tmm_outcome]
      set tmm_outcome [list [catch {eval $tmm_body} tmm_result tmm_options] $tmm_result $tmm_options]
    }
  }
  proc ::call {name args} {
    foreach {command caller} [::tmm_enter $name] break
    set code [catch {uplevel 1 [linsert $args 0 $command]} result]
    ::tmm_leave $caller
    if {$code == 1} { return -code error -errorinfo $::errorInfo $result }
    return $result
  }
  proc ::clientside {{script ""}} {
    if {$script eq ""} { return [::tmm_is_client_side] }
    ::tmm_on client [list uplevel 1 $script]
  }
  proc ::serverside {{script ""}} {
    if {$script eq ""} { return [expr {![::tmm_is_client_side]}] }
    ::tmm_on server [list uplevel 1 $script]
  }
  proc ::tmm_on {side script} {
    set was [::tmm_side $side]
    set code [catch {uplevel 1 $script} result]
    ::tmm_side $was
    if {$code == 1} { return -code error -errorinfo $::errorInfo $result }
    return -code $code $result
  }
  proc ::tcl::mathfunc::irule_contains {text part} {
    expr {$part eq "" || [string first $part $text] >= 0}
  }
  proc ::tcl::mathfunc::irule_starts_with {text part} {
    string equal -length [string length $part] $part $text
  }
  proc ::tcl::mathfunc::irule_ends_with {text part} {
    expr {$part eq "" || [string range $text end-[expr {[string length $part] - 1}] end] eq $part}
  }
  proc ::tcl::mathfunc::irule_matches {text pattern} { string match $pattern $text }
  proc ::tcl::mathfunc::irule_matches_glob {text pattern} { string match $pattern $text }
  proc ::tcl::mathfunc::irule_matches_regex {text pattern} { regexp -- $pattern $text }
  unset -nocomplain ::tcl_platform ::tcl_interactive
  set ::tcl_version 8.4
  set ::tcl_patchLevel 8.4.6
}

# Subcommands that came after Tcl 8.4, or tell of this machine.
proc ::tmm::trimEnsembles {} {
  variable box
  variable keptInfo
  set map [interp eval $box {namespace ensemble configure ::string -map}]
  foreach name {reverse cat} { dict unset map $name }
  interp eval $box [list namespace ensemble configure ::string -map $map]
  set map [interp eval $box {namespace ensemble configure ::info -map}]
  foreach name [dict keys $map] {
    if {$name ni $keptInfo} {
      interp eval $box [list rename [dict get $map $name] {}]
      dict unset map $name
    }
  }
  interp eval $box [list namespace ensemble configure ::info -map $map]
  set map [interp eval $box {namespace ensemble configure ::binary -map}]
  foreach name {encode decode} { dict unset map $name }
  interp eval $box [list namespace ensemble configure ::binary -map $map]
}

# `namespace` goes last, since it is what deletes.
proc ::tmm::trimNamespaces {} {
  variable box
  set gone {::tcl::binary::encode ::tcl::binary::decode ::oo ::zlib}
  foreach name [interp eval $box {namespace children ::tcl}] {
    if {$name ni {::tcl::mathfunc ::tcl::string ::tcl::info ::tcl::array ::tcl::binary ::tcl::namespace}} {
      lappend gone $name
    }
  }
  foreach name $gone {
    if {[interp eval $box [list namespace exists $name]]} { interp eval $box [list namespace delete $name] }
  }
  foreach name [interp eval $box {info commands ::tcl::*}] { interp eval $box [list rename $name {}] }
  interp eval $box {namespace delete ::tcl::namespace}
}

proc ::tmm::trimCommands {} {
  variable box
  variable kept
  variable refused
  lappend kept call clientside serverside tmm_connection tmm_on tmm_yield
  foreach name [interp eval $box {info commands}] {
    if {$name ni $kept} { interp hide $box $name }
  }
  foreach name $refused { interp alias $box $name {} ::tmm::notSimulated $name }
  foreach name {enter leave side is_client_side} { interp alias $box tmm_$name {} ::tmm::$name }
}

# Every command below a namespace of ours, without that namespace: `::HTTP::uri`.
proc ::tmm::commandsOf {space} {
  set names {}
  foreach name [info commands ${space}::*] { lappend names [string range $name [string length ::irule] end] }
  foreach child [namespace children $space] { lappend names {*}[commandsOf $child] }
  return $names
}
