# Where the connection goes: pool, node, virtual, snat, LB::.

# Members of a pool: address, port and whether it is up. A pool that is not there is an error, as on a device.
proc ::tmm::membersOf {name} {
  variable pools
  set path [poolPath $name]
  if {$path eq ""} { error "Unable to find pool ($name)" }
  return [dict get $pools $path]
}

proc ::tmm::poolPath {name} {
  variable pools
  foreach path [list [fullPath $name] /Common/$name] {
    if {[dict exists $pools $path]} { return $path }
  }
  return ""
}

proc ::irule::pool {name args} {
  ::tmm::membersOf $name
  set path [::tmm::poolPath $name]
  if {[llength $args] == 0} { return [::tmm::effect pool $path] }
  set words $args
  if {[lindex $words 0] eq "member"} { set words [lrange $words 1 end] }
  lassign $words address port
  if {$address eq "" || [llength $words] > 2} { ::tmm::usage "pool name ?member address ?port??" }
  ::tmm::effect pool $path $address [expr {$port eq "" ? [::tmm::portOf $path $address] : $port}]
}

# Of a member that is named without its port, the first one.
proc ::tmm::portOf {pool address} {
  foreach {one port up} [membersOf $pool] { if {$one eq $address} { return $port } }
  error "Unable to find pool member ($pool $address)"
}

proc ::irule::node {address {port ""}} {
  if {$port eq "" && [regexp {^([0-9.]+(?:%\d+)?):(\d+)$} $address -> bare number]} {
    set address $bare
    set port $number
  }
  if {[::tmm::addressBits $address] eq ""} { error "invalid node address: $address" }
  ::tmm::effect node $address [expr {$port eq "" ? [::tmm::fact local.port] : $port}]
}

proc ::irule::virtual {args} {
  if {[llength $args] == 0 || [lindex $args 0] eq "name"} { return [::tmm::fact virtual] }
  if {[llength $args] > 1} { ::tmm::notSimulated "virtual with an address" }
  ::tmm::effect virtual [::tmm::fullPath [lindex $args 0]]
}

proc ::irule::use {what args} {
  if {$what ni {pool node virtual snat snatpool}} { ::tmm::usage "use pool|node|virtual|snat|snatpool name" }
  ::irule::$what {*}$args
}

proc ::irule::snat {to args} {
  if {[llength $args] > 0} { ::tmm::notSimulated "snat with a port" }
  if {$to in {automap none}} { return [::tmm::effect snat $to] }
  if {[::tmm::addressBits $to] eq ""} { error "invalid snat address: $to" }
  ::tmm::effect snat address $to
}

proc ::irule::snatpool {name args} {
  if {[llength $args] > 0} { ::tmm::notSimulated "snatpool member" }
  ::tmm::effect snat pool [::tmm::fullPath $name]
}

proc ::tmm::memberList {words active} {
  set list 0
  if {[lindex $words 0] eq "-list"} { set list 1; set words [lrange $words 1 end] }
  if {[llength $words] != 1} { usage "[expr {$active ? "active_" : ""}]members ?-list? pool" }
  set found {}
  foreach {address port up} [membersOf [lindex $words 0]] {
    if {$up || !$active} { lappend found [list $address $port] }
  }
  return [expr {$list ? $found : [llength $found]}]
}

proc ::irule::active_members {args} { ::tmm::memberList $args 1 }
proc ::irule::members {args} {
  if {[lindex $args 0] ne "-list"} { return [::tmm::memberList $args 0] }
  ::tmm::memberList $args 0
}
# The form of older rules.
proc ::irule::member {how args} {
  if {$how ne "list"} { ::tmm::notSimulated "member $how" }
  ::tmm::memberList [linsert $args 0 -list] 0
}

# LB::server ?what?; before a member is chosen only its pool is known.
proc ::irule::LB::server {{what ""}} {
  set pool [::tmm::memberFact pool]
  set address [::tmm::memberFact address]
  set port [::tmm::memberFact port]
  switch -- $what {
    "" { return [expr {$address eq "" ? [list $pool] : [list $pool $address $port]}] }
    addr { return $address }
    port { return $port }
    pool { return $pool }
    name { return [expr {$address eq "" ? $pool : [list $pool $address $port]}] }
    default { ::tmm::notSimulated "LB::server $what" }
  }
}

# LB::status ?pool P member A PORT? ?up|down?
proc ::irule::LB::status {args} {
  set asked ""
  if {[lindex $args end] in {up down session_enabled session_disabled}} {
    set asked [lindex $args end]
    set args [lrange $args 0 end-1]
  }
  if {[llength $args] == 0} {
    set args [list pool [::tmm::memberFact pool] member [::tmm::memberFact address] [::tmm::memberFact port]]
  }
  lassign $args key pool member address port
  if {$key ne "pool" || $member ne "member" || [string match session_* $asked]} {
    ::tmm::notSimulated "LB::status $args"
  }
  set status down
  foreach {one service up} [::tmm::membersOf $pool] {
    if {$one eq $address && $service eq $port && $up} { set status up }
  }
  return [expr {$asked eq "" ? $status : $status eq $asked}]
}

proc ::irule::LB::reselect {args} {
  if {[llength $args] > 0} { ::irule::use {*}$args }
  ::tmm::effect reselect
}

proc ::irule::LB::detach {} { ::tmm::effect detach }
