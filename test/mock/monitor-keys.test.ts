import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';
import { TM } from './running.ts';

// Built-in monitors as recorded on devices of 14.1.2.1 and 16.0.0: what each has, and in which order.

async function at<T>(tmos: string, work: (client: Client) => Promise<T>): Promise<T> {
  const mock = await createMock({ tmos });
  const client = clientOf(mock);
  try {
    return await work(client);
  } finally {
    client.agent.destroy();
    await mock.stop();
  }
}

const ENVELOPE = ['kind', 'name', 'partition', 'fullPath', 'generation', 'selfLink'];
const ADAPTIVE = ['', 'DivergenceType', 'DivergenceValue', 'Limit', 'SamplingTimespan'].map(
  (end) => `adaptive${end}`,
);
const END = ['timeUntilUp', 'timeout', 'upInterval'];
const PLAIN = ['debug', 'destination', 'interval', 'manualResume', ...END];
const DATABASE = ['count', ...PLAIN];
const SEEN = ['timeUntilUp', 'timeout', 'transparent', 'upInterval'];

/** Type, built-in, keys, and its interval and timeout. */
const RECORDED: readonly (readonly [string, string, readonly string[], number, number])[] = [
  ['smtp', 'smtp', PLAIN, 5, 16],
  ['ftp', 'ftp', ['debug', 'destination', 'interval', 'manualResume', 'mode', ...END], 10, 31],
  ['ldap', 'ldap', ['chaseReferrals', ...PLAIN], 10, 31],
  ['mssql', 'mssql', DATABASE, 30, 91],
  ['mysql', 'mysql', DATABASE, 30, 91],
  ['postgresql', 'postgresql', DATABASE, 30, 91],
  ['oracle', 'oracle', ['count', 'database', ...PLAIN], 30, 91],
  ['tcp-half-open', 'tcp_half_open', ['destination', 'interval', 'manualResume', ...SEEN], 5, 16],
  ['external', 'external', ['destination', 'interval', 'manualResume', ...END], 5, 16],
  ['tcp-echo', 'tcp_echo', [...ADAPTIVE, 'destination', 'interval', 'manualResume', ...SEEN], 5, 16],
  [
    'udp',
    'udp',
    [...ADAPTIVE, 'debug', 'destination', 'interval', 'manualResume', 'reverse', 'send', ...SEEN],
    5,
    16,
  ],
  [
    'dns',
    'dns',
    [
      'acceptRcode',
      ...ADAPTIVE,
      'answerContains',
      'destination',
      'interval',
      'manualResume',
      'qtype',
      'reverse',
      ...SEEN,
    ],
    5,
    16,
  ],
];

describe('monitors', () => {
  it('are those of a device', async () => {
    await at('14.1.2.1', async (client) => {
      for (const [type, name, keys, interval, timeout] of RECORDED) {
        const own = await client.get(`${TM}/ltm/monitor/${type}/~Common~${name}`);
        expect(Object.keys(own)).toEqual([...ENVELOPE, ...keys]);
        expect([type, own.interval, own.timeout]).toEqual([type, interval, timeout]);
      }
    });
  });

  it('of https have no ciphers of their own from 14.0 on', async () => {
    const path = `${TM}/ltm/monitor/https/https`;
    await at('13.0.0', async (client) => expect(await client.get(path)).toHaveProperty('cipherlist'));
    await at('14.1.2.1', async (client) => expect(await client.get(path)).not.toHaveProperty('cipherlist'));
  });

  it('of http2 came with 15.1', async () => {
    await at('14.1.4', async (client) =>
      expect((await client.call('GET', `${TM}/ltm/monitor/http2`)).status).toBe(404),
    );
    await at('15.1.8', async (client) =>
      expect(await client.get(`${TM}/ltm/monitor/http2/http2`)).toMatchObject({
        recv: 'HTTP/2.',
        send: String.raw`GET /\r\n\r\n`,
      }),
    );
  });

  it('link the parent of smtp only', async () => {
    await at('14.1.2.1', async (client) => {
      const smtp = await client.post(`${TM}/ltm/monitor/smtp`, { name: 's', domain: 'fake.local' });
      expect(smtp).toHaveProperty('defaultsFromReference');
      expect(await client.post(`${TM}/ltm/monitor/ftp`, { name: 'f' })).not.toHaveProperty(
        'defaultsFromReference',
      );
    });
  });

  it('are printed with a blank after the last name up to 13.x', async () => {
    for (const [tmos, monitor] of [
      ['13.1.1', '/Common/tcp and /Common/http '],
      ['14.1.2.1', '/Common/tcp and /Common/http'],
    ] as const)
      await at(tmos, async (client) =>
        expect(await client.post(`${TM}/ltm/pool`, { name: 'p', monitor: 'tcp and http' })).toMatchObject({
          monitor,
        }),
      );
  });
});

