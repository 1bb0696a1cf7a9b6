when HTTP_RESPONSE {
  HTTP::header remove Server
}
