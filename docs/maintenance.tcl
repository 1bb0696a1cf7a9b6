# Answers with a maintenance page while no member of the virtual server's pool is up.
# A WebSocket handshake gets the same 503, so that clients wait and try again.
when HTTP_REQUEST {
  if { [active_members [LB::server pool]] < 1 } {
    HTTP::respond 503 content "Down for maintenance, please try again in a few minutes.\n" "Content-Type" "text/plain" "Retry-After" "120"
  }
}
