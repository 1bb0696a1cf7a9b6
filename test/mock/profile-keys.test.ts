import { afterAll, describe, expect, it } from 'vitest';
import { createMock, type Mock } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';
import { TM } from './running.ts';

// What profiles print, version for version. Each line was read off a recorded answer of a device, off what AS3
// asserts on one, or off a client written against one; where the recordings lie apart, the first version that is
// known to have the key is asked, and the last one known to be without it.

type Value = string | number | readonly string[];
type Changed = readonly [object: string, key: string, ...steps: (readonly [tmos: string, value: Value])[]];
type Line = readonly [object: string, key: string, without: string | undefined, since: string, value: Value];

const CLIENT = 'client-ssl/~Common~clientssl';
const SERVER = 'server-ssl/~Common~serverssl';
const HTTP = 'http/~Common~http';
const FASTL4 = 'fastl4/~Common~fastL4';

/** Keys that came. */
const CAME: readonly Line[] = [
  [HTTP, 'oneconnectStatusReuse', '13.1.0.6', '14.1.2.1', '200 206'],
  [HTTP, 'enforcement.rfcCompliance', '14.1.2.1', '15.1.8', 'disabled'],
  [HTTP, 'enforcement.allowWsHeaderName', '16.0.0', '16.1.0', 'disabled'],
  [HTTP, 'explicitProxy.tunnelOnAnyRequest', '14.1.2.1', '16.0.0', 'no'],
  ['http2/~Common~http2', 'includeContentLength', undefined, '13.1.0.8', 'disabled'],
  ['stream/~Common~stream', 'chunkSize', undefined, '14.1.2.1', 4096],
  ['udp/~Common~udp', 'sendBufferSize', '13.1.0.4', '14.1.2.1', 655350],
  ['websocket/~Common~websocket', 'windowBits', '14.1.2.1', '16.1.3', 10],
  ['websocket/~Common~websocket', 'payloadProcessingMode', '16.1.3', '17.0.0.1', 'end-to-end'],
  [FASTL4, 'ipDfMode', undefined, '13.1.0.8', 'preserve'],
  [FASTL4, 'synCookieMss', undefined, '13.1.0.8', 0],
  [FASTL4, 'tcpPvaWhentoOffload', '13.1.0.8', '14.1.2.1', 'embryonic'],
  [FASTL4, 'otherPvaClientpktsThreshold', '13.1.0.8', '14.1.2.1', 2],
  [FASTL4, 'pvaOffloadInitialPriority', '14.1.2.1', '16.0.0', 'medium'],
  [FASTL4, 'synCookieDsrFlowResetBy', '14.1.2.1', '16.0.0', 'none'],
  [CLIENT, 'sslC3d', '13.0.0', '14.1.2.1', 'disabled'],
  [CLIENT, 'sslForwardProxyVerifiedHandshake', '13.0.0', '14.1.2.1', 'disabled'],
  [CLIENT, 'inheritCaCertkeychain', '13.0.0', '14.1.2.1', 'false'],
  [CLIENT, 'data_0rtt', '14.1.2.1', '15.1.8', 'disabled'],
  [CLIENT, 'crl', '14.1.2.1', '16.0.0', 'none'],
  [CLIENT, 'c3dClientFallbackCert', '14.1.2.1', '16.0.0', 'none'],
  [CLIENT, 'helloExtensionIncludes', '16.0.0', '16.1.0', []],
  [CLIENT, 'logPublisher', '16.0.0', '16.1.0', '/Common/sys-ssl-publisher'],
  [CLIENT, 'proxyCaCert', undefined, '17.0.0.1', 'none'],
  [SERVER, 'crl', '13.1.0.8', '14.1.2.1', 'none'],
  [SERVER, 'data_0rtt', '14.1.2.1', '15.1.8', 'disabled'],
  [SERVER, 'revokedCertStatusResponseControl', '14.1.2.1', '16.0.0', 'drop'],
  [SERVER, 'unknownCertStatusResponseControl', '14.1.2.1', '16.0.0', 'ignore'],
  [SERVER, 'logPublisher', '16.0.0', '16.1.0', '/Common/sys-ssl-publisher'],
];

