import { generate } from 'selfsigned';
import { describe, expect, it, vi } from 'vitest';
import { type Client, BASIC } from './client.ts';
import { running, TM } from './running.ts';

// What the F5 Python SDK does beside objects: files, commands, accounts.

const FILES = '/mgmt/shared/file-transfer';

const upload = (client: Client, name: string, text: string, folder = 'uploads') =>
  client.call('POST', `${FILES}/${folder}/${name}`, Buffer.from(text), {
    'Content-Type': 'application/octet-stream',
    'Content-Range': `0-${text.length - 1}/${text.length}`,
  });
const pair = (commonName: string) =>
  generate([{ name: 'commonName', value: commonName }], { keyType: 'ec', algorithm: 'sha256' });
const util = (client: Client, command: string, utilCmdArgs: string) =>
  client.post(`${TM}/util/${command}`, { command: 'run', utilCmdArgs });

describe('files', () => {
  const { client } = running({ tmos: '13.1.1' });

  it('are moved where they can be downloaded, whose size is told to who does not know it', async () => {
    const text = 'a'.repeat(80);
    for (const folder of ['madm', 'bulk']) {
      await upload(client(), 'f.txt', text);
      const moved = await util(
        client(),
        'unix-mv',
        `/var/config/rest/downloads/f.txt /var/config/rest/${folder}/f.txt`,
      );
      expect(moved).not.toHaveProperty('commandResult');
      const get = (range: string) =>
        client().call('GET', `${FILES}/${folder}/f.txt`, undefined, { 'Content-Range': range });
      const first = await get('0-524287/0');
      expect([first.status, first.text, first.headers['content-range']]).toEqual([200, text, '0-79/80']);
      expect((await get('0-524287/80')).status).toBe(400);
      expect((await get('0-79/80')).text).toBe(text);
    }
    expect((await client().call('GET', `${FILES}/madm/other.txt`)).status).toBe(404);
  });

  it('are listed, moved and removed, with the words of the shell where they are not there', async () => {
    await upload(client(), 'x.txt', 'x');
    const path = '/var/config/rest/downloads/x.txt';
    expect(await util(client(), 'unix-ls', path)).toMatchObject({
      kind: 'tm:util:unix-ls:runstate',
      utilCmdArgs: path,
      commandResult: `${path}\n`,
    });
    expect(await util(client(), 'unix-rm', path)).not.toHaveProperty('commandResult');
    expect((await util(client(), 'unix-rm', path)).commandResult).toMatch(/^\/bin\/rm: .*No such file/);
    expect((await util(client(), 'unix-ls', path)).commandResult).toMatch(/^\/bin\/ls: .*No such file/);
    expect((await util(client(), 'unix-mv', '/foo/mf.txt')).commandResult).toMatch(
      /missing destination file operand after/,
    );
    const run = { command: 'run', utilCmdArgs: '-9' };
    expect(await client().refused('POST', `${TM}/util/unix-ls`, run)).toMatch(
      /^400 unix-ls does not support/,
    );
    for (const command of ['bash', 'unix-ls', 'dig'])
      expect(
        await client().refused('POST', `${TM}/util/${command}`, { command: 'run', utilCmdArgs: '-c "x' }),
      ).toBe('400 quotes are not balanced');
  });

  it('never reach outside the few folders', async () => {
    await upload(client(), 'y.txt', 'y');
    const from = '/var/config/rest/downloads/y.txt';
    for (const to of ['/etc/passwd', '/var/config/rest/madm/../../x', '/root/'])
      expect(
        await client().refused('POST', `${TM}/util/unix-mv`, {
          command: 'run',
          utilCmdArgs: `${from} ${to}`,
        }),
      ).toMatch(/^400 The mock has no folder/);
    expect((await util(client(), 'unix-ls', '/etc/passwd')).commandResult).toMatch(/No such file/);
  });

  it('that are no archives may lie among the archives, and are none', async () => {
    expect((await upload(client(), 'tmpabc', 'hello', 'ucs-uploads')).status).toBe(200);
    expect((await client().call('GET', `${FILES}/ucs-downloads/tmpabc`)).text).toBe('hello');
    expect(await client().get(`${TM}/sys/ucs`)).not.toHaveProperty('items');
  });
});

