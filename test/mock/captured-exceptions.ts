// Where the mock differs from a captured file, and why that is right. Reviewed by hand: a difference that is
// not here fails the test, and so does an exception that no longer differs.

export interface Exception {
  /** The captured file; `*` is all of them. */
  readonly file: string;
  /** The path of the key; `[]` is any item of a list, `*` anything. */
  readonly path: string;
  readonly reason: string;
}

const DEVICE = 'cm_device_12.1.2';
const HTTPS_REDIRECT = 'the text of F5’s own rule is under F5’s licence; the mock has one that does the same';

export const EXCEPTIONS: readonly Exception[] = [
  { file: '*', path: '*.generation', reason: 'a counter of the device; the mock’s starts at 1' },
  { file: '*', path: '*.macAddress', reason: 'hardware' },
  { file: '*', path: '*.ifIndex', reason: 'a number the kernel gives' },

  { file: DEVICE, path: '.name', reason: 'the device of the mock has another name' },
  { file: DEVICE, path: '.fullPath', reason: 'the device of the mock has another name' },
  { file: DEVICE, path: '.selfLink', reason: 'the device of the mock has another name' },
  { file: DEVICE, path: '.hostname', reason: 'the device of the mock has another name' },
  { file: DEVICE, path: '.*odules*', reason: 'the licence of that device' },
  { file: DEVICE, path: '.baseMac', reason: 'hardware' },
  { file: DEVICE, path: '.chassisId', reason: 'hardware' },
  { file: DEVICE, path: '.build', reason: 'builds are known for two versions only; the others are made up' },
  { file: DEVICE, path: '.managementIp', reason: 'an address of that site' },
  { file: DEVICE, path: '.timeZone', reason: 'an address of that site' },
  { file: DEVICE, path: '.mirror*Ip', reason: 'that device is one of a pair, the mock stands alone' },
  { file: DEVICE, path: '.configsyncIp', reason: 'that device is one of a pair, the mock stands alone' },
  { file: DEVICE, path: '.unicastAddress', reason: 'that device is one of a pair, the mock stands alone' },
  { file: DEVICE, path: '.multicast*', reason: 'that device is one of a pair, the mock stands alone' },
  {
    file: 'cm_traffic-group_stats_16.0.0',
    path: '.entries.*',
    reason: 'the key holds the host name; of what is below a test in wire.test.ts tells',
  },
  { file: 'ltm_monitor_http_custom', path: '.password', reason: 'encrypted, and differently each time' },
  { file: 'ltm_monitor_https_custom', path: '.password', reason: 'encrypted, and differently each time' },
  {
    file: 'ltm_node_monitored_down_13.0.0',
    path: '.state',
    reason: 'the mock sends no probes: what is watched is up',
  },
  { file: 'ltm_node_stats_16.0.0', path: '*.monitorStatus.description', reason: 'the mock sends no probes' },
  { file: 'ltm_node_stats_16.0.0', path: '*.status.*.description', reason: 'the mock sends no probes' },
  { file: 'ltm_rule_sys_https_redirect_16.0.0', path: '*.apiAnonymous', reason: HTTPS_REDIRECT },
  { file: 'ltm_rule_system_and_user_12.1.2', path: '*.apiAnonymous', reason: HTTPS_REDIRECT },
  { file: 'ltm_virtual_3_12.x', path: '.vsIndex', reason: 'a running number' },
  {
    file: 'net_route-domain_13.1.0',
    path: '.vlans*',
    reason: 'the order is that of creation; 13.1.0 and 16.0.0 were captured with opposite ones',
  },
  {
    file: 'sys_global-settings_13.0.0',
    path: '.hostname',
    reason: 'the device of the mock has another name',
  },
  { file: 'sys_ucs_collection_13.0.0', path: '*.file_*', reason: 'another file' },
  { file: 'sys_ucs_collection_16.0.0', path: '*.file_*', reason: 'another file' },
  { file: 'sys_provision_16.0.0', path: '.items[].level', reason: 'that device has other modules' },
];
