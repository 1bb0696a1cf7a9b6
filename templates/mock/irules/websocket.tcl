# WS::, as far as the mock carries frames.

proc ::irule::WS::request {what} {
  set headers {protocol Sec-WebSocket-Protocol extension Sec-WebSocket-Extensions version Sec-WebSocket-Version
    key Sec-WebSocket-Key}
  if {![dict exists $headers $what]} { error "bad option \"$what\": must be extension, key, protocol, or version" }
  ::tmm::live
  return [join [::tmm::headerValues [dict get $headers $what]] ", "]
}

proc ::irule::WS::response {what} {
  set headers {protocol Sec-WebSocket-Protocol extension Sec-WebSocket-Extensions version Sec-WebSocket-Version
    key Sec-WebSocket-Accept}
  ::tmm::live
  if {$what eq "valid"} {
    return [expr {[::irule::HTTP::status] == 101 && [llength [::tmm::headerValues Sec-WebSocket-Accept]] > 0}]
  }
  if {![dict exists $headers $what]} {
    error "bad option \"$what\": must be extension, key, protocol, valid, or version"
  }
  return [join [::tmm::headerValues [dict get $headers $what]] ", "]
}

proc ::irule::WS::enabled {args} {
  if {[llength $args] == 0} { return [expr {![::tmm::recall "websocket off" 0]}] }
  if {[lindex $args 0]} { return }
  ::tmm::remember "websocket off" 1
  ::tmm::effect websocket-disable
}

proc ::irule::WS::disconnect {code {reason ""}} {
  if {![string is integer -strict $code]} { error "expected integer but got \"$code\"" }
  ::tmm::effect websocket-disconnect $code $reason
}

proc ::irule::WS::frame {what args} {
  switch -- $what {
    type { set fact frame.type }
    eom { set fact frame.eom }
    mask - orig_masked { set fact frame.masked }
    default { ::tmm::notSimulated "WS::frame $what" }
  }
  if {[llength $args] > 0} { ::tmm::notSimulated "WS::frame $what with a new value" }
  return [::tmm::fact $fact]
}

# WS::collect frame ?bytes?
proc ::irule::WS::collect {what args} {
  if {$what ne "frame"} { ::tmm::usage "WS::collect frame ?length?" }
  ::tmm::collect {*}$args
}

proc ::irule::WS::payload {args} { ::tmm::payload {*}$args }
proc ::irule::WS::release {} { ::tmm::effect release }
