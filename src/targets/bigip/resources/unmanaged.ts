/** Built-in objects of kinds that bigip-ws does not manage; those of the others stand with their resource. */
export const UNMANAGED: Readonly<Record<string, readonly string[]>> = {
  'ltm/monitor/udp': ['udp'],
  'ltm/monitor/inband': ['inband'],
  'ltm/profile/stream': ['stream'],
  'ltm/persistence/msrdp': ['msrdp'],
  'ltm/persistence/sip': ['sip_info'],
  'cm/traffic-group': ['traffic-group-1', 'traffic-group-local-only'],
};
