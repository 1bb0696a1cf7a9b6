/** Built-in objects of kinds that bigip-ws does not manage; those of the others stand with their resource. */
export const UNMANAGED: Readonly<Record<string, readonly string[]>> = {
  'ltm/monitor/udp': ['udp'],
  'ltm/monitor/inband': ['inband'],
  'ltm/profile/one-connect': ['oneconnect'],
  'ltm/profile/udp': ['udp'],
  'ltm/profile/http2': ['http2'],
  'ltm/profile/stream': ['stream'],
  'ltm/profile/http-compression': ['httpcompression', 'wan-optimized-compression'],
  'ltm/persistence/dest-addr': ['dest_addr'],
  'ltm/persistence/hash': ['hash'],
  'ltm/persistence/ssl': ['ssl'],
  'ltm/persistence/universal': ['universal'],
  'ltm/persistence/msrdp': ['msrdp'],
  'ltm/persistence/sip': ['sip_info'],
  'cm/traffic-group': ['traffic-group-1', 'traffic-group-local-only'],
};
