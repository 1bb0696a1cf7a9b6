import { describe, expect, it } from 'vitest';
import { createMock, TMOS_VERSIONS } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';
import { TM } from './running.ts';

// Each version, all collections: what a device prints it also takes back, and prints the same again. Clients
// write whole objects as they read them.

const SAMPLES: readonly (readonly [string, Record<string, unknown>])[] = [
  ['net/vlan', { name: 'v', interfaces: [{ name: '1.1', untagged: true }] }],
  ['net/self', { name: 's', address: '10.0.0.1/24', vlan: 'v', allowService: ['tcp:443', 'default'] }],
  ['net/route', { name: 'r', network: '10.9.0.0/16', gw: '10.0.0.254' }],
  ['net/trunk', { name: 't', interfaces: ['1.3'] }],
  ['ltm/node', { name: 'n', address: '10.0.0.11', description: 'x' }],
  ['ltm/monitor/http', { name: 'm', send: 'GET / HTTP/1.1\r\n\r\n', recv: '200 OK' }],
  ['ltm/pool', { name: 'p', monitor: 'm and tcp', members: ['n:80', { name: '10.0.0.12:443', ratio: 3 }] }],
  ['ltm/rule', { name: 'i', apiAnonymous: 'when HTTP_REQUEST { pool p }' }],
  ['ltm/snatpool', { name: 'sp', members: ['10.0.0.50', '10.0.0.51'] }],
  [
    'ltm/data-group/internal',
    { name: 'd', type: 'integer', records: [{ name: 5, data: 'five' }, { name: '-1' }] },
  ],
  [
    'ltm/profile/client-ssl',
    { name: 'c', certKeyChain: [{ name: 'x', cert: 'default.crt', key: 'default.key' }] },
  ],
  [
    'ltm/virtual',
    {
      name: 'vs',
      destination: '203.0.113.1:443',
      ipProtocol: 'tcp',
      mask: '255.255.255.255',
      pool: 'p',
      rules: ['i'],
      profiles: ['http', { name: 'c', context: 'clientside' }],
      persist: 'cookie',
      fallbackPersistence: 'source_addr',
      sourceAddressTranslation: { type: 'snat', pool: 'sp' },
      vlans: ['v'],
      vlansEnabled: true,
    },
  ],
];

const MOVING = new Set(['generation', 'lastModifiedTime']);
const without = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !MOVING.has(key)));

/** The collections there are, found by following the links from the top. */
async function collections(client: Client, path = TM): Promise<string[]> {
  const { items } = await client.get(path);
  const found: string[] = [];
  for (const { reference } of (items ?? []) as { reference?: { link: string } }[]) {
    if (!reference) continue;
    const below = new URL(reference.link).pathname;
    const answer = await client.call('GET', below);
    if (answer.status !== 200) continue;
    const isList = (answer.json().items as { reference?: unknown }[] | undefined)?.some(
      (item) => item.reference,
    );
    found.push(...(isList ? await collections(client, below) : [below]));
  }
  return found;
}

describe.each(TMOS_VERSIONS)('TMOS %s', (tmos) => {
  it('takes back what it prints', { timeout: 60_000 }, async () => {
    const mock = await createMock({ tmos });
    const client = clientOf(mock);
    for (const [path, body] of SAMPLES) await client.post(`${TM}/${path}`, body);
    const paths = await collections(client);
    expect(paths.length).toBeGreaterThan(40);
    let objects = 0;
    for (const path of paths) {
      const { items = [] } = (await client.get(path)) as { items?: Record<string, unknown>[] };
      for (const item of items) {
        if (typeof item.selfLink !== 'string' || path.endsWith('/rule')) continue;
        const own = decodeURI(new URL(item.selfLink).pathname);
        const reply = await client.call('PUT', encodeURI(own), item);
        // Not every collection can be written to; what cannot says so.
        if (reply.status === 403) continue;
        expect([own, reply.status, reply.status === 200 ? '' : reply.text]).toEqual([own, 200, '']);
        expect([own, without(reply.json())]).toEqual([own, without(item)]);
        objects++;
      }
    }
    expect(objects).toBeGreaterThan(60);
    client.agent.destroy();
    await mock.stop();
  });
});
