# Both ends of the connection: IP::, TCP::, SSL::; and how it ends.

proc ::tmm::fact {name} {
  variable facts
  if {![info exists facts($name)]} { error ERR_NOT_SUPPORTED }
  return $facts($name)
}

# Address or port of the member; nothing before one is chosen.
proc ::tmm::memberFact {name} {
  variable facts
  if {![info exists facts(member.$name)]} { return "" }
  return $facts(member.$name)
}

proc ::tmm::ownServerSide {name} {
  variable side
  if {$side eq "server"} { notSimulated "$name on the server side" }
}

proc ::irule::IP::client_addr {} { ::tmm::fact client.address }
proc ::irule::IP::server_addr {} { ::tmm::memberFact address }
proc ::irule::IP::remote_addr {args} {
  set side $::tmm::side
  if {[lindex $args 0] in {clientside serverside}} { set side [string range [lindex $args 0] 0 5] }
  if {$side eq "server"} { return [::tmm::memberFact address] }
  return [::tmm::fact client.address]
}
proc ::irule::IP::local_addr {args} {
  if {[lindex $args 0] ne "clientside"} { ::tmm::ownServerSide IP::local_addr }
  return [::tmm::fact local.address]
}
proc ::irule::IP::protocol {} { return 6 }
proc ::irule::IP::version {} { expr {[string first : [::tmm::fact client.address]] < 0 ? 4 : 6} }
proc ::irule::IP::idle_timeout {args} { ::tmm::idleTimeout {*}$args }

proc ::irule::TCP::client_port {} { ::tmm::fact client.port }
proc ::irule::TCP::server_port {} { ::tmm::memberFact port }
proc ::irule::TCP::remote_port {} {
  if {$::tmm::side eq "server"} { return [::tmm::memberFact port] }
  return [::tmm::fact client.port]
}
proc ::irule::TCP::local_port {args} {
  if {[lindex $args 0] ne "clientside"} { ::tmm::ownServerSide TCP::local_port }
  return [::tmm::fact local.port]
}
proc ::irule::TCP::idletime {args} { ::tmm::idleTimeout {*}$args }
proc ::irule::TCP::close {} { ::tmm::effect close }

proc ::tmm::idleTimeout {args} {
  if {[llength $args] == 0} {
    set seconds [recall idle]
    if {$seconds eq ""} { notSimulated "IP::idle_timeout before it is set" }
    return $seconds
  }
  set seconds [lindex $args 0]
  if {![string is integer -strict $seconds]} { notSimulated "IP::idle_timeout $seconds" }
  remember idle $seconds
  effect idle-timeout $seconds
}

proc ::irule::SSL::sni {{what name}} {
  if {$what ne "name"} { ::tmm::notSimulated "SSL::sni $what" }
  return [::tmm::fact tls]
}

proc ::irule::reject {} { ::tmm::effect reject }
proc ::irule::drop {} { ::tmm::effect drop }
proc ::irule::discard {} { ::tmm::effect drop }

# Nothing is cached or compressed by the mock.
proc ::irule::COMPRESS::disable {args} {}
proc ::irule::CACHE::disable {args} {}

# IP::addr a equals b, with `/bits` or `mask`; IP::addr a mask m
proc ::irule::IP::addr {args} {
  if {[lindex $args 1] eq "mask" && [llength $args] == 3} {
    return [::tmm::masked [lindex $args 0] [::tmm::maskBits [lindex $args 2]]]
  }
  if {[llength $args] != 3 || [lindex $args 1] ne "equals"} { ::tmm::usage "IP::addr address equals address" }
  return [::tmm::inNetwork [lindex $args 0] [lindex $args 2]]
}

# Bits of an address as text of 0 and 1, without its route domain; nothing where it is none.
proc ::tmm::addressBits {address} {
  regsub {%\d+$} $address "" address
  if {[regexp {^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$} $address -> a b c d]} {
    binary scan [binary format cccc $a $b $c $d] B* bits
    return $bits
  }
  if {[string first : $address] < 0 || ![regexp {^[0-9A-Fa-f:.]+$} $address]} { return "" }
  if {[regexp {^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$} $address -> head a b c d]} {
    set address $head[format %x:%x [expr {$a * 256 + $b}] [expr {$c * 256 + $d}]]
  }
  return [longBits $address]
}

proc ::tmm::longBits {address} {
  set at [string first :: $address]
  if {$at >= 0} {
    set before [lsearch -all -inline -not [split [string range $address 0 [expr {$at - 1}]] :] ""]
    set after [lsearch -all -inline -not [split [string range $address [expr {$at + 2}] end] :] ""]
    set missing [expr {8 - [llength $before] - [llength $after]}]
    set groups [concat $before [lrepeat [expr {max($missing, 0)}] 0] $after]
  } else { set groups [split $address :] }
  if {[llength $groups] != 8} { return "" }
  set bits ""
  foreach group $groups {
    if {[scan $group %x number] != 1 || $number > 65535} { return "" }
    binary scan [binary format S $number] B* part
    append bits $part
  }
  return $bits
}

proc ::tmm::maskBits {mask} {
  if {[string is integer -strict $mask]} { return $mask }
  return [string length [string trimright [addressBits $mask] 0]]
}

# Whether an address is another one, or in a network.
proc ::tmm::inNetwork {address network} {
  lassign [split $network /] base mask
  set one [addressBits [lindex [split $address /] 0]]
  set other [addressBits $base]
  if {$one eq "" || $other eq "" || [string length $one] != [string length $other]} { return 0 }
  set bits [expr {$mask eq "" ? [string length $one] : [maskBits $mask]}]
  return [expr {$bits == 0 || [string equal -length $bits $one $other]}]
}

proc ::tmm::masked {address bits} {
  set all [addressBits $address]
  if {[string length $all] != 32} { notSimulated "IP::addr mask of this address" }
  set kept [string range $all 0 [expr {$bits - 1}]][string repeat 0 [expr {32 - $bits}]]
  binary scan [binary format B* $kept] cucucucu a b c d
  return $a.$b.$c.$d
}
