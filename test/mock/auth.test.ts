import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { BASIC, clientOf } from './client.ts';
import { running, TM } from './running.ts';

const LOGIN = '/mgmt/shared/authn/login';
const CREDENTIALS = { username: 'admin', password: 'admin', loginProviderName: 'tmos' };

describe('login', () => {
  let clock = Date.parse('2024-01-01T00:00:00Z');
  const { client, mock } = running({ now: () => clock, seed: 1 });
  const anonymous = () => clientOf(mock(), {});
  const login = async () => {
    const reply = await anonymous().post(LOGIN, CREDENTIALS);
    const { token } = reply.token as { token: string };
    return { token, bearer: clientOf(mock(), { 'X-F5-Auth-Token': token }) };
  };

  it('answers a token as a device does', async () => {
    const { token } = await login();
    expect(token).toMatch(/^[A-Z2-7]{26}$/);
    const reply = await client().get(`/mgmt/shared/authz/tokens/${token}`);
    expect(Object.keys(reply)).toEqual(
      'token name userName authProviderName user timeout startTime address partition generation lastUpdateMicros expirationMicros kind selfLink'.split(
        ' ',
      ),
    );
    expect(reply).toMatchObject({ timeout: 1200, partition: '[All]', generation: 1 });
  });

  it('refuses a wrong password in JSON at the login and in HTML with Basic', async () => {
    const reply = await anonymous().call('POST', LOGIN, { ...CREDENTIALS, password: 'nope' });
    expect(reply.status).toBe(401);
    expect(Object.keys(reply.json())).toEqual([
      'code',
      'message',
      'originalRequestBody',
      'referer',
      'restOperationId',
      'kind',
    ]);
    expect(reply.text).not.toContain('nope');
    const basic = { Authorization: `Basic ${Buffer.from('admin:nope').toString('base64')}` };
    for (const [method, path] of [
      ['GET', `${TM}/ltm/pool`],
      ['POST', LOGIN],
    ] as const) {
      const html = await anonymous().call(method, path, method === 'POST' ? CREDENTIALS : undefined, basic);
      expect([html.status, html.reason]).toEqual([401, 'F5 Authorization Required']);
      expect(html.headers['content-type']).toContain('text/html');
      expect(html.headers['www-authenticate']).toContain('Basic');
    }
  });

  it('tells apart no credentials, an unknown token and one that has run out', async () => {
    expect(await anonymous().refused('GET', `${TM}/ltm/pool`)).toContain(
      '401 Authorization failed: no user authentication header',
    );
    const { headers } = await anonymous().call('GET', `${TM}/ltm/pool`);
    expect(headers['www-authenticate']).toBe('Basic realm="Enterprise Manager"');
    expect(headers['set-cookie']?.map((cookie) => cookie.split('=')[0])).toEqual([
      'BIGIPAuthCookie',
      'BIGIPAuthUsernameCookie',
    ]);
    const stranger = clientOf(mock(), { 'X-F5-Auth-Token': 'A'.repeat(26) });
    expect(await stranger.refused('GET', `${TM}/ltm/pool`)).toBe('401 X-F5-Auth-Token does not exist.');
    const { bearer } = await login();
    await bearer.get(`${TM}/ltm/pool`);
    // A token wins over whatever Basic header stands beside it.
    const wrong = { Authorization: `Basic ${Buffer.from('admin:nope').toString('base64')}` };
    expect((await bearer.call('GET', `${TM}/ltm/pool`, undefined, wrong)).status).toBe(200);
    clock += 1201_000;
    expect(await bearer.refused('GET', `${TM}/ltm/pool`)).toBe('401 X-F5-Auth-Token has expired.');
  });

  it('extends a token from its start, up to ten hours, and revokes it', async () => {
    const { token, bearer } = await login();
    clock += 600_000;
    const path = `/mgmt/shared/authz/tokens/${token}`;
    const reply = await bearer.patch(path, { timeout: '36000' });
    expect(reply).toMatchObject({ timeout: 36000, generation: 2 });
    expect(reply.expirationMicros).toBe((clock - 600_000 + 36000_000) * 1000);
    expect((await bearer.call('PATCH', path, { timeout: 36001 })).status).toBe(400);
    expect((await bearer.call('DELETE', path)).status).toBe(200);
    expect(await bearer.refused('GET', `${TM}/ltm/pool`)).toBe('401 X-F5-Auth-Token does not exist.');
    expect((await client().call('GET', path)).status).toBe(404);
  });

  it('gives a user a hundred tokens and no more', async () => {
    for (let count = 0; count < 100; count++) {
      const reply = await anonymous().call('POST', LOGIN, CREDENTIALS);
      if (reply.status !== 200) break;
    }
    expect(await anonymous().refused('POST', LOGIN, CREDENTIALS)).toMatch(
      /^400 user [\w-]{36} has reached maximum active login tokens$/,
    );
    await client().call('DELETE', '/mgmt/shared/authz/tokens');
    await login();
  });
});

describe('users', () => {
  const { client, mock } = running();

  it('may do what their role allows', async () => {
    for (const role of ['guest', 'operator', 'manager']) {
      await client().post(`${TM}/auth/user`, {
        name: role,
        password: 'x',
        partitionAccess: [{ name: 'all-partitions', role }],
      });
    }
    await client().post(`${TM}/ltm/node`, { name: 'n', address: '10.0.0.1' });
    const as = (name: string) =>
      clientOf(mock(), { Authorization: `Basic ${Buffer.from(`${name}:x`).toString('base64')}` });
    const disable = (name: string) =>
      as(name).call('PATCH', `${TM}/ltm/node/n`, { session: 'user-disabled' });
    expect((await disable('guest')).status).toBe(403);
    expect((await disable('operator')).status).toBe(200);
    expect((await as('guest').call('GET', `${TM}/ltm/node/n`)).status).toBe(200);
    expect((await as('operator').call('DELETE', `${TM}/ltm/node/n`)).status).toBe(403);
    expect((await as('manager').call('POST', `${TM}/net/vlan`, { name: 'v' })).status).toBe(403);
    expect((await as('manager').call('DELETE', `${TM}/ltm/node/n`)).status).toBe(200);
    expect((await client().get(`${TM}/auth/user/guest`)).encryptedPassword).not.toBe('x');
  });
});

describe('an old version', () => {
  it('has no token login; Basic works', async () => {
    const mock = await createMock({ tmos: '11.5.4' });
    expect((await clientOf(mock, {}).call('POST', LOGIN, CREDENTIALS)).status).toBe(404);
    expect((await clientOf(mock, BASIC).call('GET', `${TM}/sys`)).status).toBe(200);
    await mock.stop();
  });
});
