# What was collected: HTTP::, TCP:: and WS:: share it, one event has one payload.

proc ::tmm::payload {args} {
  variable facts
  set text ""
  if {[info exists facts(payload)]} { set text $facts(payload) }
  lassign $args first offset length data
  switch -regexp -- $first {
    ^$ { return $text }
    ^length$ { return [string length $text] }
    ^replace$ {
      if {[llength $args] != 4} { usage "payload replace offset length data" }
      if {$offset < 0 || $length < 0 || $offset + $length > [string length $text]} { error "Out of bounds" }
      set tail [string range $text [expr {$offset + $length}] end]
      set facts(payload) [string range $text 0 [expr {$offset - 1}]]$data$tail
      return [effect payload $facts(payload)]
    }
    ^find$ { return [string first $offset $text] }
    ^\[0-9\]+$ {
      if {$offset eq ""} { return [string range $text 0 [expr {$first - 1}]] }
      return [string range $text $first [expr {$first + $offset - 1}]]
    }
    default { notSimulated "payload $first" }
  }
}

proc ::tmm::collect {args} {
  variable side
  set bytes [lindex $args 0]
  if {$bytes ne "" && ![string is integer -strict $bytes]} { error "expected integer but got \"$bytes\"" }
  effect collect $side $bytes
}

proc ::irule::HTTP::payload {args} { ::tmm::payload {*}$args }
proc ::irule::HTTP::collect {args} { ::tmm::live; ::tmm::collect {*}$args }
proc ::irule::HTTP::release {} { ::tmm::effect release }

proc ::irule::TCP::payload {args} { ::tmm::payload {*}$args }
proc ::irule::TCP::collect {args} {
  if {[llength $args] > 1} { ::tmm::notSimulated "TCP::collect with a number of bytes to skip" }
  ::tmm::collect {*}$args
}
proc ::irule::TCP::release {args} {
  if {[llength $args] > 0} { ::tmm::notSimulated "TCP::release of a part" }
  ::tmm::effect release
}
