import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Reply, type ReadContext } from '../../src/targets/bigip/resources/field.ts';
import { findResource, resourceOf, resources } from '../../src/targets/bigip/resources/registry.ts';
import { writeFields } from '../../src/targets/bigip/resources/resource.ts';
import { readPages } from '../../src/targets/bigip/icontrol/pages.ts';
import { readInventory } from '../../src/targets/bigip/icontrol/read.ts';
import { type ConfigObject, objectKey, type Value } from '../../src/model/object.ts';
import { type Device, startDevice } from '../harness/device.ts';
import { FIXTURE_ENV, fixtures } from '../harness/fixtures.ts';

const context: ReadContext = { addressOf: (path) => (path.endsWith('/named') ? '192.0.2.1' : undefined) };

function read(kind: string, field: string, raw: Reply): Value {
  const known = resourceOf(kind).fields[field];
  if (!known) throw new Error(`${kind} has no ${field}`);
  return known.read(raw, context);
}

describe("a device's spellings of one value are one value", () => {
  const unset = ['none', '', undefined, null];
  const member = 'ltm/pool/members';
  // [kind, field, what is read, every reply that means it]
  const spellings: readonly (readonly [string, string, Value, readonly Reply[]])[] = [
    ['ltm/pool', 'description', null, unset.map((description) => ({ description }))],
    ['ltm/profile/http', 'description', null, unset.map((description) => ({ description }))],
    ['ltm/virtual', 'pool', null, unset.map((pool) => ({ pool }))],
    ['ltm/monitor/http', 'recv', null, unset.map((recv) => ({ recv }))],
    ['ltm/monitor/http', 'send', 'GET /\\r\\n', [{ send: 'GET /\\r\\n' }, { send: 'GET /\r\n' }]],
    [
      'ltm/pool',
      'monitor',
      null,
      [...unset, '/Common/none', '/Common/none '].map((monitor) => ({ monitor })),
    ],
    ['ltm/node', 'monitor', 'default', [{ monitor: 'default' }, { monitor: 'default ' }]],
    ['ltm/pool', 'slowRampTime', 16000, [{ slowRampTime: '16000' }, { slowRampTime: 16000 }]],
    ['ltm/persistence/source-addr', 'timeout', 180, [{ timeout: '180' }, { timeout: 180 }]],
    [
      'ltm/persistence/cookie',
      'expiration',
      100,
      [{ expiration: '100' }, { expiration: '1:40' }, { expiration: '0:1:40' }],
    ],
    [
      'ltm/profile/tcp',
      'idleTimeout',
      'indefinite',
      [{ idleTimeout: 'indefinite' }, { idleTimeout: '4294967295' }, { idleTimeout: 4294967295 }],
    ],
    [member, 'rateLimit', 0, [{ rateLimit: 'disabled' }, { rateLimit: '0' }, { rateLimit: 0 }, {}]],
    [member, 'rateLimit', 100, [{ rateLimit: '100' }, { rateLimit: 100 }]],
    [
      member,
      'state',
      'enabled',
      [
        { session: 'user-enabled', state: 'unchecked' },
        { session: 'monitor-enabled', state: 'up' },
        { session: 'monitor-enabled', state: 'down' },
        { session: 'monitor-enabled', state: 'fqdn-up-no-addr' },
      ],
    ],
    [
      member,
      'state',
      'disabled',
      [
        { session: 'user-disabled', state: 'up' },
        { session: 'user-disabled', state: 'unchecked' },
      ],
    ],
    [member, 'state', 'forced-offline', [{ session: 'user-disabled', state: 'user-down' }]],
    ['net/interface', 'enabled', true, [{ enabled: true }, {}]],
    ['net/interface', 'enabled', false, [{ disabled: true }]],
    ['net/self', 'allowService', 'none', [{}, { allowService: 'none' }, { allowService: [] }]],
    ['net/self', 'allowService', 'default', [{ allowService: ['default'] }, { allowService: 'default' }]],
    [
      'net/self',
      'allowService',
      ['gre:0', 'tcp:443'],
      [{ allowService: ['tcp:443', 'gre:0'] }, { allowService: ['gre:0', 'tcp:443'] }],
    ],
    ['net/self', 'address', '10.0.0.1/24', [{ address: '10.0.0.1/24' }, { address: '10.0.0.1%0/24' }]],
    [
      'net/self',
      'address',
      '2001:db8::1/64',
      [{ address: '2001:DB8:0:0:0:0:0:1/64' }, { address: '2001:db8:0::1%0/64' }],
    ],
    [
      'net/route',
      'network',
      'default',
      [{ network: 'default' }, { network: '0.0.0.0/0' }, { network: 'any' }],
    ],
    ['net/route', 'network', 'default-inet6', [{ network: 'default-inet6' }, { network: '::/0' }]],
    ['ltm/node', 'address', '10.0.0.1%2', [{ address: '10.0.0.1%2' }]],
    ['ltm/node', 'address', null, [{ address: 'any6', fqdn: { tmName: 'a.example.com' } }]],
    [
      'ltm/virtual',
      'destination',
      '192.0.2.1:443',
      [
        { destination: '/Common/192.0.2.1:443' },
        { destination: '/Common/192.0.2.1%0:443' },
        { destination: '/Tenant/named:443' },
      ],
    ],
    [
      'ltm/virtual',
      'destination',
      '0.0.0.0:any',
      [
        { destination: '/Common/0.0.0.0:0' },
        { destination: '/Common/any:any' },
        { destination: '/Common/any:0' },
      ],
    ],
    [
      'ltm/virtual',
      'destination',
      '2001:db8::1.any',
      [{ destination: '/Common/2001:db8::1.0' }, { destination: '/Common/2001:DB8:0::1.any' }],
    ],
    [
      'ltm/virtual',
      'persist',
      '/Common/cookie',
      [
        { persist: [{ name: 'cookie', partition: 'Common', tmDefault: 'yes' }] },
        { persist: [{ name: '/Common/cookie' }] },
        { persist: [{ name: 'cookie' }] },
      ],
    ],
    [
      'net/route',
      'network',
      'default%9',
      [{ network: 'default%9' }, { network: '0.0.0.0%9/0' }, { network: 'any%9' }],
    ],
    ['net/route', 'network', 'default-inet6%9', [{ network: 'default-inet6%9' }, { network: '::%9/0' }]],
    ['ltm/virtual', 'vlans', 'all', [{ vlansDisabled: true }, { vlansDisabled: true, vlans: [] }]],
    [
      'ltm/virtual',
      'vlans',
      ['/Common/a', '/Common/b'],
      [{ vlansEnabled: true, vlans: ['/Common/b', '/Common/a'] }],
    ],
    ['ltm/virtual', 'sourceAddressTranslation', 'none', [{ sourceAddressTranslation: { type: 'none' } }, {}]],
    ['ltm/virtual', 'rules', [], [{}, { rules: [] }]],
    [
      'ltm/rule',
      'apiAnonymous',
      'when X {\n}',
      [
        { apiAnonymous: '\n\nwhen X {\n}\n \n' },
        { apiAnonymous: 'when X {\r\n}\r\n' },
        { apiAnonymous: 'when X {\n}\ndefinition-signature abc=\n' },
      ],
    ],
  ];
  it.each(spellings)('%s %s: %j', (kind, field, value, replies) => {
    for (const raw of replies) expect(read(kind, field, raw), JSON.stringify(raw)).toEqual(value);
  });

  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,8}$/), { minLength: 1, maxLength: 4 });
  const paths = names.map((list) => list.map((name) => `/Common/${name}`));
  const shuffled = paths.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );

  it('monitors in any order, with a blank at the end, with or without braces', () => {
    fc.assert(
      fc.property(shuffled, fc.constantFrom('', ' '), ([list, other], blank) => {
        const all = (one: readonly string[]): Value =>
          read('ltm/pool', 'monitor', { monitor: one.join(' and ') + blank });
        expect(all(other)).toEqual(all(list));
        const bare = read('ltm/pool', 'monitor', { monitor: `min 1 of ${list.join(' ')}` });
        const braced = read('ltm/pool', 'monitor', { monitor: `min 1 of { ${other.join(' ')} }${blank}` });
        expect(braced).toEqual(bare);
        expect(read('ltm/pool', 'monitor', { monitor: bare })).toEqual(bare);
      }),
    );
  });

  it('sets in any order', () => {
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const profiles = (one: readonly string[]): Value =>
          read('ltm/virtual', 'profiles', {
            profilesReference: { items: one.map((fullPath) => ({ fullPath, context: 'all' })) },
          });
        expect(profiles(other)).toEqual(profiles(list));
        const interfaces = (one: readonly string[]): Value =>
          read('net/vlan', 'interfaces', {
            interfacesReference: { items: one.map((name) => ({ name, tagged: true })) },
          });
        expect(interfaces(other)).toEqual(interfaces(list));
        const rules = read('ltm/virtual', 'rules', { rules: list });
        expect(rules).toEqual(list);
      }),
    );
  });

  it('IPv6 addresses in any spelling', () => {
    fc.assert(
      fc.property(
        fc.ipV6().filter((one) => !one.includes('.')),
        (text) => {
          const canonical = read('ltm/node', 'address', { address: text });
          for (const address of [text.toUpperCase(), `${text}%0`, expanded(text), canonical]) {
            expect(read('ltm/node', 'address', { address })).toEqual(canonical);
          }
        },
      ),
    );
  });
});

