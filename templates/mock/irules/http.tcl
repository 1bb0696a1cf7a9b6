# HTTP:: but cookies and payload. What is changed is told once, when the event ends.

namespace eval ::tmm {
  variable headersChanged 0
  variable lineChanged 0
}

proc ::tmm::beginHttp {} {
  variable headersChanged 0
  variable lineChanged 0
  variable event
  if {$event eq "HTTP_REQUEST"} {
    remember answered 0
    remember requests [expr {[recall requests 0] + 1}]
  }
}

proc ::tmm::flushHttp {} {
  variable headersChanged
  variable lineChanged
  variable facts
  if {$lineChanged} { effect request-line $facts(http.method) $facts(http.uri) }
  if {$headersChanged} { effect headers {*}$facts(http.headers) }
}

# Of a request that is answered nothing can be read (device-facts: irule-respond).
proc ::tmm::live {} {
  variable facts
  if {![info exists facts(http.uri)]} { error ERR_NOT_SUPPORTED }
  if {[recall answered 0]} { error "Can't call after responding - ERR_NOT_SUPPORTED" }
}

proc ::tmm::setHeaders {headers} {
  variable headersChanged 1
  variable facts
  set facts(http.headers) $headers
  return
}

# Values of a header, in order.
proc ::tmm::headerValues {name} {
  variable facts
  set values {}
  foreach {one value} $facts(http.headers) {
    if {[string equal -nocase $one $name]} { lappend values $value }
  }
  return $values
}

proc ::tmm::withoutHeader {name} {
  variable facts
  set kept {}
  foreach {one value} $facts(http.headers) {
    if {![string equal -nocase $one $name]} { lappend kept $one $value }
  }
  return $kept
}

# The last of that name gets the value; where there is none it is added.
proc ::tmm::replaceHeader {name value} {
  variable facts
  set headers $facts(http.headers)
  for {set at [expr {[llength $headers] - 2}]} {$at >= 0} {incr at -2} {
    if {[string equal -nocase [lindex $headers $at] $name]} {
      return [setHeaders [lreplace $headers [expr {$at + 1}] [expr {$at + 1}] $value]]
    }
  }
  setHeaders [concat $headers [list $name $value]]
}

proc ::irule::HTTP::header {args} {
  ::tmm::live
  upvar #0 ::tmm::facts(http.headers) headers
  set words [lassign $args how]
  switch -- $how {
    names { set names {}; foreach {name value} $headers { lappend names $name }; return $names }
    value {
      if {[llength $words] == 2} { return [::tmm::replaceHeader {*}$words] }
      return [lindex [::tmm::headerValues [lindex $words 0]] end]
    }
    values { return [::tmm::headerValues [lindex $words 0]] }
    count {
      if {[llength $words] == 0} { return [expr {[llength $headers] / 2}] }
      return [llength [::tmm::headerValues [lindex $words 0]]]
    }
    exists { return [expr {[llength [::tmm::headerValues [lindex $words 0]]] > 0}] }
    at { return [lindex $headers [expr {2 * [lindex $words 0]}]] }
    insert {
      if {[lindex $words 0] eq "lws" && [llength $words] % 2 == 1} { set words [lrange $words 1 end] }
      if {[llength $words] == 1} { set words [lindex $words 0] }
      if {[llength $words] % 2 == 1} { ::tmm::usage "HTTP::header insert ?lws? name value ..." }
      return [::tmm::setHeaders [concat $headers $words]]
    }
    replace { return [::tmm::replaceHeader [lindex $words 0] [lindex $words 1]] }
    remove { return [::tmm::setHeaders [::tmm::withoutHeader [lindex $words 0]]] }
    sanitize { return [::tmm::sanitize $words] }
    is_keepalive { return [::irule::HTTP::is_keepalive] }
    is_redirect { return [::irule::HTTP::is_redirect] }
    lws { return 0 }
    insert_modssl_fields { ::tmm::notSimulated "HTTP::header insert_modssl_fields" }
    default {
      if {[llength $words] > 1 || $how eq ""} { ::tmm::usage "HTTP::header name" }
      if {[llength $words] == 1} { return [::tmm::replaceHeader $how [lindex $words 0]] }
      return [lindex [::tmm::headerValues $how] end]
    }
  }
}

# Only what a response needs, and what is named, stays.
proc ::tmm::sanitize {names} {
  variable facts
  set kept {}
  lappend names Connection Content-Encoding Content-Length Content-Type Date Location Proxy-Connection Set-Cookie \
    Set-Cookie2 Transfer-Encoding
  foreach {name value} $facts(http.headers) {
    if {[lsearch -nocase -exact $names $name] >= 0} { lappend kept $name $value }
  }
  setHeaders $kept
}

proc ::tmm::setUri {uri} {
  variable facts
  variable lineChanged 1
  set facts(http.uri) $uri
  return
}

# Path and query; the query begins behind the first `?`.
proc ::tmm::splitUri {uri} {
  set at [string first ? $uri]
  if {$at < 0} { return [list $uri "" 0] }
  return [list [string range $uri 0 [expr {$at - 1}]] [string range $uri [expr {$at + 1}] end] 1]
}

proc ::irule::HTTP::uri {args} {
  ::tmm::live
  if {[lindex $args 0] eq "-normalized"} { ::tmm::notSimulated "HTTP::uri -normalized" }
  if {[llength $args] == 0} { return $::tmm::facts(http.uri) }
  ::tmm::setUri [lindex $args 0]
}

