# Data-groups: class, and matchclass and findclass of older rules.

proc ::tmm::recordsOf {name} {
  variable groups
  foreach path [list [fullPath $name] /Common/$name] {
    if {[dict exists $groups $path]} { return [dict get $groups $path] }
  }
  error "Could not find class ($name)"
}

proc ::tmm::hasClass {name} { expr {![catch { recordsOf $name }]} }

# Whether an item and a key of a data-group go together. Addresses: the key is the network.
proc ::tmm::matches {item operator key} {
  switch -- $operator {
    equals - eq { return [expr {$item eq $key || [inNetwork $item $key]}] }
    contains { return [expr {[string first $key $item] >= 0}] }
    starts_with { return [string equal -length [string length $key] $key $item] }
    ends_with { return [expr {$key eq "" || [string range $item end-[expr {[string length $key] - 1}] end] eq $key}] }
    default { error "bad operator \"$operator\": must be equals, starts_with, contains or ends_with" }
  }
}

# Index of the first record that goes with the item, or all of them; `turned` compares the other way round.
proc ::tmm::findRecords {item operator name all turned} {
  set found {}
  set index 0
  foreach {key value} [recordsOf $name] {
    if {[expr {$turned ? [matches $key $operator $item] : [matches $item $operator $key]}]} {
      lappend found $index
      if {!$all} break
    }
    incr index
  }
  return $found
}

proc ::tmm::recordAs {name index how} {
  set records [recordsOf $name]
  set key [lindex $records [expr {2 * $index}]]
  set value [lindex $records [expr {2 * $index + 1}]]
  switch -- $how {
    -index { return $index }
    -name { return $key }
    -value { return $value }
    default { return [list $key $value] }
  }
}

# class match|search ?-index|-name|-value|-element? ?-all? ?--? ITEM OPERATOR CLASS
proc ::tmm::classFind {command words} {
  set how ""
  set all 0
  while {[string match -* [lindex $words 0]]} {
    set words [lassign $words option]
    switch -- $option {
      -- break
      -all { set all 1 }
      -index - -name - -value - -element { set how $option }
      default {
        error "bad option \"$option\": must be -all, -index, -element, -list, -name, or -value"
      }
    }
  }
  if {[llength $words] != 3} { usage "class $command ?-index|-name|-value|-element? ?-all? ?--? item operator class" }
  set turned [expr {$command eq "search"}]
  if {$turned} { lassign $words name operator item } else { lassign $words item operator name }
  set found [findRecords $item $operator $name $all $turned]
  if {$how eq ""} { return [expr {[llength $found] > 0}] }
  set answers {}
  foreach index $found { lappend answers [recordAs $name $index $how] }
  return [expr {$all ? $answers : [lindex $answers 0]}]
}

proc ::irule::class {command args} {
  switch -- $command {
    match - search { return [::tmm::classFind $command $args] }
    lookup {
      lassign $args item name
      set found [::tmm::findRecords $item equals $name 0 0]
      return [expr {[llength $found] == 0 ? "" : [::tmm::recordAs $name [lindex $found 0] -value]}]
    }
    exists { return [::tmm::hasClass [lindex $args 0]] }
    size { return [expr {[llength [::tmm::recordsOf [lindex $args 0]]] / 2}] }
    element { return [::tmm::recordAs [lindex $args 1] [lindex $args 0] ""] }
    names - get {
      set how ""
      if {[string match -* [lindex $args 0]]} { ::tmm::notSimulated "class $command [lindex $args 0]" }
      lassign $args name pattern
      set found {}
      foreach {key value} [::tmm::recordsOf $name] {
        if {$pattern ne "" && ![string match $pattern $key]} continue
        lappend found [expr {$command eq "names" ? $key : [list $key $value]}]
      }
      return $found
    }
    default { ::tmm::notSimulated "class $command" }
  }
}

# matchclass ITEM OPERATOR CLASS, or the other way round; the number of the record, counted from 1.
proc ::irule::matchclass {one operator other} {
  regsub {^\$?::} $one "" one
  regsub {^\$?::} $other "" other
  if {[::tmm::hasClass $other]} {
    set found [::tmm::findRecords $one $operator $other 0 0]
  } else {
    set found [::tmm::findRecords $other $operator $one 0 1]
  }
  return [expr {[llength $found] == 0 ? 0 : [lindex $found 0] + 1}]
}

# findclass ITEM CLASS ?SEPARATOR?; the value with a separator, else the record.
proc ::irule::findclass {item name {separator ""}} {
  regsub {^\$?::} $name "" name
  set found [::tmm::findRecords $item equals $name 0 0]
  if {[llength $found] == 0} { return "" }
  if {$separator ne ""} { return [::tmm::recordAs $name [lindex $found 0] -value] }
  return [string trimright [join [::tmm::recordAs $name [lindex $found 0] -element]]]
}