/** All eight groups with all their zeros. */
function expanded(text: string): string {
  const [head = '', tail] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].map((group) => group.padStart(4, '0')).join(':');
}

describe('normalising twice changes nothing', () => {
  let device: Device;
  beforeAll(async () => {
    device = await startDevice();
  });
  afterAll(() => device.stop());

  /** Every object of a kind, as the commands read it. */
  async function objectsOf(kind: string): Promise<readonly ConfigObject[]> {
    const resource = resourceOf(kind);
    const items = await readPages(device.client, kind, resource.expand ? ['expandSubcollections=true'] : []);
    return items.flatMap((item) => resource.fromDevice(item, context));
  }

  it.each(fixtures)(
    'what is read of %s and written as it was read, is read again the same',
    async (fixture) => {
      device.reset();
      const applied = await device.apply(fixture, { env: FIXTURE_ENV });
      expect(applied.code, applied.error).toBe(0);
      const inventory = await readInventory(device.client);
      let written = 0;
      for (const { kind, outsideTransaction } of resources) {
        if (outsideTransaction || resourceOf(kind).readFrom !== kind) continue;
        const before = await objectsOf(kind);
        for (const { kind: own, path, fields } of before) {
          const resource = findResource(own);
          if (!resource || !inventory?.[objectKey({ kind: own, path })]) continue;
          const sendable = Object.entries(fields).filter(
            ([name, value]) =>
              value !== null &&
              !resource.fields[name]?.immutable &&
              !resource.fields[name]?.secret &&
              // What a file holds is uploaded, and read as its checksum.
              name !== resource.uploads,
          );
          if (sendable.length === 0) continue;
          await device.send(
            'PATCH',
            resource.locate(path).item,
            writeFields(resource, Object.fromEntries(sendable)),
          );
          written += 1;
        }
        const after = await objectsOf(kind);
        expect(after.map(({ path, fields }) => ({ path, fields }))).toEqual(
          before.map(({ path, fields }) => ({ path, fields })),
        );
      }
      expect(written).toBeGreaterThan(5);
    },
  );
});
