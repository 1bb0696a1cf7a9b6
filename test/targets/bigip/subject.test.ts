import { expect, it } from 'vitest';
import type { Change } from '../../../src/plan/change.ts';
import { subjectOf } from '../../../src/targets/bigip/subject.ts';

const change = (kind: string, path: string, address?: string): Change => ({
  action: 'create',
  kind,
  path,
  impact: 'none',
  fields: address === undefined ? [] : [{ field: 'address', before: null, after: address }],
});

const changes = [
  change('net/vlan', '/Common/qa'),
  change('net/self', '/Common/self', '10.12.221.80%40/24'),
  change('ltm/virtual', '/Common/web'),
  change('ltm/pool', '/Common/web-pool'),
  change('ltm/pool/members', '/Common/web-pool:/Common/n1:80'),
];

it.each([
  ['The self IP (10.12.221.80%40) must be in the route domain of its VLAN (/Common/qa).', '/Common/self'],
  ['The self IP (10.12.221.80%40/24) must be in the route domain of its VLAN (/Common/qa).', '/Common/self'],
  ['Virtual Server /Common/web refers to the pool /Common/web-pool.', '/Common/web'],
  ['The pool /Common/web-pool is used by /Common/web.', '/Common/web-pool'],
  ['Pool member /Common/web-pool /Common/n1 80 is odd.', '/Common/web-pool:/Common/n1:80'],
  ['The address 110.12.221.80%40 is odd.', undefined],
  ['/Common/web-pool-2 is odd.', undefined],
])('%s', (text, path) => {
  expect(subjectOf(text, changes)?.change.path).toBe(path);
});