describe('the configuration as a whole', () => {
  const { client } = running({ tmos: '13.1.1' });

  it('goes back to what was saved', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'kept' });
    expect(await client().post(`${TM}/sys/config`, { command: 'save' })).toHaveProperty('command', 'save');
    await client().post(`${TM}/ltm/pool`, { name: 'lost' });
    expect(await client().post(`${TM}/sys/config`, { command: 'load' })).toEqual({
      kind: 'tm:sys:config:loadstate',
      command: 'load',
    });
    expect(await client().get(`${TM}/ltm/pool/kept`)).toHaveProperty('name', 'kept');
    expect((await client().call('GET', `${TM}/ltm/pool/lost`)).status).toBe(404);
  });

  it('is not merged with files, and says so', async () => {
    const options = [{ file: '/var/config/rest/downloads/f', merge: true }];
    expect(await client().refused('POST', `${TM}/sys/config`, { command: 'load', options })).toMatch(
      /^400 .*neither reads nor writes configuration files/,
    );
  });

  it('has an example behind each collection, and no object of that name', async () => {
    const { kind, items } = await client().get(`${TM}/ltm/pool/example`);
    expect(kind).toBe('tm:ltm:pool:poolcollectionstate');
    expect(items).toMatchObject([{ loadBalancingMode: 'round-robin', propertyDescriptions: {} }]);
    expect(items).not.toMatchObject([{ name: expect.anything() as unknown }]);
    expect(await client().refused('POST', `${TM}/ltm/pool`, { name: 'example' })).toMatch(
      /^400 .*is a reserved keyword and must not be used as resource name/,
    );
  });

  it('keeps scripts and runs none', async () => {
    const script = await client().post(`${TM}/cli/script`, {
      name: 'foo',
      apiAnonymous: 'proc script::run {} {}\n',
    });
    expect(script).toMatchObject({
      apiAnonymous: 'proc script::run {} {}\n',
      scriptChecksum: '2a7a57176f8d6ef585ea3cd0db787718',
      verificationStatus: 'checksum-verified',
    });
    const task = `${TM}/task/cli/script`;
    const started = await client().post(task, { command: 'run', name: 'foo' });
    // As captured on 17.1.0.1.
    expect(Object.keys(started).join(' ')).toBe(
      '_taskId _taskState _taskTimeInStateMs _taskResultLink selfLink',
    );
    const one = `${task}/${String(started._taskId)}`;
    expect((await client().call('PUT', one, { _taskState: 'VALIDATING' })).status).toBe(202);
    await vi.waitFor(async () => {
      expect(await client().get(`${one}/result`)).toMatchObject({
        _taskState: 'FAILED',
        _taskErrorMessage: expect.stringContaining('does not run') as unknown,
      });
    });
    expect(await client().refused('POST', task, { command: 'run', name: 'bar' })).toMatch(/^404/);
    expect(
      await client().refused('POST', `${TM}/cli/script`, { name: 'bad', apiAnonymous: 'proc x { {' }),
    ).toMatch(/^400/);
  });

  it('takes certificates and keys by install, and a key that does not fit is refused', async () => {
    const one = await pair('one.example.com');
    await upload(client(), 'c.pem', one.cert);
    await upload(client(), 'k.pem', one.private);
    const install = (what: string, file: string) => ({
      command: 'install',
      name: '/Common/site',
      'from-local-file': `/var/config/rest/downloads/${file}`,
      ...(what === 'key' ? { securityType: 'normal' } : {}),
    });
    await client().post(`${TM}/sys/crypto/cert`, install('cert', 'c.pem'));
    await client().post(`${TM}/sys/crypto/key`, install('key', 'k.pem'));
    expect(await client().get(`${TM}/sys/file/ssl-cert/site.crt`)).toHaveProperty('revision', 1);
    await client().post(`${TM}/ltm/profile/client-ssl`, { name: 'p', cert: 'site.crt', key: 'site.key' });
    await upload(client(), 'k.pem', (await pair('two.example.com')).private);
    expect(await client().refused('POST', `${TM}/sys/crypto/key`, install('key', 'k.pem'))).toMatch(
      /^400 01070317:3: .*do not match/,
    );
    expect(await client().get(`${TM}/sys/file/ssl-key/site.key`)).toHaveProperty('revision', 1);
    const made = { command: 'generate', name: 'x' };
    expect(await client().refused('POST', `${TM}/sys/crypto/key`, made)).toMatch(/^400 The mock/);
  });

  it('was never pushed to a group, so that none can be synchronised from', async () => {
    await client().post(`${TM}/cm/device-group`, { name: 'g' });
    const run = { command: 'run', utilCmdArgs: 'config-sync from-group g' };
    expect(await client().refused('POST', `${TM}/cm`, run)).toMatch(/not allowed until a push has been done/);
  });
});

