import { createHash } from 'node:crypto';
import { folderNotFound, tmsh } from '../../wire/errors.ts';
import { isList, isObject, type Json, type JsonObject, scalarText, textAt } from '../../wire/json.ts';
import type { KindDefinition, ValueContext, Property, Entry } from '../../objects/kind.ts';
import { linkSegment } from '../../wire/names.ts';
import type { Tmos } from '../../tmos.ts';
import { custom, invalid, text, readOnly, word } from '../../objects/values.ts';

export const ROLES = (
  'admin resource-admin user-manager auditor manager application-editor certificate-manager ' +
  'irule-manager operator guest no-access'
).split(' ');

/** A list of partition and role. Before 11.6 a text, with `role` beside it (device-facts: user-roles). */
const partitionAccess: Property = {
  normalise: (value, context) => {
    if (!context.tmos.atLeast('11.6')) return partitionBefore11_6(value, context);
    const items = isList(value) ? value : [value];
    return items.map((item) => {
      const name = isObject(item) ? (scalarText(item.name) ?? 'all-partitions') : scalarText(item);
      const role = isObject(item) ? (textAt(item, 'role') ?? 'no-access') : 'no-access';
      if (name === undefined || !ROLES.includes(role)) throw invalid(context.property, item);
      const known = name === 'all-partitions' || context.store.find('auth/partition', name);
      if (!known) throw folderNotFound(`/${name}`);
      return { name, role };
    });
  },
  initial: (tmos) => (tmos.atLeast('11.6') ? [{ name: 'all-partitions', role: 'no-access' }] : 'Common'),
};

function partitionBefore11_6(value: Json, { store, property }: ValueContext): string {
  const name = scalarText(value);
  if (name === undefined) throw invalid(property, value);
  if (name !== 'all' && !store.find('auth/partition', name)) throw folderNotFound(`/${name}`);
  return name;
}

export const user: KindDefinition = {
  path: 'auth/user',
  word: 'user',
  naming: 'plain',
  properties: {
    description: text(),
    encryptedPassword: readOnly('!!'),
    partitionAccess,
    password: custom((value) => scalarText(value)),
    role: word(ROLES, 'no-access', { until: '11.6' }),
    shell: word(['none', 'tmsh', 'bash'], undefined),
  },
  builtIns: [
    {
      name: 'admin',
      since: '11.6',
      props: { description: 'Admin User', partitionAccess: [{ name: 'all-partitions', role: 'admin' }] },
    },
    {
      name: 'admin',
      until: '11.6',
      props: { description: 'Admin User', partitionAccess: 'all', role: 'admin' },
    },
  ],
  hooks: {
    // The password itself is not kept, also not in the state file.
    prepare: ({ props, hidden, name, before }) => {
      // A user without a description is described by the name (asserted on devices by the Python SDK).
      if (!before) props.description ??= name.name;
      if (!/^[A-Za-z_][\w.@-]{0,63}$/.test(name.name)) throw tmsh(`invalid user name "${name.name}"`);
      const password = textAt(props, 'password');
      Reflect.deleteProperty(props, 'password');
      if (password === undefined) return;
      hidden.digest = digest(name.name, password);
      props.encryptedPassword = `$6$mock$${hidden.digest.slice(0, 22)}`;
    },
    view: (props, _entry, _store, tmos) =>
      tmos.atLeast('11.6') ? { ...props, partitionAccess: accessOf(props).map(withLink(tmos)) } : props,
  },
};

const withLink = (tmos: Tmos) => (access: JsonObject) => ({
  ...access,
  nameReference: {
    link: `https://localhost/mgmt/tm/auth/partition/${linkSegment(textAt(access, 'name') ?? '')}?ver=${tmos.text}`,
  },
});

function accessOf({ partitionAccess: access }: JsonObject): readonly JsonObject[] {
  return isList(access) ? access.filter((item: Json): item is JsonObject => isObject(item)) : [];
}

export function digest(name: string, password: string): string {
  return createHash('sha256').update(`${name}\n${password}`).digest('hex');
}

/** The strongest role a user has in any partition: the mock does not tell partitions apart here. */
export function roleOf(entry: Entry): string {
  const before = textAt(entry.props, 'role');
  const roles = [
    ...(before === undefined ? [] : [before]),
    ...accessOf(entry.props).map((access) => textAt(access, 'role') ?? 'no-access'),
  ];
  return ROLES.find((role) => roles.includes(role)) ?? 'no-access';
}
