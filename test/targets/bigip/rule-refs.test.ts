import { expect, test } from 'vitest';
import { resourceOf } from '../../../src/targets/bigip/resources/registry.ts';

function refs(path: string, body: string): string[] {
  const fields = { apiAnonymous: `when HTTP_REQUEST {\n${body}\n}` };
  const found = resourceOf('ltm/rule').refs({ kind: 'ltm/rule', path, fields });
  return found.map(({ kinds, path: to }) => `${kinds.join(' ')} ${to}`);
}

test.each([
  ['in /Common, whatever the folder', '/Common/rt/own', 'pool a', ['ltm/pool /Common/a']],
  ['a full path', '/Tenant/own', 'pool /Tenant/a', ['ltm/pool /Tenant/a']],
  ['of another partition, which only the device can place', '/Tenant/own', 'pool a', []],
  [
    'of either sort',
    '/Common/own',
    'set x [class size hosts]',
    ['ltm/data-group/internal ltm/data-group/external /Common/hosts'],
  ],
  ['a SNAT pool', '/Common/own', 'snatpool out', ['ltm/snatpool /Common/out']],
  ['itself', '/Common/own', 'call own::work', []],
  ['a virtual server, which refers to iRules itself', '/Common/own', 'virtual other', []],
])('what an iRule refers to: %s', (_, path, body, expected) => {
  expect(refs(path, body)).toEqual(expected);
});