describe('other collections', () => {
  it('print what 14.1.2.1 prints', async () => {
    await at('14.1.2.1', async (client) => {
      expect(await client.get(`${TM}/sys/folder/~`)).toMatchObject({ inheritedTrafficGroup: 'false' });
      expect(await client.get(`${TM}/sys/global-settings`)).toHaveProperty('guiAudit', 'disabled');
      expect(await client.get(`${TM}/ltm/policy-strategy/~Common~all-match`)).toMatchObject({
        strategy: 'all-match',
        operandsReference: { isSubcollection: true },
      });
      expect(await client.get(`${TM}/net/tunnels/tunnel/~Common~http-tunnel`)).toMatchObject({
        profile: '/Common/tcp-forward',
        secondaryAddress: 'any6',
      });
      const tunnel = await client.get(`${TM}/net/tunnels/tunnel/~Common~http-tunnel`);
      expect(JSON.stringify(tunnel.profileReference)).toContain('tunnels/tcp-forward/~Common~tcp-forward');
      const cert = await client.get(`${TM}/sys/file/ssl-cert/~Common~default.crt`);
      expect(String(cert.fingerprint)).toMatch(/^SHA256\//);
      expect(cert).toMatchObject({ bundleCertificatesReference: { isSubcollection: true } });
      const universal = await client.get(`${TM}/ltm/persistence/universal/~Common~universal`);
      expect(universal).toHaveProperty('rule', 'none');
      expect(universal).not.toHaveProperty('ruleReference');
    });
  });

  it('have the modules of the version', async () => {
    const modules = (tmos: string) =>
      at(tmos, async (client) => {
        const { items } = await client.get(`${TM}/sys/provision`);
        return (items as { name: string }[]).map(({ name }) => name);
      });
    expect(await modules('14.1.2.1')).toEqual(
      'afm am apm asm avr dos fps gtm ilx lc ltm pem sslo swg urldb'.split(' '),
    );
    expect(await modules('15.1.0.1')).toEqual(expect.arrayContaining(['am', 'cgnat']));
    expect(await modules('16.0.0')).not.toContain('am');
  });

  it('of virtual servers print the rules before the VLANs, and times from 14.0 on', async () => {
    const keys = (tmos: string) =>
      at(tmos, async (client) => {
        await client.post(`${TM}/net/vlan`, { name: 'v', interfaces: ['1.1'] });
        const made = await client.post(`${TM}/ltm/virtual`, {
          name: 'vs',
          destination: '192.0.2.1:80',
          rules: ['_sys_https_redirect'],
          profiles: ['http'],
          vlans: ['v'],
          vlansEnabled: true,
        });
        return Object.keys(made);
      });
    const modern = await keys('14.1.2.1');
    expect(modern.slice(modern.indexOf('vsIndex'))).toEqual(
      'vsIndex rules rulesReference vlans vlansReference policiesReference profilesReference'.split(' '),
    );
    expect(modern).toContain('creationTime');
    expect(modern).not.toContain('evictionProtected');
    expect(await keys('13.1.1')).not.toContain('creationTime');
  });
});
