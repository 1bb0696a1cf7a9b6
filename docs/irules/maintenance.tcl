# An iRule file is sent as it is: ${nothing} in it is replaced.
when HTTP_REQUEST {
  if { [active_members [LB::server pool]] < 1 } {
    HTTP::respond 503 content "down for maintenance" "Retry-After" "30"
  }
}
