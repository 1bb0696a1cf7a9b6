# Commands on text.

proc ::irule::substr {text skip {end ""}} {
  set text [string range $text $skip end]
  return [::tmm::cut $text $end]
}

# Up to a number of characters, or before a text.
proc ::tmm::cut {text end} {
  if {$end eq ""} { return $text }
  if {[string is integer -strict $end]} { return [string range $text 0 [expr {$end - 1}]] }
  set at [string first $end $text]
  return [expr {$at < 0 ? $text : [string range $text 0 [expr {$at - 1}]]}]
}

proc ::irule::findstr {text search {skip 0} {end ""}} {
  set at [string first $search $text]
  if {$at < 0} { return "" }
  return [::tmm::cut [string range $text [expr {$at + $skip}] end] $end]
}

proc ::irule::getfield {text separator number} {
  if {$separator eq ""} { return $text }
  set parts [split [string map [list $separator \1] [string map {\1 ""} $text]] \1]
  return [lindex $parts [expr {$number - 1}]]
}

proc ::irule::domain {text count} {
  set parts [split $text .]
  return [join [lrange $parts end-[expr {$count - 1}] end] .]
}

proc ::irule::b64encode {text} { binary encode base64 $text }
proc ::irule::b64decode {text} { binary decode base64 $text }
proc ::irule::crc32 {text} { zlib crc32 $text }
foreach digest {md5 sha1 sha256 sha384 sha512} {
  proc ::irule::$digest {text} "::tmm::ask $digest \$text"
}

proc ::irule::htons {number} { expr {$number & 0xffff} }
proc ::irule::ntohs {number} { expr {$number & 0xffff} }
proc ::irule::htonl {number} { expr {$number & 0xffffffff} }
proc ::irule::ntohl {number} { expr {$number & 0xffffffff} }

# Only what cannot name a file: time zones and locales are read from files.
proc ::irule::clock {command args} {
  switch -- $command {
    seconds { return [::clock seconds] }
    clicks { return [expr {[lindex $args 0] eq "-milliseconds" ? [::clock milliseconds] : [::clock clicks]}] }
    format - scan {
      set words [list [lindex $args 0]]
      set zone {-gmt 1}
      foreach {option value} [lrange $args 1 end] {
        if {$option eq "-gmt"} continue
        if {$option ni {-format -base}} { error "bad switch \"$option\": must be -base, -format, or -gmt" }
        lappend words $option $value
      }
      return [::clock $command {*}$words {*}$zone]
    }
    default { error "bad option \"$command\": must be clicks, format, scan, or seconds" }
  }
}

proc ::irule::encoding {command args} {
  if {$command ni {convertfrom convertto names}} { error "bad option \"$command\"" }
  # Others would be looked for in files.
  if {[llength $args] > 1 && [lindex $args 0] ni [::encoding names]} { error "unknown encoding \"[lindex $args 0]\"" }
  ::encoding $command {*}$args
}
