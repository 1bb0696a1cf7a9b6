import { describe, expect, test } from 'vitest';
import { type Impact, IMPACTS } from '../../../src/model/impact.ts';
import type { Value } from '../../../src/model/object.ts';
import { impactOf } from '../../../src/plan/impact.ts';
import { resourceOf, resources } from '../../../src/targets/bigip/resources/registry.ts';

/** Kinds of the profiles in this test. */
const KINDS: Readonly<Record<string, string>> = {
  '/Common/web-tcp': 'ltm/profile/tcp',
  '/Common/web-http': 'ltm/profile/http',
};

function impact(field: string, before: Value, after: Value): Impact {
  const [, kind = '', name = ''] = /^(.*) (\S+)$/.exec(field) ?? [];
  const policy = resourceOf(kind).fields[name];
  if (!policy) throw new Error(`${kind} has no ${name}`);
  return impactOf(policy, { before, after }, (_kinds, path) => KINDS[path]);
}

const fields = resources.flatMap(({ kind, fields: all }) =>
  Object.entries(all).map(([name, field]) => ({ kind, name, field })),
);

const ODD: readonly Value[] = [
  null,
  true,
  false,
  0,
  7,
  '',
  'none',
  'all',
  'x',
  [],
  ['a', 'b'],
  { except: ['a'] },
];

describe('every field of every kind says what a change of it does to connections', () => {
  test.each(fields)('$kind $name', ({ field }) => {
    // Fields made of parts of others could lose it where types do not look.
    expect(field).toHaveProperty('impact');
    for (const before of ODD) {
      for (const after of ODD) {
        expect(IMPACTS).toContain(impactOf(field, { before, after }, () => undefined));
      }
    }
  });

  test('only a description and the like is felt by nobody', () => {
    const quiet = fields.filter(({ field }) => field.impact === 'none').map(({ name }) => name);
    expect([...new Set(quiet)].sort()).toEqual([
      'autoDelete',
      'description',
      'downInterval',
      'icmpEcho',
      'interval',
    ]);
  });
});

const TLS = '/Common/clientssl';