/** Defaults that changed: what it is in each version. */
const CHANGED: readonly Changed[] = [
  [HTTP, 'requestChunking', ['14.1.2.1', 'preserve'], ['15.1.8', 'sustain'], ['17.1.2', 'sustain']],
  [HTTP, 'responseChunking', ['14.1.2.1', 'selective'], ['16.0.0', 'sustain']],
  ['tcp/~Common~tcp', 'sendBufferSize', ['13.1.0.4', 65535], ['14.1.2.1', 131072], ['17.1.0', 131072]],
  ['tcp/~Common~tcp', 'initCwnd', ['13.1.0.4', 3], ['14.1.2.1', 10], ['16.0.0', 10]],
  ['tcp/~Common~tcp', 'fastOpen', ['13.1.0.4', 'disabled'], ['14.1.2.1', 'enabled']],
  ['tcp/~Common~tcp', 'proxyBufferHigh', ['13.1.0.4', 49152], ['14.1.2.1', 65535]],
  ['tcp/~Common~tcp-legacy', 'sendBufferSize', ['14.1.2.1', 65535], ['16.0.0', 65535]],
  ['tcp/~Common~f5-tcp-wan', 'minimumRto', ['14.1.2.1', 500], ['16.0.0', 500]],
  ['tcp/~Common~f5-tcp-mobile', 'congestionControl', ['14.1.2.1', 'woodside']],
  [
    CLIENT,
    'tmOptions',
    ['13.0.0', ['dont-insert-empty-fragments']],
    ['14.1.2.1', '{ dont-insert-empty-fragments no-tlsv1.3 }'],
    ['16.0.0', '{ dont-insert-empty-fragments no-tlsv1.3 no-dtlsv1.2 }'],
    ['21.0.0', '{ dont-insert-empty-fragments no-tlsv1.3 no-dtlsv1.2 }'],
    ['21.1.0', '{ dont-insert-empty-fragments no-tlsv1.1 no-tlsv1 no-ssl }'],
  ],
  [SERVER, 'ciphers', ['13.1.0.8', 'DEFAULT'], ['21.0.0', 'DEFAULT'], ['21.1.0', 'none']],
  [SERVER, 'cipherGroup', ['17.1.0', 'none'], ['21.1.0', '/Common/f5-default']],
  ['client-ssl/~Common~clientssl-secure', 'tmOptions', ['14.1.2.1', '{ no-ssl }']],
  ['client-ssl/~Common~crypto-server-default-clientssl', 'renegotiatePeriod', ['14.1.2.1', '21600']],
  ['client-ssl/~Common~clientssl-quic', 'cipherGroup', ['16.0.0', '/Common/f5-quic']],
  ['http/~Common~http-explicit', 'defaultsFrom', ['14.1.2.1', 'none'], ['16.0.0', 'none']],
  ['http/~Common~http-explicit', 'explicitProxy.tunnelName', ['14.1.2.1', '/Common/http-tunnel']],
  ['http/~Common~http-transparent', 'enforcement.maxHeaderCount', ['14.1.2.1', 32], ['16.0.0', 32]],
  ['http/~Common~http-transparent', 'enforcement.pipeline', ['14.1.2.1', 'allow']],
  ['json/~Common~json', 'maximumBytes', ['21.0.0', 65536]],
  ['sse/~Common~sse', 'maxFieldNameSize', ['21.0.0', 1024]],
];

const mocks = new Map<string, Promise<{ mock: Mock; client: Client }>>();
function clientAt(tmos: string) {
  const there = mocks.get(tmos) ?? createMock({ tmos }).then((mock) => ({ mock, client: clientOf(mock) }));
  mocks.set(tmos, there);
  return there;
}
afterAll(async () => {
  for (const { mock, client } of await Promise.all(mocks.values())) {
    client.agent.destroy();
    await mock.stop();
  }
});

async function valueAt(tmos: string, object: string, key: string): Promise<unknown> {
  const { client } = await clientAt(tmos);
  let value: unknown = await client.get(`${TM}/ltm/profile/${object}`);
  for (const word of key.split('.')) value = (value as Record<string, unknown>)[word];
  return value;
}

