# How a command of a rule reaches ours, and how it fails.

# Runs one; its error looks to the rule as one of the device's own commands does.
proc ::tmm::command {name args} {
  if {[catch {$name {*}$args} result]} {
    set result [string map [list ::irule:: ""] $result]
    set ::tmm::commandFailed $result
    return -code error -errorinfo $result $result
  }
  return $result
}

# Ends the event whatever the rule catches: the mock must never pass over what a device would do.
proc ::tmm::stop {reason} {
  variable violation
  variable box
  if {$violation eq ""} { set violation $reason }
  interp limit $box command -value [interp eval $box {info cmdcount}]
  error $reason
}

proc ::tmm::notSimulated {name args} {
  stop "the mock does not simulate the command $name"
}

# `exec` and the like are unknown to a rule that builds them at run time; what looks like a BIG-IP's is named.
proc ::tmm::unknownCommand {name args} {
  variable globals
  set name [string trimleft $name :]
  if {[regexp {^[A-Z][A-Z0-9]*[0-9v]*::\w+$} $name] || $name in $globals} { notSimulated $name }
  return -code error -errorinfo "invalid command name \"$name\"" "invalid command name \"$name\""
}

# Commands of a BIG-IP outside of a namespace that ::irule:: lacks.
set ::tmm::globals {
  accumulate active_nodes client_addr client_port clone cpu forward http_cookie http_header http_host http_method
  http_uri http_version ifile imid ip_addr ip_protocol ip_tos ip_ttl lasthop link_qos listen local_addr local_port
  matchregion member_priority nexthop nodes peer rateclass redirect relate_client relate_server remote_addr
  remote_port respond rmd160 server_addr server_port session sharedvar tcp_port translate traffic_group
  urlcatblindquery urlcatquery vlan_id whereis whitelist
}

proc ::tmm::usage {text} { return -code error "wrong # args: should be \"$text\"" }

# Something that the mock sees and does, in order.
proc ::tmm::effect {args} {
  variable effects
  variable size
  variable limits
  lappend effects $args
  foreach word $args { incr size [string length $word] }
  if {[llength $effects] > [lindex $limits 2]} { set effects {}; stop "more than [lindex $limits 2] effects in one event" }
  if {$size > [lindex $limits 4]} { set effects {}; stop "more than [lindex $limits 4] bytes of output in one event" }
  return
}

# log ?-noname? ?facility.level? message
proc ::irule::log {args} {
  upvar #0 ::tmm::log log
  set prefix "Rule $::tmm::rule <$::tmm::event>: "
  if {[lindex $args 0] eq "-noname"} { set prefix ""; set args [lrange $args 1 end] }
  if {[llength $args] == 2 && [regexp {^local[0-7](\.[a-z]*)?$} [lindex $args 0]]} { set args [lrange $args 1 end] }
  if {[llength $args] > 1} {
    if {[regexp {^[0-9a-fA-F.:%]+$} [lindex $args 0]]} { ::tmm::notSimulated "log to another address" }
    ::tmm::usage "log ?-noname? ?facility.level? message"
  }
  if {[llength $args] == 0} { ::tmm::usage "log ?-noname? ?facility.level? message" }
  if {[llength $log] >= [lindex $::tmm::limits 3]} {
    ::tmm::stop "more than [lindex $::tmm::limits 3] lines of log in one event"
  }
  # Longer ones are cut off (device-facts: irule-log).
  lappend log [string range $prefix[lindex $args 0] 0 1023]
  return
}
