import { describe, expect, it } from 'vitest';
import { createMock } from '../../src/mock/mock.ts';
import { clientOf } from './client.ts';
import { running, TM } from './running.ts';

const RULES = [
  {
    name: 'smith',
    ordinal: 0,
    conditions: [{ name: '0', httpUri: true, path: true, startsWith: true, values: ['/smith'] }],
    actions: [{ name: '0', forward: true, select: true, pool: '/Common/blue' }],
  },
];

describe('LTM policies', () => {
  const { client } = running();

  it('go from draft to published', async () => {
    await client().post(`${TM}/ltm/pool`, { name: 'blue' });
    expect(await client().refused('POST', `${TM}/ltm/policy`, { name: 'p', rules: RULES })).toBe(
      "400 01071abb:3: Cannot create/modify published policy '/Common/p' directly, try specifying a draft folder like '/Common/Drafts/p'.",
    );
    const draft = await client().post(`${TM}/ltm/policy`, {
      name: 'p',
      subPath: 'Drafts',
      requires: ['http'],
      controls: ['forwarding'],
      rules: RULES,
    });
    expect(draft).toMatchObject({
      fullPath: '/Common/Drafts/p',
      status: 'draft',
      strategy: '/Common/first-match',
    });
    await client().post(`${TM}/ltm/policy`, { command: 'publish', name: '/Common/Drafts/p' });
    expect((await client().call('GET', `${TM}/ltm/policy/~Common~Drafts~p`)).status).toBe(404);
    const published = await client().get(`${TM}/ltm/policy/p?expandSubcollections=true`);
    expect(published).toMatchObject({
      status: 'published',
      rulesReference: {
        items: [
          {
            kind: 'tm:ltm:policy:rules:rulesstate',
            name: 'smith',
            fullPath: 'smith',
            conditionsReference: {
              items: [{ name: '0', caseInsensitive: true, external: true, request: true, startsWith: true }],
            },
            actionsReference: { items: [{ forward: true, pool: '/Common/blue', code: 0, port: 0 }] },
          },
        ],
      },
    });
  });

  it('are read-only when published, and drafted again to change', async () => {
    expect(await client().refused('PATCH', `${TM}/ltm/policy/p`, { description: 'x' })).toContain(
      '01071abb:3:',
    );
    expect(await client().refused('POST', `${TM}/ltm/policy/p/rules`, { name: 'more' })).toContain(
      '01071abb:3:',
    );
    expect(await client().refused('POST', `${TM}/ltm/policy`, { name: 'p', subPath: 'Drafts' })).toContain(
      'use create-draft to create a draft copy .',
    );
    await client().patch(`${TM}/ltm/policy/p?options=create-draft`, {});
    await client().post(`${TM}/ltm/policy/~Common~Drafts~p/rules`, { name: 'more', ordinal: 1 });
    await client().post(`${TM}/ltm/policy`, { command: 'publish', name: '/Common/Drafts/p' });
    expect((await client().get(`${TM}/ltm/policy/p/rules`)).items).toHaveLength(2);
  });

  it('need their profile on the virtual server, hold their pool, and are held', async () => {
    const virtual = { name: 'v', destination: '10.0.0.1:80', ipProtocol: 'tcp', policies: ['p'] };
    expect(await client().refused('POST', `${TM}/ltm/virtual`, { ...virtual, profiles: ['tcp'] })).toBe(
      '400 010716d9:3: Virtual server /Common/v requires a profile of type http for ltm policy /Common/p.',
    );
    await client().post(`${TM}/ltm/virtual`, { ...virtual, profiles: ['http'] });
    expect(await client().refused('DELETE', `${TM}/ltm/policy/p`)).toContain(
      'in use by a Virtual Server (/Common/v)',
    );
    expect(await client().refused('DELETE', `${TM}/ltm/pool/blue`)).toContain('01070265:3:');
  });

  it('do not turn one action into another', async () => {
    await client().post(`${TM}/ltm/policy`, {
      name: 'q',
      subPath: 'Drafts',
      rules: [{ name: 'r', actions: [{ name: '0', forward: true, select: true }] }],
    });
    const path = `${TM}/ltm/policy/~Common~Drafts~q/rules/r/actions/0`;
    expect(await client().refused('PATCH', path, { httpHost: true, replace: true })).toBe(
      '400 "select" may not be specified with "replace"',
    );
  });

  it('can be edited in place up to 12.0, and as legacy after', async () => {
    const mock = await createMock({ tmos: '12.0.0' });
    const old = clientOf(mock);
    await old.post(`${TM}/ltm/policy`, { name: 'p' });
    await old.patch(`${TM}/ltm/policy/p`, { description: 'x' });
    await mock.stop();
    await client().post(`${TM}/ltm/policy`, { name: 'l', legacy: true });
    expect(await client().patch(`${TM}/ltm/policy/l`, { description: 'x' })).toMatchObject({
      status: 'legacy',
      description: 'x',
    });
  });
});
