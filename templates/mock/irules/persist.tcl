# persist: what the balancer remembers a connection by.

proc ::irule::persist {how args} {
  switch -- $how {
    none { return [::tmm::effect persist none] }
    uie - hash {
      if {[llength $args] < 1} { ::tmm::usage "persist $how key ?timeout?" }
      return [::tmm::effect persist $how [lindex $args 0] [lindex $args 1]]
    }
    source_addr - dest_addr - simple {
      # A mask may stand before the seconds.
      if {[string is integer -strict [lindex $args 0]]} { return [::tmm::effect persist $how "" [lindex $args 0]] }
      return [::tmm::effect persist $how [lindex $args 0] [lindex $args 1]]
    }
    cookie {
      set mode [lindex $args 0]
      if {$mode ne "" && $mode ne "insert"} { ::tmm::notSimulated "persist cookie $mode" }
      lassign [lrange $args 1 end] name expiry
      if {$expiry ne "" && ![string is integer -strict $expiry]} {
        # `1d 00:30:00`, as the cookie profile takes it.
        if {![regexp {^(?:(\d+)d ?)?(\d+):(\d+):(\d+)$} $expiry -> d h m s]} { ::tmm::usage "persist cookie insert name expiry" }
        set expiry [expr {([scan 0$d %d] * 24 + [scan $h %d]) * 3600 + [scan $m %d] * 60 + [scan $s %d]}]
      }
      return [::tmm::effect persist cookie $name $expiry]
    }
    default { ::tmm::notSimulated "persist $how" }
  }
}
