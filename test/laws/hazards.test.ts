import { describe, expect, it } from 'vitest';
import { version } from '../../src/model/version.ts';
import { parseSpec } from '../../src/spec/spec.ts';
import { desiredObjects } from '../../src/targets/bigip/desired.ts';
import { checkRules } from '../../src/targets/bigip/lint/registry.ts';

// The how-to for Kaazing and BIG-IP as it was written, not as it should have been: what bites its reader
// afterwards is told before, each thing once, and nothing else. That each rule has a spec that trips it
// and one that does not is held by test/targets/bigip/lint.test.ts.

type Part = Readonly<Record<string, unknown>>;

/** The iRule of its step 10, which ends in a log line for each request and one for each upgrade. */
const ALLOW_WS = `when HTTP_REQUEST {
  log local0. "a request"
  if { "websocket" eq [string tolower [HTTP::header value "Upgrade"]] } {
    HTTP::disable
    log local0. "a WebSocket"
  }
}
`;

/** Its steps 5 to 11: no monitor, no SNAT, round robin, all ports, an HTTP profile, an iRule. */
function howTo(virtualServer: Part, parts: Part = {}): Part {
  return {
    version: 1,
    name: 'how-to',
    network: {
      interfaces: { '1.1': { enabled: true }, '1.2': { enabled: true } },
      vlans: { internal: { interfaces: ['1.1'] }, external: { interfaces: ['1.2'] } },
      selfIps: {
        '20.20.20.1': { address: '20.20.20.1/24', vlan: 'internal' },
        '203.0.113.2': { address: '203.0.113.2/24', vlan: 'external' },
      },
    },
    nodes: { 'Gateway-1': '20.20.20.14', 'Gateway-2': '20.20.20.15', 'Gateway-3': '20.20.20.16' },
    pools: {
      gateways: {
        method: 'round-robin',
        members: { 'Gateway-1': 8001, 'Gateway-2': 8001, 'Gateway-3': 8001 },
      },
    },
    virtualServers: {
      ws: {
        destination: '203.0.113.10',
        port: 'any',
        source: '0.0.0.0/0',
        pool: 'gateways',
        ...virtualServer,
      },
    },
    ...parts,
  };
}

async function told(spec: Part): Promise<Record<string, string>> {
  const parsed = await parseSpec({
    file: 'how-to.yaml',
    text: JSON.stringify(spec),
    varsFile: undefined,
    vars: [],
    env: {},
  });
  if (Array.isArray(parsed)) throw new Error(JSON.stringify(parsed));
  const tmos = version('17.1.2');
  const files = new Map<string, string>();
  const { objects, findings } = desiredObjects(parsed.spec, tmos, files);
  const all = [
    ...findings,
    ...checkRules({ spec: parsed.spec, objects, files, version: tmos, now: new Date() }),
  ];
  expect(new Set(all.map(({ rule }) => rule)).size).toBe(all.length);
  return Object.fromEntries(all.map(({ rule, severity }) => [rule, severity]));
}

describe('the how-to as it was written', () => {
  it('is told its hazards, and nothing else', async () => {
    expect(await told(howTo({ websocket: { mode: 'irule', logging: 'request' } }))).toEqual({
      // Step 9 gives the pool no monitor, and a method that does not count connections.
      'pool/no-monitor': 'warning',
      'websocket/count-blind-method': 'note',
      'websocket/dead-member': 'note',
      // Step 10 has an iRule that a current version does not need, and that logs every request.
      'websocket/needless-irule': 'warning',
      'websocket/log-every-request': 'warning',
      // Step 11 has HTTP on all ports, and neither SNAT nor a time-out, a limit, persistence or VLANs.
      'virtual/http-on-all-ports': 'warning',
      'virtual/return-path': 'note',
      'websocket/idle-timeout': 'warning',
      'websocket/reconnect-storm': 'note',
      'websocket/no-persistence': 'note',
      'virtual/all-vlans': 'note',
    });
  });

  it('with the iRule typed in, as it has it, is told the same of the iRule', async () => {
    const typed = { profiles: ['/Common/http'], rules: ['allow-ws'] };
    expect(await told(howTo(typed, { rules: { 'allow-ws': { text: ALLOW_WS } } }))).toEqual({
      'pool/no-monitor': 'warning',
      'virtual/own-http-disable': 'warning',
      'websocket/log-every-request': 'warning',
      'virtual/http-on-all-ports': 'warning',
      'virtual/return-path': 'note',
      'virtual/all-vlans': 'note',
    });
  });

  it('without port translation reaches no gateway', async () => {
    const spec = howTo({ websocket: 'auto', translatePort: false });
    expect(await told(spec)).toMatchObject({ 'virtual/port-not-translated': 'warning' });
  });

  it('with an open self IP and a gateway named twice is told so', async () => {
    const { network } = howTo({}) as { network: Part };
    const selfIps = { open: { address: '203.0.113.2/24', vlan: 'external', portLockdown: 'all' } };
    const nodes = { 'Gateway-1': '20.20.20.14', 'Gateway-2': '20.20.20.14', 'Gateway-3': '20.20.20.16' };
    expect(await told(howTo({}, { network: { ...network, selfIps }, nodes }))).toMatchObject({
      'network/open-self-ip': 'warning',
      'bigip/duplicate-address': 'error',
    });
  });

  it('as it would be written today is told nothing', async () => {
    const today = {
      port: 80,
      websocket: 'native',
      snat: 'automap',
      xForwardedFor: true,
      idleTimeout: 3600,
      keepAlive: 60,
      persistence: 'source-address',
      connectionLimit: 50_000,
      connectionRateLimit: 500,
      vlans: ['external'],
    };
    const gateways = {
      method: 'least-connections-member',
      monitors: ['/Common/tcp'],
      serviceDownAction: 'reset',
      members: { 'Gateway-1': 8001, 'Gateway-2': 8001, 'Gateway-3': 8001 },
    };
    expect(await told(howTo(today, { pools: { gateways } }))).toEqual({});
  });
});
