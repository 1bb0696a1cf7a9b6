import { createHash } from 'node:crypto';
import { generate } from 'selfsigned';
import { describe, expect, it } from 'vitest';
import { running, TM } from './running.ts';

describe('certificates and keys', () => {
  const { client } = running();
  const pair = () =>
    generate([{ name: 'commonName', value: 'ws.example.com' }], { keyType: 'ec', algorithm: 'sha256' });
  const upload = async (name: string, text: string) => {
    const bytes = Buffer.from(text);
    const reply = await client().call('POST', `/mgmt/shared/file-transfer/uploads/${name}`, bytes, {
      'Content-Type': 'application/octet-stream',
      'Content-Range': `0-${bytes.length - 1}/${bytes.length}`,
    });
    expect(reply.json()).toMatchObject({ localFilePath: `/var/config/rest/downloads/${name}` });
    return `file:/var/config/rest/downloads/${name}`;
  };

  it('come from uploads, tell their checksum, and must match in a profile', async () => {
    const [first, second] = [await pair(), await pair()];
    const cert = await client().post(`${TM}/sys/file/ssl-cert`, {
      name: 'a.crt',
      sourcePath: await upload('a.crt', first.cert),
    });
    const sha1 = createHash('sha1').update(first.cert).digest('hex');
    expect(cert).toMatchObject({
      checksum: `SHA1:${first.cert.length}:${sha1}`,
      revision: 1,
      subject: 'CN=ws.example.com',
      isBundle: 'false',
      sourcePath: 'file:///var/config/rest/downloads/a.crt',
    });
    await client().post(`${TM}/sys/file/ssl-key`, {
      name: 'a.key',
      sourcePath: await upload('a.key', first.private),
    });
    const again = { name: 'a.crt', sourcePath: await upload('b.crt', first.cert) };
    expect(await client().refused('POST', `${TM}/sys/file/ssl-cert`, again)).toBe(
      '409 01020066:3: The requested Certificate File (/Common/a.crt) already exists in partition Common.',
    );
    const profile = await client().post(`${TM}/ltm/profile/client-ssl`, {
      name: 'ssl',
      certKeyChain: [{ name: 'a', cert: '/Common/a.crt', key: '/Common/a.key' }],
    });
    expect(profile).toMatchObject({
      cert: '/Common/a.crt',
      key: '/Common/a.key',
      inheritCertkeychain: 'false',
    });
    await upload('a.crt', second.cert);
    await upload('a.key', second.private);
    const source = (kind: string) => ({
      sourcePath: `file:/var/config/rest/downloads/a.${kind === 'ssl-cert' ? 'crt' : 'key'}`,
    });
    expect(await client().refused('PATCH', `${TM}/sys/file/ssl-cert/a.crt`, source('ssl-cert'))).toBe(
      "400 01070317:3: profile /Common/ssl's key and certificate do not match",
    );
    const both = await client().transaction([
      ['PATCH', `${TM}/sys/file/ssl-key/a.key`, source('ssl-key')],
      ['PATCH', `${TM}/sys/file/ssl-cert/a.crt`, source('ssl-cert')],
    ]);
    expect(both.status).toBe(200);
    expect(await client().get(`${TM}/sys/file/ssl-cert/a.crt`)).toHaveProperty('revision', 2);
    expect(await client().refused('DELETE', `${TM}/sys/file/ssl-key/a.key`)).toContain('01070265:3:');
  });

  it('refuse rubbish, missing uploads, and two ways of saying a chain', async () => {
    expect(
      (
        await client().call('POST', `${TM}/sys/file/ssl-cert`, {
          name: 'x',
          sourcePath: await upload('x', 'rubbish'),
        })
      ).status,
    ).toBe(400);
    expect(
      (await client().call('POST', `${TM}/sys/file/ssl-cert`, { name: 'x', sourcePath: 'file:/etc/passwd' }))
        .status,
    ).toBe(400);
    const both = {
      name: 'y',
      cert: '/Common/ca-bundle.crt',
      certKeyChain: [{ name: 'd', cert: 'default.crt', key: 'default.key' }],
    };
    expect(await client().refused('POST', `${TM}/ltm/profile/client-ssl`, both)).toContain(
      '01b4002a:3: Client SSL profile (/Common/y):',
    );
  });
});
