import type { Socket } from 'node:net';
import { connect, createSecureContext, type ConnectionOptions, TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Member } from '../../../../src/mock/traffic/contract.ts';
import type { ProfileView } from '../../../../src/mock/traffic/view.ts';
import type { JsonObject } from '../../../../src/mock/wire/json.ts';
import { type Certificate, certificateFor } from '../../../probe/certificates.ts';
import { client, echo, profile, type Setting, stage, type Stage } from '../http/fake-host.ts';

const pairs = new Map<string, Certificate>();
beforeAll(async () => {
  const wanted: readonly (readonly [string, Parameters<typeof certificateFor>[0]])[] = [
    ['a', { names: ['a.example'] }],
    ['b', { names: ['b.example'] }],
    ['wild', { names: ['*.wild.example'] }],
    ['old', { names: ['a.example'], from: -10, to: -1 }],
  ];
  for (const [name, asked] of wanted) pairs.set(`/Common/${name}`, await certificateFor(asked));
});

const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

const pair = (name: string) => pairs.get(`/Common/${name}`) ?? { key: '', certificate: '' };
const chain = (name: string) => [{ name, cert: `/Common/${name}`, key: `/Common/${name}`, chain: 'none' }];

/** A client-ssl profile that presents the certificate of its name. */
const clientSsl = (name: string, props: JsonObject = {}): ProfileView => ({
  ...profile(
    'client-ssl',
    { certKeyChain: chain(name), handshakeTimeout: '10', serverName: 'none', ...props },
    'clientside',
  ),
  path: `/Common/${name}`,
});
const serverSsl = (props: JsonObject = {}) =>
  profile('server-ssl', { handshakeTimeout: '10', peerCertMode: 'ignore', ...props }, 'serverside');

async function on(
  member: (socket: Socket, which: Member) => void,
  profiles: readonly ProfileView[],
  setting: Setting = {},
) {
  const files = {
    certificate: (path: string) => pairs.get(path)?.certificate,
    key: (path: string) => pairs.get(path)?.key,
    builtIn: pair('a'),
    trusted: '',
  };
  const made = await stage(member, { ...setting, profiles, host: { files, ...setting.host } });
  stages.push(made);
  return made;
}

/** Who a client meets: the name of the certificate, or `refused`. */
function met(
  port: number,
  options: ConnectionOptions = {},
): Promise<{ name: string; protocol: string | null; heard: string }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
    let heard = '';
    socket.on('secureConnect', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'));
    let seen = 'refused';
    let protocol: string | null = null;
    socket.on('data', (bytes: Buffer) => {
      seen = String(socket.getPeerCertificate().subject.CN);
      protocol = socket.getProtocol();
      heard += bytes.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ name: seen, protocol, heard }));
  });
}

describe('which certificate a client meets', () => {
  const profiles = () => [
    clientSsl('a', { serverName: 'x.example', sniDefault: 'true' }),
    clientSsl('b'),
    clientSsl('wild', { serverName: '*.wild.example' }),
  ];
  const cases: readonly (readonly [string | undefined, string])[] = [
    ['x.example', 'a.example'],
    ['X.EXAMPLE', 'a.example'],
    ['b.example', 'b.example'],
    ['one.wild.example', '*.wild.example'],
    ['two.one.wild.example', 'a.example'],
    ['unknown.example', 'a.example'],
    [undefined, 'a.example'],
  ];
  it.each(cases)('%s: %s', async (servername, name) => {
    const { port } = await on(echo(), profiles());
    expect((await met(port, servername === undefined ? {} : { servername })).name).toBe(name);
  });

  it('none where a known name is required', async () => {
    const { port, resets } = await on(echo(), [
      clientSsl('a', { serverName: 'x.example', sniRequire: 'true' }),
    ]);
    expect((await met(port, { servername: 'x.example' })).name).toBe('a.example');
    expect((await met(port, { servername: 'y.example' })).name).toBe('refused');
    expect((await met(port)).name).toBe('refused');
    expect(resets).toEqual(['SSL handshake error', 'SSL handshake error']);
  });

  it('that of the mock, where a built-in file has no text', async () => {
    const { port } = await on(echo(), [clientSsl('default')]);
    expect((await met(port)).name).toBe('a.example');
  });
});