proc ::irule::HTTP::path {args} {
  ::tmm::live
  if {[lindex $args 0] eq "-normalized"} { ::tmm::notSimulated "HTTP::path -normalized" }
  lassign [::tmm::splitUri $::tmm::facts(http.uri)] path query asked
  if {[llength $args] == 0} { return $path }
  ::tmm::setUri [lindex $args 0][expr {$asked ? "?$query" : ""}]
}

proc ::irule::HTTP::query {args} {
  ::tmm::live
  lassign [::tmm::splitUri $::tmm::facts(http.uri)] path query
  if {[llength $args] == 0} { return $query }
  set query [lindex $args 0]
  ::tmm::setUri $path[expr {$query eq "" ? "" : "?$query"}]
}

proc ::irule::HTTP::host {args} {
  ::tmm::live
  if {[llength $args] == 0} { return [lindex [::tmm::headerValues Host] end] }
  ::tmm::replaceHeader Host [lindex $args end]
}

proc ::irule::HTTP::method {args} {
  ::tmm::live
  upvar #0 ::tmm::facts(http.method) method
  if {[llength $args] == 0} { return $method }
  set method [lindex $args 0]
  set ::tmm::lineChanged 1
  return
}

proc ::irule::HTTP::version {args} {
  ::tmm::live
  if {[llength $args] > 0} { ::tmm::notSimulated "HTTP::version with a new version" }
  return $::tmm::facts(http.version)
}

proc ::irule::HTTP::status {} {
  if {![info exists ::tmm::facts(http.status)]} { error ERR_NOT_SUPPORTED }
  return $::tmm::facts(http.status)
}

proc ::irule::HTTP::request {} {
  ::tmm::live
  upvar #0 ::tmm::facts facts
  set text "$facts(http.method) $facts(http.uri) HTTP/$facts(http.version)\r\n"
  foreach {name value} $facts(http.headers) { append text $name ": " $value \r\n }
  return $text\r\n
}

proc ::irule::HTTP::request_num {} { ::tmm::recall requests 0 }

proc ::irule::HTTP::has_responded {} { ::tmm::recall answered 0 }

proc ::irule::HTTP::is_keepalive {} {
  ::tmm::live
  set words [string tolower [join [::tmm::headerValues Connection] ,]]
  if {$::tmm::facts(http.version) eq "1.1"} { return [expr {[string first close $words] < 0}] }
  return [expr {[string first keep-alive $words] >= 0}]
}

proc ::irule::HTTP::is_redirect {} {
  expr {[::irule::HTTP::status] in {301 302 303 305 307}}
}

proc ::tmm::credentials {} {
  live
  set value [lindex [headerValues Authorization] end]
  if {![regexp -nocase {^basic\s+(\S+)$} $value -> coded] || [catch {binary decode base64 $coded} text]} {
    return {"" ""}
  }
  regexp {^([^:]*):?(.*)$} $text -> user password
  return [list $user $password]
}

proc ::irule::HTTP::username {} { lindex [::tmm::credentials] 0 }
proc ::irule::HTTP::password {} { lindex [::tmm::credentials] 1 }

proc ::tmm::answerOnce {} {
  variable facts
  if {![info exists facts(http.uri)]} { error ERR_NOT_SUPPORTED }
  if {[recall answered 0]} {
    error "Operation not supported. Multiple redirect/respond invocations not allowed"
  }
  remember answered 1
}

# HTTP::respond status ?version v? ?content c? ?noserver? ?name value ...?
proc ::irule::HTTP::respond {status args} {
  ::tmm::answerOnce
  set body ""
  set server 1
  set headers {}
  while {[llength $args] > 0} {
    set args [lassign $args word]
    switch -- $word {
      noserver { set server 0 }
      -version - version { set args [lrange $args 1 end] }
      content { set args [lassign $args body] }
      -reset - reset { ::tmm::notSimulated "HTTP::respond -reset" }
      ifile { ::tmm::notSimulated "HTTP::respond ifile" }
      default {
        if {[llength $args] == 0 && [llength $word] % 2 == 0} {
          lappend headers {*}$word
        } else {
          set args [lassign $args value]
          lappend headers $word $value
        }
      }
    }
  }
  ::tmm::respond $status $body $headers $server
}

proc ::irule::HTTP::redirect {url} {
  ::tmm::answerOnce
  ::tmm::respond 302 "" [list Location $url] 1
}

# What the device adds of itself (device-facts: irule-respond).
proc ::tmm::respond {status body headers server} {
  if {![string is integer -strict $status]} { error "expected integer but got \"$status\"" }
  set given {}
  foreach {name value} $headers { lappend given [string tolower $name] }
  if {$server && "server" ni $given} { lappend headers Server BigIP }
  if {"connection" ni $given} { lappend headers Connection close }
  if {"content-length" ni $given} { lappend headers Content-Length [string length $body] }
  effect respond $status $body {*}$headers
}

proc ::irule::HTTP::disable {args} {
  ::tmm::live
  if {[llength $args] > 0} { ::tmm::notSimulated "HTTP::disable discard" }
  ::tmm::effect http-disable
}

proc ::irule::HTTP::close {} { ::tmm::effect close }