describe('keys of profiles', () => {
  it.each(CAME.map((line) => ({ line })))('$line.0 $line.1: not on $line.2, on $line.3', async ({ line }) => {
    const [object, key, without, since, value] = line;
    if (without !== undefined) expect(await valueAt(without, object, key)).toBeUndefined();
    expect(await valueAt(since, object, key)).toEqual(value);
    expect(await valueAt('21.0.0', object, key)).toEqual(value);
  });

  /** How many keys the built-in profile has on 14.1.2.1 and 16.0.0 (recorded), and for a client of 17.0.0.1. */
  it.each([
    ['tcp/~Common~tcp', 87, 87, 87],
    ['udp/~Common~udp', 23, 23, 23],
    [FASTL4, 59, 63, 63],
    [HTTP, 35, 35, 35],
    ['http2/~Common~http2', 20, 20, 20],
    ['websocket/~Common~websocket', 10, 10, 16],
    ['one-connect/~Common~oneconnect', 16, 16, 16],
    ['stream/~Common~stream', 13, 13, 13],
    ['http-compression/~Common~httpcompression', 27, 27, 27],
    [CLIENT, 80, 83, 86],
    [SERVER, 60, 63, 65],
  ])('are as many as recorded: %s', async (object, ...counts) => {
    for (const [index, tmos] of ['14.1.2.1', '16.0.0', '17.0.0.1'].entries()) {
      const { client } = await clientAt(tmos);
      const keys = Object.keys(await client.get(`${TM}/ltm/profile/${object}`));
      expect([tmos, keys.length]).toEqual([tmos, counts[index]]);
    }
  });

  it('refuses a key before its version, and takes it from then on', async () => {
    const http = { name: 'h', enforcement: { rfcCompliance: 'enabled' } };
    const old = await clientAt('14.1.2.1');
    expect(await old.client.refused('POST', `${TM}/ltm/profile/http`, http)).toContain('unknown property');
    const { client } = await clientAt('16.0.0');
    const { enforcement } = await client.post(`${TM}/ltm/profile/http`, http);
    expect(enforcement).toMatchObject({ rfcCompliance: 'enabled', pipeline: 'allow' });
  });

  it('prints new keys where they belong in the order of the wire', async () => {
    const { client } = await clientAt('17.1.0');
    const keys = Object.keys(await client.get(`${TM}/ltm/profile/${CLIENT}`));
    const after = (key: string) => keys[keys.indexOf(key) + 1];
    expect(after('handshakeTimeout')).toBe('helloExtensionIncludes');
    expect(after('keyReference')).toBe('logPublisher');
    expect(after('logPublisher')).toBe('logPublisherReference');
    expect(after('ocspStapling')).toBe('tmOptions');
    expect(keys.at(-1)).toBe('certKeyChain');
  });
});

describe('defaults of profiles', () => {
  it.each(CHANGED.map((line) => ({ line })))('$line.0 $line.1', async ({ line }) => {
    const [object, key, ...steps] = line;
    for (const [tmos, value] of steps)
      expect([tmos, await valueAt(tmos, object, key)]).toEqual([tmos, value]);
  });

  it('takes options of TLS as a list, as a text, and as it prints them', async () => {
    const { client } = await clientAt('17.1.0');
    const path = `${TM}/ltm/profile/server-ssl`;
    for (const [name, tmOptions] of [
      ['a', ['no-sslv3', 'no-tlsv1']],
      ['b', 'no-sslv3 no-tlsv1'],
      ['c', '{ no-sslv3 no-tlsv1 }'],
    ] as const)
      expect(await client.post(path, { name, tmOptions })).toMatchObject({
        tmOptions: '{ no-sslv3 no-tlsv1 }',
      });
  });

  it('says what a chain is for from 14.0 on', async () => {
    const chain = { name: 'default', cert: '/Common/default.crt' };
    expect(await valueAt('13.0.0', CLIENT, 'certKeyChain.0')).toMatchObject(chain);
    expect(await valueAt('13.0.0', CLIENT, 'certKeyChain.0.usage')).toBeUndefined();
    expect(await valueAt('14.1.2.1', CLIENT, 'certKeyChain.0')).toMatchObject({ ...chain, usage: 'SERVER' });
  });

  it('has json and sse profiles from 21.0 on only', async () => {
    const { client } = await clientAt('17.1.0');
    for (const type of ['json', 'sse'])
      expect((await client.call('GET', `${TM}/ltm/profile/${type}`)).status).toBe(404);
  });
});

describe('cipher groups', () => {
  it('are named by profiles, and keep those from going', async () => {
    const { client } = await clientAt('17.1.0');
    await client.post(`${TM}/ltm/cipher/rule`, { name: 'r', cipher: 'ECDHE', dhGroups: 'X25519MLKEM768' });
    const group = await client.post(`${TM}/ltm/cipher/group`, { name: 'g', allow: ['r', 'f5-secure'] });
    expect(group).toMatchObject({ ordering: 'default', allow: [{ name: 'r' }, { name: 'f5-secure' }] });
    await client.post(`${TM}/ltm/profile/client-ssl`, { name: 'x', cipherGroup: 'g', ciphers: 'none' });
    expect(await client.refused('DELETE', `${TM}/ltm/cipher/rule/~Common~r`)).toContain('in use');
    expect(await client.refused('DELETE', `${TM}/ltm/cipher/group/~Common~g`)).toContain('in use');
    expect(
      await client.refused('POST', `${TM}/ltm/profile/client-ssl`, { name: 'y', cipherGroup: 'no' }),
    ).toContain('was not found');
  });
});
