import { describe, expect, it } from 'vitest';
import { createMock, type LoggedRequest } from '../../src/mock/mock.ts';
import { clientOf } from './client.ts';
import { running, TM } from './running.ts';

describe('the wire', () => {
  const { client } = running();

  it('carries the headers of a device, in its spelling', async () => {
    const reply = await client().call('GET', `${TM}/ltm/pool`);
    expect(reply.headers).toMatchObject({
      server: 'Jetty(9.4.49.v20220914)',
      'content-type': 'application/json; charset=UTF-8',
      'x-content-type-options': 'nosniff',
      'content-length': String(reply.bytes.length),
    });
    const deleted = await client().call('POST', `${TM}/ltm/pool`, { name: 'gone' });
    expect(deleted.status).toBe(200);
    const empty = await client().call('DELETE', `${TM}/ltm/pool/gone/`);
    expect([empty.status, empty.text, empty.headers['content-length']]).toEqual([200, '', '0']);
  });

  it('tells the version in one query parameter of selfLink', async () => {
    const { selfLink } = await client().get(`${TM}/sys/`);
    expect(selfLink).toBe('https://localhost/mgmt/tm/sys?ver=17.1.2');
  });

  it('tells who is asked for by the bare name so, below it as well', async () => {
    const at = 'https://localhost/mgmt/tm/ltm/pool';
    const made = await client().post(`${TM}/ltm/pool`, { name: 'bare', members: ['10.0.0.1:80'] });
    const bare = { name: 'bare', fullPath: 'bare', selfLink: `${at}/bare?ver=17.1.2` };
    expect(made).toMatchObject(bare);
    const read = await client().get(`${TM}/ltm/pool/bare?expandSubcollections=true`);
    expect(read).toMatchObject({ name: 'bare', fullPath: 'bare' });
    expect(read).not.toHaveProperty('partition');
    expect(read).toMatchObject({
      membersReference: {
        link: `${at}/bare/members?ver=17.1.2`,
        items: [{ partition: 'Common', selfLink: `${at}/bare/members/~Common~10.0.0.1:80?ver=17.1.2` }],
      },
    });
    const { selfLink, items } = await client().get(`${TM}/ltm/pool/bare/members`);
    expect([selfLink, items]).toMatchObject([`${at}/bare/members?ver=17.1.2`, [{ partition: 'Common' }]]);
    expect(await client().patch(`${TM}/ltm/pool/bare`, { description: 'x' })).toMatchObject(bare);
    const { entries } = await client().get(`${TM}/ltm/pool/bare/stats`);
    expect(Object.keys(entries as object)).toEqual([`${at}/bare/~Common~bare/stats`]);
    // In full where it is said in full, and in lists.
    const full = { partition: 'Common', fullPath: '/Common/bare', selfLink: `${at}/~Common~bare?ver=17.1.2` };
    expect(await client().get(`${TM}/ltm/pool/~Common~bare`)).toMatchObject(full);
    expect((await client().get(`${TM}/ltm/pool`)).items).toMatchObject([full]);
    for (const body of [{ name: 'full', partition: 'Common' }, { name: '/Common/full2' }])
      expect(await client().post(`${TM}/ltm/pool`, body)).toHaveProperty('partition', 'Common');
  });

  it('refuses what it cannot do', async () => {
    for (const [method, path, body] of [
      ['POST', '/sys/config', { command: 'load', options: [{ merge: true, file: '/tmp/x' }] }],
      ['POST', '/util/dig', { command: 'run', utilCmdArgs: 'example.com' }],
      ['POST', '/util/bash', { command: 'run', utilCmdArgs: '-c "rm -rf /"' }],
      ['POST', '/cm', { command: 'run', utilCmdArgs: 'add-to-trust x' }],
      ['DELETE', '/sys/connection', undefined],
      ['GET', '/ltm/pool?ver=11.5.4', undefined],
      ['GET', '/ltm/pool?$orderby=name', undefined],
    ] as const) {
      const reply = await client().call(method, `${TM}${path}`, body);
      expect([path, reply.status >= 400]).toEqual([path, true]);
    }
  });

  it('answers the commands clients run', async () => {
    const run = (command: string) =>
      client().post(`${TM}/util/bash`, { command: 'run', utilCmdArgs: `-c '${command}'` });
    expect((await run('tmsh save sys config')).commandResult).toContain('Saving running configuration');
    expect((await run('runlevel')).commandResult).toBe('N 3\n');
    expect(await run('ps aux | grep "[m]prov"')).not.toHaveProperty('commandResult');
    expect((await run('cat /VERSION')).commandResult).toContain('Version: 17.1.2');
  });

  it('is logged without secrets', async () => {
    const log: LoggedRequest[] = [];
    const mock = await createMock({ onRequest: (entry) => log.push(entry), seed: 5 });
    const other = clientOf(mock, {});
    const reply = await other.post('/mgmt/shared/authn/login', {
      username: 'admin',
      password: 'admin',
      loginProviderName: 'tmos',
    });
    const { token } = reply.token as { token: string };
    await other.call('DELETE', `/mgmt/shared/authz/tokens/${token}`, undefined, { 'X-F5-Auth-Token': token });
    expect(log.map(({ method, url, status }) => [method, url, status])).toEqual([
      ['POST', '/mgmt/shared/authn/login', 200],
      ['DELETE', '/mgmt/shared/authz/tokens/********', 200],
    ]);
    expect(log[0]?.body).toEqual({ username: 'admin', password: '********', loginProviderName: 'tmos' });
    expect(JSON.stringify(log)).not.toContain(token);
    await mock.stop();
    const again = await createMock({ seed: 5 });
    const same = await clientOf(again, {}).post('/mgmt/shared/authn/login', {
      username: 'admin',
      password: 'admin',
    });
    expect((same.token as { token: string }).token).toBe(token);
    await again.stop();
  });

  it('listens on loopback only, unless told', async () => {
    await expect(createMock({ host: '0.0.0.0' })).rejects.toThrow('loopback');
  });

  it('has statistics for what clients look at', async () => {
    await client().post(`${TM}/ltm/pool`, {
      name: 'p',
      monitor: 'tcp',
      members: ['10.0.0.1:80', '10.0.0.2:80'],
    });
    await client().patch(`${TM}/ltm/pool/p/members/~Common~10.0.0.2:80`, {
      session: 'user-disabled',
      state: 'user-down',
    });
    const text = (value: unknown) => JSON.stringify(value);
    expect(text(await client().get(`${TM}/ltm/pool/p/stats`))).toContain('"memberCnt":{"value":2}');
    const members = text(await client().get(`${TM}/ltm/pool/p/members/stats`));
    expect(members).toContain('"status.availabilityState":{"description":"offline"}');
    expect(members).toContain('"serverside.curConns":{"value":0}');
    expect(text(await client().get(`${TM}/ltm/pool/members/stats`))).toContain(
      '/members/~Common~10.0.0.1:80/stats',
    );
    expect(text(await client().get(`${TM}/cm/traffic-group/traffic-group-1/stats`))).toContain(
      '"failoverState":{"description":"active"}',
    );
  });

  it('says that its workers are up, as clients ask before anything else', async () => {
    for (const worker of ['shared/echo', 'shared/identified-devices/config/device-info', 'tm/sys', 'tm/cm'])
      expect(await client().get(`/mgmt/${worker}/available`)).toEqual({});
    expect(JSON.stringify(await client().get(`${TM}/sys/mcp-state`))).toContain(
      '"phase":{"description":"running"}',
    );
    const packages = '/mgmt/shared/iapp/package-management-tasks';
    expect(await client().get(packages)).toMatchObject({ items: [] });
    expect(await client().refused('POST', packages, { operation: 'INSTALL' })).toContain('installs no');
  });
});
