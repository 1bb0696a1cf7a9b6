# HTTP::cookie: those of a request stand in Cookie, those of a response each in its own Set-Cookie.

proc ::tmm::isResponse {} { info exists ::tmm::facts(http.status) }

# Names and values; of a response each value is followed by its attributes as text.
proc ::tmm::cookies {} {
  set found {}
  if {[isResponse]} {
    foreach line [headerValues Set-Cookie] { lappend found {*}[setCookieParts $line] }
  } else {
    foreach line [headerValues Cookie] {
      foreach part [split $line ";"] {
        set at [string first = $part]
        if {$at < 0} continue
        set name [string trim [string range $part 0 [expr {$at - 1}]]]
        lappend found $name [string trim [string range $part [expr {$at + 1}] end]] ""
      }
    }
  }
  return $found
}

proc ::tmm::setCookieParts {line} {
  set at [string first ";" $line]
  set pair $line
  set rest ""
  if {$at >= 0} {
    set pair [string range $line 0 [expr {$at - 1}]]
    set rest [string range $line $at end]
  }
  set equals [string first = $pair]
  set name [string trim [string range $pair 0 [expr {$equals - 1}]]]
  return [list $name [string trim [string range $pair [expr {$equals + 1}] end]] $rest]
}

proc ::tmm::setCookies {cookies} {
  set name [expr {[isResponse] ? "Set-Cookie" : "Cookie"}]
  set headers [withoutHeader $name]
  set parts {}
  foreach {cookie value rest} $cookies {
    if {[isResponse]} { lappend headers $name $cookie=$value$rest } else { lappend parts $cookie=$value }
  }
  if {[llength $parts] > 0} { lappend headers $name [join $parts "; "] }
  setHeaders $headers
}

proc ::tmm::cookieValues {name} {
  set values {}
  foreach {one value rest} [cookies] { if {$one eq $name} { lappend values $value } }
  return $values
}

# Cookies with this one changed: a new value, or text behind it.
proc ::tmm::changedCookies {name value attribute} {
  set changed {}
  foreach {one old rest} [cookies] {
    if {$one eq $name} {
      if {$attribute ne ""} {
        set word [regexp -inline {^[A-Za-z-]+} $attribute]
        regsub -all -nocase ";\\s*$word\(=\[^;\]*)?" $rest "" rest
        append rest "; $attribute"
      } else { set old $value }
    }
    lappend changed $one $old $rest
  }
  return $changed
}

proc ::tmm::insertCookie {words} {
  set value ""
  set rest ""
  foreach {key word} $words {
    switch -- $key {
      name { set name $word }
      value { set value $word }
      path - domain { append rest "; $key=$word" }
      version {}
      default { ::tmm::usage "HTTP::cookie insert name n value v ?path p? ?domain d? ?version v?" }
    }
  }
  if {![info exists name]} { ::tmm::usage "HTTP::cookie insert name n value v ?path p? ?domain d? ?version v?" }
  set all [cookies]
  lappend all $name $value $rest
  setCookies $all
}

proc ::irule::HTTP::cookie {how args} {
  ::tmm::live
  lassign $args name value
  switch -- $how {
    names { set names {}; foreach {one old rest} [::tmm::cookies] { lappend names $one }; return $names }
    count { return [expr {[llength [::tmm::cookies]] / 3}] }
    exists { return [expr {[llength [::tmm::cookieValues $name]] > 0}] }
    insert { return [::tmm::insertCookie $args] }
    remove {
      set kept {}
      foreach {one old rest} [::tmm::cookies] { if {$one ne $name} { lappend kept $one $old $rest } }
      return [::tmm::setCookies $kept]
    }
    value {
      if {[llength $args] == 1} { return [lindex [::tmm::cookieValues $name] 0] }
      return [::tmm::setCookies [::tmm::changedCookies $name $value ""]]
    }
    path - domain {
      if {[llength $args] < 2} { ::tmm::notSimulated "HTTP::cookie $how of a cookie that is there" }
      return [::tmm::setCookies [::tmm::changedCookies $name "" "$how=$value"]]
    }
    secure - httponly {
      if {$value ne "enable"} { ::tmm::notSimulated "HTTP::cookie $how but to enable it" }
      return [::tmm::setCookies [::tmm::changedCookies $name "" $how]]
    }
    default {
      if {[llength $args] > 1 || $how in {attribute encrypt decrypt expires maxage version ports comment sanitize}} {
        ::tmm::notSimulated "HTTP::cookie $how"
      }
      if {[llength $args] == 1} { return [::tmm::setCookies [::tmm::changedCookies $how $name ""]] }
      return [lindex [::tmm::cookieValues $how] 0]
    }
  }
}
