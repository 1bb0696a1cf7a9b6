/** Objects that every BIG-IP has and nobody can delete, so that a reference to one needs no look. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  'ltm/monitor/http': ['http', 'http_head_f5'],
  'ltm/monitor/https': ['https', 'https_443', 'https_head_f5'],
  'ltm/monitor/tcp': ['tcp'],
  'ltm/monitor/tcp-half-open': ['tcp_half_open'],
  'ltm/monitor/gateway-icmp': ['gateway_icmp'],
  'ltm/monitor/icmp': ['icmp'],
  'ltm/monitor/udp': ['udp'],
  'ltm/monitor/inband': ['inband'],
  'ltm/profile/tcp': ['tcp', 'tcp-lan-optimized', 'tcp-wan-optimized', 'tcp-mobile-optimized', 'tcp-legacy'],
  'ltm/profile/http': ['http', 'http-explicit', 'http-transparent'],
  'ltm/profile/client-ssl': ['clientssl'],
  'ltm/profile/server-ssl': ['serverssl'],
  'ltm/profile/websocket': ['websocket'],
  'ltm/profile/one-connect': ['oneconnect'],
  'ltm/profile/fastl4': ['fastL4'],
  'ltm/profile/udp': ['udp'],
  'ltm/profile/http2': ['http2'],
  'ltm/profile/stream': ['stream'],
  'ltm/profile/http-compression': ['httpcompression', 'wan-optimized-compression'],
  'ltm/persistence/cookie': ['cookie'],
  'ltm/persistence/source-addr': ['source_addr'],
  'ltm/persistence/dest-addr': ['dest_addr'],
  'ltm/persistence/hash': ['hash'],
  'ltm/persistence/ssl': ['ssl'],
  'ltm/persistence/universal': ['universal'],
  'ltm/persistence/msrdp': ['msrdp'],
  'ltm/persistence/sip': ['sip_info'],
  'ltm/rule': ['_sys_https_redirect'],
  'cm/traffic-group': ['traffic-group-1', 'traffic-group-local-only'],
};

/** Whether one of these kinds has a built-in object of this path. */
export function isBuiltIn(kinds: readonly string[], path: string): boolean {
  return kinds.some((kind) => BUILT_IN[kind]?.some((name) => path === `/Common/${name}`));
}
