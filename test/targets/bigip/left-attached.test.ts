import { expect, it } from 'vitest';
import type { ConfigObject } from '../../../src/model/object.ts';
import { leaveAttached } from '../../../src/targets/bigip/left-attached.ts';

const link = (uri: string) => ({ link: `https://localhost/mgmt/tm/${uri}?ver=17.1.2` });
const PATH = '/Common/web';

function left(
  fields: ConfigObject['fields'],
  reply: ConfigObject['reply'],
): ReturnType<typeof leaveAttached> {
  const desired = { kind: 'ltm/virtual', path: PATH, fields: { profiles: [], persist: null, ...fields } };
  const actual = { ...desired, fields: { persist: '/Common/odd' }, reply: reply ?? {} };
  return leaveAttached(
    new Map([[`ltm/virtual:${PATH}`, desired]]),
    new Map([[`ltm/virtual:${PATH}`, actual]]),
    {
      kindOf: () => undefined,
      gave: () => [],
    },
  );
}

const fieldsOf = ({ objects }: ReturnType<typeof leaveAttached>) =>
  objects.get(`ltm/virtual:${PATH}`)?.fields;

it.each(['apm/profile/access', 'security/bot-defense/profile', 'ltm/profile/analytics'])(
  'a profile of the kind %s stays on its side',
  (kind) => {
    const item = { fullPath: '/Common/p', context: 'clientside', nameReference: link(`${kind}/~Common~p`) };
    const result = left({ profiles: ['/Common/tcp'] }, { profilesReference: { items: [item] } });
    expect(fieldsOf(result)?.profiles).toEqual(['/Common/p clientside', '/Common/tcp']);
    expect(result.notes.map(({ message }) => message)).toEqual([
      `the profile /Common/p stays attached to ${PATH} and is left alone`,
    ]);
  },
);

it.each([
  ['unknown', null, '/Common/odd'],
  ['hash', null, null],
  ['unknown', '/Common/cookie', '/Common/cookie'],
])('persistence of the kind %s where the spec asks for %s ends as %s', (type, asked, expected) => {
  const item = {
    name: 'odd',
    partition: 'Common',
    nameReference: link(`ltm/persistence/${type}/~Common~odd`),
  };
  expect(fieldsOf(left({ persist: asked }, { persist: [item] }))?.persist).toBe(expected);
});
