# table: keys with values that time out, shared by all connections, by the clock that the mock gives.

namespace eval ::tmm {
  # Subtable and key → value, seconds until it times out, end of its life, last touch (both in milliseconds).
  variable entries
  array set entries {}
}

# The entry of a key that is still there.
proc ::tmm::entry {id} {
  variable entries
  variable now
  if {![info exists entries($id)]} { return "" }
  lassign $entries($id) value timeout ends touched
  set over [expr {($timeout ne "indefinite" && $now >= $touched + 1000 * $timeout)
    || ($ends ne "indefinite" && $now >= $ends)}]
  if {$over} { unset entries($id); return "" }
  return $entries($id)
}

proc ::tmm::touch {id} {
  variable entries
  variable now
  if {[info exists entries($id)]} { lset entries($id) 3 $now }
}

proc ::tmm::seconds {text default} {
  switch -glob -- $text {
    "" { return $default }
    indef* { return indefinite }
    default {
      if {![string is integer -strict $text] || $text < 0} { error "expected integer but got \"$text\"" }
      return [expr {$text == 0 ? $default : $text}]
    }
  }
}

# Options, then words.
proc ::tmm::tableOptions {words} {
  set options {subtable ""}
  while {[string match -* [lindex $words 0]]} {
    set words [lassign $words option]
    switch -- $option {
      -- break
      -subtable { set words [lassign $words name]; dict set options subtable $name }
      -notouch - -mustexist - -excl - -all - -count - -remaining { dict set options $option 1 }
      -georedundancy {}
      default { error "bad option \"$option\"" }
    }
  }
  return [list $options $words]
}

proc ::tmm::store {id value timeout lifetime} {
  variable entries
  variable now
  set lifetime [seconds $lifetime indefinite]
  set ends [expr {$lifetime eq "indefinite" ? "indefinite" : $now + 1000 * $lifetime}]
  set entries($id) [list $value [seconds $timeout 180] $ends $now]
  return $value
}

proc ::irule::table {command args} {
  lassign [::tmm::tableOptions $args] options words
  lassign $words key
  set id [list [dict get $options subtable] $key]
  if {$command ne "keys" && $command ne "delete" && [llength $words] == 0} { ::tmm::usage "table $command key" }
  switch -- $command {
    set - add - replace { return [::tmm::tableSet $command $options $id [lrange $words 1 end]] }
    lookup - incr - append { return [::tmm::tableUse $command $options $id [lrange $words 1 end]] }
    timeout - lifetime { return [::tmm::tableTime $command $options $id [lrange $words 1 end]] }
    delete { return [::tmm::tableDelete $options $id] }
    keys { return [::tmm::tableKeys $options] }
    default { error "bad option \"$command\"" }
  }
}

proc ::tmm::tableSet {command options id words} {
  lassign $words value timeout lifetime
  set old [entry $id]
  set there [expr {$old ne ""}]
  if {$there && ($command eq "add" || [dict exists $options -excl])} {
    if {![dict exists $options -notouch]} { touch $id }
    return [lindex $old 0]
  }
  if {!$there && ($command eq "replace" || [dict exists $options -mustexist])} { return "" }
  return [store $id $value $timeout $lifetime]
}

proc ::tmm::tableUse {command options id words} {
  variable entries
  set old [entry $id]
  if {$old eq "" && ($command eq "lookup" || [dict exists $options -mustexist])} { return "" }
  if {$command eq "lookup"} {
    if {![dict exists $options -notouch]} { touch $id }
    return [lindex $old 0]
  }
  if {$old eq ""} { store $id [expr {$command eq "incr" ? 0 : ""}] "" "" }
  set value [lindex $entries($id) 0]
  if {$command eq "incr"} {
    incr value [expr {[llength $words] > 0 ? [lindex $words 0] : 1}]
  } else { append value [lindex $words 0] }
  lset entries($id) 0 $value
  if {![dict exists $options -notouch]} { touch $id }
  return $value
}

proc ::tmm::tableTime {command options id words} {
  variable entries
  variable now
  set old [entry $id]
  if {$old eq ""} { return -1 }
  lassign $old value timeout ends touched
  if {[llength $words] > 0} {
    set new [seconds [lindex $words 0] indefinite]
    if {$command eq "timeout"} { lset entries($id) 1 $new } else {
      lset entries($id) 2 [expr {$new eq "indefinite" ? $new : $now + 1000 * $new}]
    }
    return $new
  }
  if {$command eq "lifetime"} {
    return [expr {$ends eq "indefinite" ? $ends : ($ends - $now) / 1000}]
  }
  if {$timeout eq "indefinite" || ![dict exists $options -remaining]} { return $timeout }
  return [expr {($touched + 1000 * $timeout - $now) / 1000}]
}

proc ::tmm::tableDelete {options id} {
  variable entries
  if {![dict exists $options -all]} { unset -nocomplain entries($id); return }
  foreach one [array names entries] {
    if {[lindex $one 0] eq [dict get $options subtable]} { unset entries($one) }
  }
}

proc ::tmm::tableKeys {options} {
  variable entries
  set keys {}
  foreach one [array names entries] {
    if {[lindex $one 0] ne [dict get $options subtable] || [entry $one] eq ""} continue
    lappend keys [lindex $one 1]
    if {![dict exists $options -notouch]} { touch $one }
  }
  return [expr {[dict exists $options -count] ? [llength $keys] : $keys}]
}