describe('versions', () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['13.1.1', [], 'TLSv1.2'],
    ['17.1.2', ['no-tlsv1.3'], 'TLSv1.2'],
    ['17.1.2', [], 'TLSv1.3'],
  ];
  it.each(cases)('of %s with %j: %s', async (tmos, tmOptions, version) => {
    const { port } = await on(echo(), [clientSsl('a', { tmOptions })], { tmos });
    expect((await met(port)).protocol).toBe(version);
  });
});

describe('what is not expected', () => {
  it('plain text to TLS is reset', async () => {
    const { port, resets } = await on(echo(), [clientSsl('a')]);
    const { send, ended } = client(port);
    send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await ended();
    expect(resets).toEqual(['SSL handshake error']);
  });

  it('plain text passes where the profile allows it, and TLS too', async () => {
    const { port } = await on(echo(), [clientSsl('a', { allowNonSsl: 'enabled' })]);
    const { send, until } = client(port);
    send('GET /plain HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(/GET \/plain/);
    expect((await met(port)).name).toBe('a.example');
  });

  it('a client that says nothing is reset in time', async () => {
    const { port, resets } = await on(echo(), [clientSsl('a')], { host: { timeScale: 200 } });
    await client(port).ended();
    expect(resets).toEqual(['handshake timeout']);
  });
});

describe('certificates of clients', () => {
  const required = () => [clientSsl('a', { peerCertMode: 'require', caFile: '/Common/b' })];
  it.each([
    ['b', 'a.example'],
    ['wild', 'refused'],
    [undefined, 'refused'],
  ])('%s: %s', async (own, name) => {
    const { port } = await on(echo(), required());
    const { key, certificate } = pair(own ?? '');
    expect((await met(port, own === undefined ? {} : { key, cert: certificate })).name).toBe(name);
  });
});

describe('TLS to members', () => {
  /** A member with a certificate; tells the name that it was asked for. */
  const secure =
    (name: string, asked: string[] = []) =>
    (socket: Socket, which: Member) => {
      const { key, certificate } = pair(name);
      const secureContext = createSecureContext({ key, cert: certificate });
      const inside = new TLSSocket(socket, {
        isServer: true,
        secureContext,
        SNICallback: (servername, answer) => {
          asked.push(servername);
          answer(null, secureContext);
        },
      });
      inside.on('error', () => undefined);
      echo()(inside, which);
    };
  const get = 'GET /in HTTP/1.1\r\nHost: a\r\n\r\n';

  it('is spoken with the name of the profile', async () => {
    const asked: string[] = [];
    const { port } = await on(secure('a', asked), [serverSsl({ serverName: 'a.example' })]);
    const { send, until } = client(port);
    send(get);
    await until(/GET \/in/);
    expect(asked).toEqual(['a.example']);
  });

  const verified: readonly (readonly [boolean, string, JsonObject])[] = [
    [true, 'a', { caFile: '/Common/a' }],
    [true, 'a', { caFile: '/Common/a', authenticateName: 'a.example' }],
    [false, 'a', { caFile: '/Common/a', authenticateName: 'b.example' }],
    [false, 'a', { caFile: '/Common/b' }],
    [false, 'a', {}],
    [false, 'old', { caFile: '/Common/old' }],
    [true, 'b', { peerCertMode: 'ignore' }],
  ];
  it.each(verified)('%s: certificate %s against %j', async (good, name, props) => {
    const { port, resets } = await on(secure(name), [serverSsl({ peerCertMode: 'require', ...props })]);
    const { send, until, ended } = client(port);
    send(get);
    if (good) await until(/GET \/in/);
    else await ended();
    expect(resets).toEqual(good ? [] : ['SSL handshake error']);
  });

  it('that speak plain text reset the client', async () => {
    const { port, resets } = await on(echo(), [serverSsl()], { host: { timeScale: 100 } });
    const { send, ended } = client(port);
    send(get);
    await ended();
    expect(resets).toHaveLength(1);
  });

  it('re-encrypts what a TLS client sends', async () => {
    const { port } = await on(secure('b'), [clientSsl('a'), serverSsl()]);
    expect((await met(port)).heard).toContain('GET / HTTP/1.1');
  });
});
