# URI::

proc ::tmm::uriParts {uri} {
  set parts {scheme "" host "" port "" path "" query ""}
  set rest $uri
  if {[regexp {^([A-Za-z][A-Za-z0-9+.-]*)://([^/?]*)(.*)$} $uri -> scheme authority rest]} {
    dict set parts scheme $scheme
    if {![regexp {^(\[[^\]]*\]|[^:]*)(?::(\d*))?$} $authority -> host port]} { set host $authority; set port "" }
    dict set parts host $host
    dict set parts port $port
  }
  lassign [splitUri $rest] path query
  dict set parts path $path
  dict set parts query $query
  return $parts
}

proc ::irule::URI::protocol {uri} { dict get [::tmm::uriParts $uri] scheme }
proc ::irule::URI::host {uri} { dict get [::tmm::uriParts $uri] host }
proc ::irule::URI::port {uri} {
  set parts [::tmm::uriParts $uri]
  set port [dict get $parts port]
  if {$port ne ""} { return $port }
  return [expr {[dict get $parts scheme] in {https wss} ? 443 : 80}]
}

# The path up to its last `/`; with numbers, some of its parts.
proc ::irule::URI::path {uri args} {
  set path [dict get [::tmm::uriParts $uri] path]
  set folder [string range $path 0 [string last / $path]]
  if {[llength $args] == 0} { return $folder }
  set parts [lrange [split $folder /] 1 end-1]
  if {[lindex $args 0] eq "depth"} { return [llength $parts] }
  lassign $args from to
  if {$to eq ""} { set to end } else { set to [expr {$to - 1}] }
  set chosen [lrange $parts [expr {$from - 1}] $to]
  return [expr {[llength $chosen] == 0 ? "/" : "/[join $chosen /]/"}]
}

proc ::irule::URI::basename {uri} {
  set path [dict get [::tmm::uriParts $uri] path]
  return [string range $path [expr {[string last / $path] + 1}] end]
}

proc ::irule::URI::query {uri args} {
  set query [dict get [::tmm::uriParts $uri] query]
  if {[llength $args] == 0} { return $query }
  foreach pair [split $query &] {
    set at [string first = $pair]
    if {$at >= 0 && [string range $pair 0 [expr {$at - 1}]] eq [lindex $args 0]} {
      return [string range $pair [expr {$at + 1}] end]
    }
  }
  return ""
}

proc ::irule::URI::compare {one other} { expr {[string tolower $one] eq [string tolower $other]} }

proc ::irule::URI::decode {text} {
  set decoded ""
  while {[regexp -indices {%([0-9A-Fa-f]{2})} $text whole digits]} {
    append decoded [string range $text 0 [expr {[lindex $whole 0] - 1}]]
    append decoded [format %c [scan [string range $text {*}$digits] %x]]
    set text [string range $text [expr {[lindex $whole 1] + 1}] end]
  }
  return $decoded$text
}
proc ::irule::decode_uri {text} { ::irule::URI::decode $text }

proc ::irule::URI::encode {text} {
  set encoded ""
  foreach char [split $text ""] {
    if {[regexp {^[A-Za-z0-9_.~-]$} $char]} { append encoded $char } else {
      append encoded [format %%%02x [scan $char %c]]
    }
  }
  return $encoded
}