test.each<[field: string, before: Value, after: Value, impact: Impact]>([
  ['ltm/virtual enabled', true, false, 'refuses-new'],
  ['ltm/virtual enabled', false, true, 'new-connections'],
  ['ltm/virtual pool', '/Common/a', null, 'refuses-new'],
  ['ltm/virtual pool', '/Common/a', '/Common/b', 'new-connections'],
  ['ltm/virtual profiles', ['/Common/tcp', TLS], ['/Common/tcp'], 'refuses-new'],
  ['ltm/virtual profiles', ['/Common/tcp'], ['/Common/tcp', `${TLS} clientside`], 'refuses-new'],
  ['ltm/virtual profiles', ['/Common/http', '/Common/tcp'], ['/Common/tcp'], 'refuses-new'],
  ['ltm/virtual profiles', ['/Common/web-http', '/Common/tcp'], ['/Common/tcp'], 'refuses-new'],
  ['ltm/virtual profiles', ['/Common/tcp'], ['/Common/udp'], 'refuses-new'],
  ['ltm/virtual profiles', ['/Common/access', '/Common/tcp'], ['/Common/tcp'], 'refuses-new'],
  [
    'ltm/virtual profiles',
    ['/Common/http', '/Common/tcp'],
    ['/Common/web-http', '/Common/web-tcp'],
    'new-connections',
  ],
  ['ltm/virtual profiles', ['/Common/oneconnect', '/Common/tcp'], ['/Common/tcp'], 'new-connections'],
  [
    'ltm/virtual profiles',
    ['/Common/tcp'],
    ['/Common/tcp-lan-optimized serverside', '/Common/tcp clientside'],
    'new-connections',
  ],
  ['ltm/virtual sourceAddressTranslation', 'automap', 'none', 'refuses-new'],
  ['ltm/virtual sourceAddressTranslation', 'none', 'automap', 'new-connections'],
  ['ltm/virtual vlans', 'all', ['/Common/a'], 'refuses-new'],
  ['ltm/virtual vlans', ['/Common/a'], 'all', 'new-connections'],
  ['ltm/virtual vlans', ['/Common/a'], ['/Common/a', '/Common/b'], 'new-connections'],
  ['ltm/virtual vlans', ['/Common/a', '/Common/b'], ['/Common/a'], 'refuses-new'],
  ['ltm/virtual vlans', ['/Common/a'], { except: ['/Common/b'] }, 'new-connections'],
  ['ltm/virtual vlans', ['/Common/a'], { except: ['/Common/a'] }, 'refuses-new'],
  ['ltm/virtual vlans', 'all', { except: ['/Common/a'] }, 'refuses-new'],
  ['ltm/virtual vlans', { except: ['/Common/a', '/Common/b'] }, { except: ['/Common/a'] }, 'new-connections'],
  ['ltm/virtual vlans', { except: ['/Common/a'] }, ['/Common/b'], 'refuses-new'],
  ['ltm/virtual source', '0.0.0.0/0', '10.0.0.0/8', 'refuses-new'],
  ['ltm/virtual source', '10.0.0.0/8', '0.0.0.0/0', 'new-connections'],
  ['ltm/virtual connectionLimit', 0, 10, 'refuses-new'],
  ['ltm/virtual connectionLimit', 20, 10, 'refuses-new'],
  ['ltm/virtual connectionLimit', 10, 20, 'new-connections'],
  ['ltm/virtual connectionLimit', 10, 0, 'new-connections'],
  ['ltm/virtual destination', '203.0.113.1:80', '203.0.113.2:80', 'drops-connections'],
  ['ltm/virtual translatePort', 'enabled', 'disabled', 'refuses-new'],
  ['ltm/virtual rules', ['/Common/a'], [], 'new-connections'],
  ['ltm/virtual-address enabled', 'yes', 'no', 'refuses-new'],
  ['ltm/virtual-address arp', 'enabled', 'disabled', 'drops-connections'],
  ['ltm/virtual-address routeAdvertisement', 'selective', 'disabled', 'drops-connections'],
  ['ltm/virtual-address trafficGroup', '/Common/a', '/Common/b', 'drops-connections'],
  ['ltm/pool monitor', null, '/Common/tcp', 'refuses-new'],
  ['ltm/pool monitor', '/Common/tcp', null, 'refuses-new'],
  ['ltm/pool allowSnat', 'yes', 'no', 'refuses-new'],
  ['ltm/pool/members state', 'enabled', 'disabled', 'refuses-new'],
  ['ltm/pool/members state', 'disabled', 'forced-offline', 'refuses-new'],
  ['ltm/pool/members state', 'forced-offline', 'disabled', 'new-connections'],
  ['ltm/node state', 'enabled', 'forced-offline', 'refuses-new'],
  ['ltm/node rateLimit', 0, 5, 'refuses-new'],
  ['ltm/monitor/http send', 'GET /', 'GET /health', 'refuses-new'],
  ['ltm/monitor/http interval', 5, 10, 'new-connections'],
  ['ltm/snatpool members', ['/Common/a', '/Common/b'], ['/Common/a'], 'drops-connections'],
  ['ltm/snatpool members', ['/Common/a'], ['/Common/a', '/Common/b'], 'new-connections'],
  ['net/interface enabled', true, false, 'drops-connections'],
  ['net/vlan interfaces', ['1.1 tagged'], ['1.1 tagged', '1.2 tagged'], 'new-connections'],
  ['net/vlan interfaces', ['1.1 tagged'], ['1.2 tagged'], 'drops-connections'],
  ['net/self allowService', 'all', 'none', 'refuses-new'],
  ['net/self allowService', 'default', 'all', 'new-connections'],
  ['net/self allowService', ['tcp:22'], ['tcp:22', 'tcp:443'], 'new-connections'],
  ['net/self trafficGroup', '/Common/a', '/Common/b', 'drops-connections'],
])('%s from %j to %j: %s', (field, before, after, expected) => {
  expect(impact(field, before, after)).toBe(expected);
});

test('what traffic goes through is not deleted without cutting it', () => {
  const cutting = resources.filter(({ impact: { delete: one } }) => one === 'drops-connections');
  expect(cutting.map(({ kind }) => kind).sort()).toEqual([
    'ltm/node',
    'ltm/pool',
    'ltm/pool/members',
    'ltm/snatpool',
    'ltm/virtual',
    'ltm/virtual-address',
    'net/route',
    'net/route-domain',
    'net/self',
    'net/vlan',
  ]);
});