describe('the unit', () => {
  const { client } = running({ tmos: '13.1.1' });
  const run = (body: unknown) => client().post(`${TM}/sys/failover`, body);
  const seen = async () => {
    const raw = (await client().get(`${TM}/sys/failover`)).apiRawValues as { apiAnonymous: string };
    const { items } = await client().get(`${TM}/cm/device`);
    return [raw.apiAnonymous.split(' for ')[0], (items as { failoverState: string }[])[0]?.failoverState];
  };

  it('goes offline and online again, and stays active where nobody takes over', async () => {
    const standby = { command: 'run', standby: true, 'traffic-group': 'traffic-group-1' };
    expect(await run(standby)).toEqual({ kind: 'tm:sys:failover:runstate', ...standby });
    expect(await seen()).toEqual(['Failover active', 'active']);
    await run({ command: 'run', offline: true });
    expect(await seen()).toEqual(['Failover forced_offline', 'forced-offline']);
    await run({ command: 'run', utilCmdArgs: 'online' });
    expect(await seen()).toEqual(['Failover active', 'active']);
    const strange = { command: 'run', utilCmdArgs: 'nonsense' };
    expect(await client().refused('POST', `${TM}/sys/failover`, strange)).toMatch(/^400/);
  });
});

describe('accounts', () => {
  const { client, mock } = running({ tmos: '13.1.1' });
  const users = '/mgmt/shared/authz/users';

  it('are those of auth user, with a password that shows that it changed', async () => {
    const made = await client().post(users, { name: 'user12345', password: 'f5pass12345' });
    expect(made).toMatchObject({ kind: 'shared:authz:users:usersworkerstate', name: 'user12345' });
    expect(await client().get(`${TM}/auth/user/user12345`)).toHaveProperty('name', 'user12345');
    const changed = await client().patch(`${users}/user12345`, { name: 'user12345', password: 'f5site02' });
    expect(changed.encryptedPassword).not.toBe(made.encryptedPassword);
    const basic = `Basic ${Buffer.from('user12345:f5site02').toString('base64')}`;
    const own = (method: string, path: string, body?: unknown) =>
      client().call(method, path, body, { Authorization: basic });
    expect((await own('GET', `${TM}/ltm/pool`)).status).toBe(200);
    expect((await own('POST', users, { name: 'other', password: 'secret12' })).status).toBe(403);
    expect((await client().call('DELETE', `${users}/user12345`)).status).toBe(200);
    expect((await client().call('GET', `${users}/user12345`)).status).toBe(404);
  });

  it('have a provider, and tokens that an administrator names', async () => {
    const providers = await client().get('/mgmt/cm/system/authn/providers/tmos/');
    expect(providers.kind).toBe('cm:system:authn:providers:tmos:authprovidercollectionstate');
    const user = (providers.items as { usersReference: { link: string } }[])[0]?.usersReference;
    const token = 'T1234512345123451234512345';
    expect(await client().post('/mgmt/shared/authz/tokens', { token, user })).toMatchObject({ token });
    const reply = await client().call('GET', `${TM}/ltm/pool`, undefined, {
      Authorization: '',
      'X-F5-Auth-Token': token,
    });
    expect(reply.status).toBe(200);
    expect((await client().call('POST', '/mgmt/shared/authz/tokens', { token, user })).status).toBe(400);
  });

  it('change the password of root only for who knows it', async () => {
    const root = '/mgmt/shared/authn/root';
    const change = (oldPassword: string, newPassword: string) =>
      client().call('POST', root, { oldPassword, newPassword }, BASIC);
    expect((await change('default', 'ChangeMyPassword1234')).json()).toHaveProperty('generation', 0);
    expect((await change('default', 'again')).status).toBe(400);
    expect((await change('ChangeMyPassword1234', 'other')).status).toBe(200);
    mock().reset();
    expect((await change('default', 'again')).status).toBe(200);
  });
});
