// How to bring the mock to what a captured file shows: the version, the requests before it, and where to look.

type Step = readonly [method: string, path: string, body?: unknown];

export interface CapturedCase {
  readonly file: string;
  readonly tmos: string;
  readonly steps?: readonly Step[];
  readonly path: string;
  /** The file holds a list of objects, or only the items of the answer. */
  readonly shape?: 'items' | 'list';
}

const T = '/mgmt/tm';
const node = (name: string, address: string, more = {}): Step => [
  'POST',
  `${T}/ltm/node`,
  { name, address, ...more },
];
const vlans = (...names: string[]): readonly Step[] =>
  names.map((name, index): Step => [
    'POST',
    `${T}/net/vlan`,
    { name, interfaces: [{ name: `1.${index + 1}`, tagged: true }] },
  ]);

export const CASES: readonly CapturedCase[] = [
  {
    file: 'auth_partition_13.0.0',
    tmos: '13.0.0',
    steps: [['POST', `${T}/auth/partition`, { name: 'foo', description: 'my description' }]],
    path: `${T}/auth/partition/foo`,
  },
  {
    file: 'auth_user_13.0.0',
    tmos: '13.0.0',
    steps: [
      [
        'POST',
        `${T}/auth/user`,
        { name: 'someuser', description: 'someuser', partitionAccess: [{ name: 'Common', role: 'guest' }] },
      ],
    ],
    path: `${T}/auth/user/someuser`,
  },
  { file: 'cm_device-group_13.0.0', tmos: '13.0.0', path: `${T}/cm/device-group/~Common~device_trust_group` },
  { file: 'cm_device_12.1.2', tmos: '12.1.2', path: `${T}/cm/device/~Common~bigip1.example.com` },
  { file: 'cm_failover-status_11.6.0', tmos: '11.6.0', path: `${T}/cm/failover-status` },
  { file: 'cm_sync-status_16.0.0', tmos: '16.0.0', path: `${T}/cm/sync-status` },
  { file: 'cm_traffic-group_13.0.0', tmos: '13.0.0', path: `${T}/cm/traffic-group/~Common~traffic-group-1` },
  {
    file: 'cm_traffic-group_stats_16.0.0',
    tmos: '16.0.0',
    path: `${T}/cm/traffic-group/~Common~traffic-group-1/stats`,
  },
  {
    file: 'ltm_data-group_internal_ip_13.1.0',
    tmos: '13.1.0',
    path: `${T}/ltm/data-group/internal/~Common~aol`,
  },
  {
    file: 'ltm_data-group_internal_string_13.1.0',
    tmos: '13.1.0',
    path: `${T}/ltm/data-group/internal/~Common~images`,
  },
  {
    file: 'ltm_monitor_gateway_icmp_collection_16.0.0',
    tmos: '16.0.0',
    path: `${T}/ltm/monitor/gateway-icmp`,
  },
  { file: 'ltm_monitor_http_collection_16.0.0', tmos: '16.0.0', path: `${T}/ltm/monitor/http` },
  { file: 'ltm_monitor_https_collection_16.0.0', tmos: '16.0.0', path: `${T}/ltm/monitor/https` },
  { file: 'ltm_monitor_tcp_collection_16.0.0', tmos: '16.0.0', path: `${T}/ltm/monitor/tcp` },
  ...(['http', 'https'] as const).map((type): CapturedCase => ({
    file: `ltm_monitor_${type}_custom`,
    tmos: '13.0.0',
    steps: [
      [
        'POST',
        `${T}/ltm/monitor/${type}`,
        {
          name: 'asdf',
          description: 'this is a description',
          destination: '1.1.1.1:ldap',
          password: 'secret',
          username: 'john',
          recv: 'hello world',
          ...(type === 'http' ? { reverse: 'enabled' } : {}),
        },
      ],
    ],
    path: `${T}/ltm/monitor/${type}/~Common~asdf`,
  })),
  {
    file: 'ltm_node_fqdn_13.0.0',
    tmos: '13.0.0',
    steps: [
      [
        'POST',
        `${T}/ltm/node`,
        {
          name: 'fqdn-foo',
          description: 'another node but with fqdn',
          fqdn: { tmName: 'google.com' },
          monitor: 'icmp and tcp_echo',
        },
      ],
    ],
    path: `${T}/ltm/node/~Common~fqdn-foo`,
  },
  {
    file: 'ltm_node_ipv4_13.0.0',
    tmos: '13.0.0',
    steps: [node('foo', '1.2.3.4', { description: 'my description of node' })],
    path: `${T}/ltm/node/~Common~foo`,
  },
  {
    file: 'ltm_node_monitored_down_13.0.0',
    tmos: '13.0.0',
    steps: [node('mytestserver', '10.20.30.40', { monitor: '/Common/icmp' })],
    path: `${T}/ltm/node/~Common~mytestserver`,
  },
  {
    file: 'ltm_node_stats_16.0.0',
    tmos: '16.0.0',
    steps: [node('7.3.67.8', '7.3.67.8', { monitor: 'min 1 of /Common/gateway_icmp /Common/icmp' })],
    path: `${T}/ltm/node/~Common~7.3.67.8/stats`,
  },
  {
    file: 'ltm_persistence_cookie_13.1.0.7',
    tmos: '13.1.0.7',
    path: `${T}/ltm/persistence/cookie/~Common~cookie`,
  },
  {
    file: 'ltm_pool_11.5.4',
    tmos: '11.5.4',
    steps: [
      [
        'POST',
        `${T}/ltm/pool`,
        {
          name: 'test_pool',
          description: 'test',
          monitor: 'min 1 of /Common/http /Common/inband',
          serviceDownAction: 'reselect',
        },
      ],
    ],
    path: `${T}/ltm/pool/~Common~test_pool`,
  },
  {
    file: 'ltm_pool_12.0.0_metadata',
    tmos: '12.0.0',
    steps: [
      [
        'POST',
        `${T}/ltm/pool`,
        { name: 'asdasd', monitor: 'http and https', metadata: [{ name: 'ansible', value: '2.4' }] },
      ],
    ],
    path: `${T}/ltm/pool/~Common~asdasd`,
  },
  {
    file: 'ltm_pool_members_11.5.4',
    tmos: '11.5.4',
    steps: [
      ['POST', `${T}/ltm/pool`, { name: 'test_pool', monitor: 'http' }],
      ['POST', `${T}/ltm/pool/~Common~test_pool/members`, { name: '1.1.1.1:80', session: 'user-disabled' }],
    ],
    path: `${T}/ltm/pool/~Common~test_pool/members`,
    shape: 'items',
  },
  {
    file: 'ltm_pool_stats_16.0.0',
    tmos: '16.0.0',
    steps: [
      [
        'POST',
        `${T}/ltm/pool`,
        {
          name: 'pool1',
          monitor: 'http and tcp',
          minActiveMembers: 1,
          members: ['7.3.67.8:8080', '7.3.67.9:8080', '7.3.67.10:8080'],
        },
      ],
      [
        'PATCH',
        `${T}/ltm/pool/pool1/members/~Common~7.3.67.8:8080`,
        { session: 'user-disabled', state: 'user-down' },
      ],
      [
        'PATCH',
        `${T}/ltm/pool/pool1/members/~Common~7.3.67.9:8080`,
        { session: 'user-disabled', state: 'user-down' },
      ],
    ],
    path: `${T}/ltm/pool/~Common~pool1/stats`,
  },
  {
    file: 'ltm_profile_client-ssl_13.x',
    tmos: '13.0.0',
    steps: [['POST', `${T}/ltm/profile/client-ssl`, { name: 'foo' }]],
    path: `${T}/ltm/profile/client-ssl/~Common~foo`,
  },
  { file: 'ltm_profile_http_13.1.0.6', tmos: '13.1.0.6', path: `${T}/ltm/profile/http/~Common~http` },
  {
    file: 'ltm_profile_one-connect_13.x',
    tmos: '13.1.0.4',
    path: `${T}/ltm/profile/one-connect/~Common~oneconnect`,
  },
  { file: 'ltm_profile_one-connect_16.0.0', tmos: '16.0.0', path: `${T}/ltm/profile/one-connect` },
  {
    file: 'ltm_profile_server-ssl_13.1.0.8',
    tmos: '13.1.0.8',
    steps: [['POST', `${T}/ltm/profile/server-ssl`, { name: 'asda', chain: 'default.crt' }]],
    path: `${T}/ltm/profile/server-ssl/~Common~asda`,
  },
  {
    file: 'ltm_profile_tcp_custom_13.1.0.4',
    tmos: '13.1.0.4',
    steps: [['POST', `${T}/ltm/profile/tcp`, { name: 'foo' }]],
    path: `${T}/ltm/profile/tcp/~Common~foo`,
  },
  { file: 'ltm_rule_sys_https_redirect_16.0.0', tmos: '16.0.0', path: `${T}/ltm/rule`, shape: 'items' },
  {
    file: 'ltm_rule_system_and_user_12.1.2',
    tmos: '12.1.2',
    steps: [
      ['POST', `${T}/ltm/rule`, { name: 'foo', apiAnonymous: 'when RULE_INIT {\n   set static::x 1\n}\n' }],
    ],
    path: `${T}/ltm/rule`,
    shape: 'items',
  },
  {
    file: 'ltm_snatpool_12.1.2',
    tmos: '12.1.2',
    steps: [['POST', `${T}/ltm/snatpool`, { name: 'asdasd', members: ['1.1.1.1', '/Common/2.2.2.2'] }]],
    path: `${T}/ltm/snatpool/~Common~asdasd`,
  },
  {
    file: 'ltm_virtual_1_12.x',
    tmos: '12.1.2',
    steps: [
      [
        'POST',
        `${T}/ltm/virtual`,
        {
          name: 'my-virtual-server',
          destination: '10.10.10.10:443',
          sourceAddressTranslation: { type: 'automap' },
        },
      ],
    ],
    path: `${T}/ltm/virtual/~Common~my-virtual-server`,
  },
  {
    file: 'ltm_virtual_3_12.x',
    tmos: '12.0.0',
    steps: [
      ['POST', `${T}/ltm/rule`, { name: 'web_logging', apiAnonymous: 'when HTTP_REQUEST { log local0. x }' }],
      ['POST', `${T}/ltm/policy`, { name: 'policy1' }],
      [
        'POST',
        `${T}/ltm/virtual`,
        {
          name: 'my-virtual-server',
          description: 'Test Virtual Server',
          destination: '/Common/10.10.10.10:https',
          ipProtocol: '6',
          sourceAddressTranslation: { type: 'automap' },
          rules: ['web_logging'],
          policies: ['policy1'],
          profiles: [
            'clientssl',
            'http',
            { name: 'tcp', context: 'clientside' },
            { name: 'tcp-legacy', context: 'serverside' },
          ],
        },
      ],
    ],
    path: `${T}/ltm/virtual/~Common~my-virtual-server?expandSubcollections=true`,
  },
  {
    file: 'ltm_virtual_address_12.1.2',
    tmos: '12.1.2',
    steps: [['POST', `${T}/ltm/virtual`, { name: 'v', destination: '1.1.1.1:80' }]],
    path: `${T}/ltm/virtual-address/~Common~1.1.1.1`,
  },
  {
    file: 'ltm_virtual_address_collection',
    tmos: '13.1.0.4',
    steps: [['POST', `${T}/ltm/virtual`, { name: 'v', destination: '2.3.4.5:80' }]],
    path: `${T}/ltm/virtual-address`,
  },
  {
    file: 'ltm_virtual_stats_16.1.3.3',
    tmos: '16.1.3.3',
    steps: [['POST', `${T}/ltm/virtual`, { name: 'fake_standard', destination: '192.168.1.1:443' }]],
    path: `${T}/ltm/virtual/~Common~fake_standard/stats`,
  },
  {
    file: 'net_interface_13.1.1.4',
    tmos: '13.1.1.4',
    steps: [['PATCH', `${T}/net/interface/1.1`, { enabled: true, sflow: { pollIntervalGlobal: 'no' } }]],
    path: `${T}/net/interface/1.1`,
  },
  {
    file: 'net_route-domain_13.1.0',
    tmos: '13.1.0',
    steps: vlans('net1', 'internal', 'net2'),
    path: `${T}/net/route-domain/~Common~0`,
  },
  {
    file: 'net_route-domain_16.0.0',
    tmos: '16.0.0',
    steps: vlans('alice', 'foo1'),
    path: `${T}/net/route-domain`,
  },
  {
    file: 'net_route_blackhole_12.1.0',
    tmos: '12.1.0',
    steps: [['POST', `${T}/net/route`, { name: 'bad', network: '1.2.3.4/30', blackhole: true }]],
    path: `${T}/net/route/~Common~bad`,
  },
  {
    file: 'net_route_gateway_12.1.0',
    tmos: '12.1.0',
    steps: [
      ...vlans('v'),
      ['POST', `${T}/net/self`, { name: 's', address: '10.2.2.6/24', vlan: 'v' }],
      ['POST', `${T}/net/route`, { name: 'asd', network: '10.2.2.0/30', gw: '10.2.2.5' }],
    ],
    path: `${T}/net/route/~Common~asd`,
  },
  {
    file: 'net_route_pool_12.1.0',
    tmos: '12.1.0',
    steps: [
      ['POST', `${T}/ltm/pool`, { name: 'adsasd' }],
      ['POST', `${T}/net/route`, { name: 'sddfg', network: '11.11.11.0/255.255.255.252', pool: 'adsasd' }],
    ],
    path: `${T}/net/route/~Common~sddfg`,
  },
  {
    file: 'net_self_custom_ports_13.0.0',
    tmos: '13.0.0',
    steps: [
      ...vlans('net1'),
      ['POST', `${T}/net/route-domain`, { name: 'one', id: 1, vlans: ['net1'] }],
      [
        'POST',
        `${T}/net/self`,
        {
          name: 'net1',
          address: '10.10.10.10%1/255.255.255.0',
          vlan: 'net1',
          allowService: ['tcp:http', 'udp:domain', 'gre'],
        },
      ],
    ],
    path: `${T}/net/self/~Common~net1`,
  },
  {
    file: 'net_trunk_13.1.0.4',
    tmos: '13.1.0.4',
    steps: [
      [
        'POST',
        `${T}/net/trunk`,
        {
          name: 'foo',
          interfaces: ['1.3'],
          distributionHash: 'dst-mac',
          linkSelectPolicy: 'maximum-bandwidth',
        },
      ],
    ],
    path: `${T}/net/trunk/foo`,
  },
  {
    file: 'net_vlan_12.1.0',
    tmos: '12.1.0',
    steps: [['POST', `${T}/net/vlan`, { name: 'somevlan' }]],
    path: `${T}/net/vlan/~Common~somevlan`,
  },
  {
    file: 'net_vlan_interfaces_13.0.0',
    tmos: '13.0.0',
    steps: [['POST', `${T}/net/vlan`, { name: 'vlan1', interfaces: [{ name: '1.2', tagged: true }] }]],
    path: `${T}/net/vlan/~Common~vlan1/interfaces`,
  },
  { file: 'sys_global-settings_13.0.0', tmos: '13.0.0', path: `${T}/sys/global-settings` },
  { file: 'sys_provision_16.0.0', tmos: '16.0.0', path: `${T}/sys/provision` },
  ...['13.0.0', '16.0.0'].map((tmos): CapturedCase => ({
    file: `sys_ucs_collection_${tmos}`,
    tmos,
    steps: [
      ['POST', `${T}/sys/ucs`, { command: 'save', name: tmos === '13.0.0' ? 'remote.ucs' : 'foo.ucs' }],
    ],
    path: `${T}/sys/ucs`,
  })),
  { file: 'sys_version_16.0.0', tmos: '16.0.0', path: `${T}/sys/version` },
];

/** Files that the general comparison does not fit; each has a test of its own. */
export const ELSEWHERE = [
  'authn_login_401',
  'authn_login_tmos_200',
  'authz_token_patch_36000_200',
  'errors',
  'task_cli_script_start_17.1.0.1',
  'transaction_command_12.1.1',
  'transaction_completed_13.1.1.2',
  'transaction_create_12.1.1',
];
