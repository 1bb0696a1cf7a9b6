import { digest } from '../../collections/auth/user.ts';
import { rest } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { isObject, type JsonObject, textAt } from '../../wire/json.ts';
import { kindAt, type Entry } from '../../objects/kind.ts';
import { operateAlone } from '../../operations/operate.ts';
import type { Call, Route } from './route.ts';

// The users of `auth user` once more, as restjavad shows them (test_authz.py of the Python SDK), the provider
// they log in with, tokens made without a login, and the password of root.

const HOST = 'https://localhost/mgmt';
const KIND = 'shared:authz:users:usersworkerstate';
const PROVIDER = 'a4f6d8e0-7c1b-3d55-9f21-6b0e2c9a4d10';

function userView(entry: Entry, { unit }: Call): JsonObject {
  const password = unit.tmos.atLeast('13.0')
    ? { encryptedPassword: entry.props.encryptedPassword ?? '' }
    : {};
  return {
    name: entry.key,
    displayName: entry.props.description ?? entry.key,
    ...password,
    shell: `/${textAt(entry.props, 'shell') === 'bash' ? 'bin/bash' : 'sbin/nologin'}`,
    generation: entry.generation,
    lastUpdateMicros: unit.now() * 1000,
    kind: KIND,
    selfLink: `${HOST}/shared/authz/users/${entry.key}`,
  };
}

function userAt({ unit, params }: Call, name = params.name ?? ''): Entry {
  const entry = unit.store.find('auth/user', name);
  if (!entry) throw rest(404, `User ${name} not found`);
  return entry;
}

function requireAdmin({ session }: Call): void {
  if (session.role !== 'admin')
    throw rest(403, `Authorization failed: user ${session.user} is no administrator.`);
}

const change = (call: Call, method: string, name: string | undefined, body: JsonObject): void => {
  requireAdmin(call);
  const segments = ['auth', 'user', ...(name === undefined ? [] : [name])];
  operateAlone({ method, segments, rawQuery: '', body }, call.unit);
};

/** Only what both forms of a user have in common is taken over. */
function accountOf(body: JsonObject): JsonObject {
  const known = Object.entries(body).filter(([key]) => ['name', 'password', 'displayName'].includes(key));
  const strange = Object.keys(body).find(
    (key) =>
      !['name', 'password', 'displayName', 'oldPassword', 'kind', 'selfLink', 'generation'].includes(key),
  );
  if (strange !== undefined)
    throw rest(400, `The mock does not simulate "${strange}" of shared/authz/users.`);
  return Object.fromEntries(
    known.map(([key, value]) => [key === 'displayName' ? 'description' : key, value]),
  );
}

function createUser(call: Call): Reply {
  const body = call.json();
  const name = textAt(body, 'name');
  if (name === undefined || textAt(body, 'password') === undefined)
    throw rest(400, 'name and password must be specified');
  change(call, 'POST', undefined, accountOf(body));
  return json(200, userView(userAt(call, name), call));
}

function changeUser(call: Call): Reply {
  const changes = Object.entries(accountOf(call.json())).filter(([key]) => key !== 'name');
  change(call, 'PATCH', userAt(call).key, Object.fromEntries(changes));
  return json(200, userView(userAt(call), call));
}

export function createToken(call: Call): Reply {
  requireAdmin(call);
  const { user, token } = call.json();
  const link = isObject(user) ? (textAt(user, 'link') ?? '') : '';
  const input = typeof token === 'string' ? token : undefined;
  const name = /\/users(?:\/([^/]+))?$/.exec(link)?.[1] ?? call.session.user;
  if (!link.includes('/users')) throw rest(400, 'user.link must be specified');
  return json(200, call.unit.tokens.view(call.unit.tokens.grant(name, call.address, input)));
}

/**
 * Nobody can log in as root here; the password is kept for the next change of it, hidden in the settings of the
 * system, as there is no object of root.
 */
function changeRoot(call: Call): Reply {
  requireAdmin(call);
  const { oldPassword, newPassword } = call.json();
  if (typeof oldPassword !== 'string' || typeof newPassword !== 'string' || newPassword === '')
    throw rest(400, 'oldPassword and newPassword must be specified');
  const { store } = call.unit;
  const settings = store.find('sys/global-settings', '');
  if (digest('root', oldPassword) !== (settings?.hidden.root ?? digest('root', 'default')))
    throw rest(400, 'The old password of root is another one.');
  if (settings) {
    const hidden = { ...settings.hidden, root: digest('root', newPassword) };
    store.put(settings.kind, settings.key, settings.parent, { ...settings, hidden });
  }
  return json(200, {
    generation: 0,
    lastUpdateMicros: 0,
    ...(call.unit.tmos.atLeast('12.1') ? {} : { newPassword }),
    kind: 'shared:authn:authrootitemstate',
    selfLink: `${HOST}/shared/authn/root`,
  });
}

/** The kind is another one since 13.1 (the Python SDK's cm/system.py). */
function providers({ unit: { tmos } }: Call): Reply {
  const kind = `cm:system:authn:providers:tmos:${tmos.atLeast('13.1') ? 'auth' : 'mcpremote'}provider`;
  const base = `${HOST}/cm/system/authn/providers/tmos`;
  const item = {
    id: PROVIDER,
    name: 'tmos',
    loginReference: { link: `${base}/${PROVIDER}/login` },
    usersReference: { link: `${base}/${PROVIDER}/users`, isSubcollection: true },
    generation: 1,
    lastUpdateMicros: 0,
    kind: `${kind}state`,
    selfLink: `${base}/${PROVIDER}`,
  };
  return json(200, { items: [item], generation: 1, kind: `${kind}collectionstate`, selfLink: base });
}

export const accountRoutes: readonly Route[] = [
  { path: 'cm/system/authn/providers/tmos', methods: { GET: providers } },
  {
    path: 'shared/authz/users',
    methods: {
      GET: (call) => {
        const kind = kindAt(call.unit.kinds, 'auth/user');
        return json(200, {
          items: call.unit.store.list(kind).map((entry) => userView(entry, call)),
          generation: 1,
          kind: 'shared:authz:users:userscollectionstate',
          selfLink: `${HOST}/shared/authz/users`,
        });
      },
      POST: createUser,
    },
  },
  {
    path: 'shared/authz/users/:name',
    methods: {
      GET: (call) => json(200, userView(userAt(call), call)),
      PATCH: changeUser,
      DELETE: (call) => {
        const view = userView(userAt(call), call);
        change(call, 'DELETE', userAt(call).key, {});
        return json(200, view);
      },
    },
  },
  { path: 'shared/authn/root', methods: { POST: changeRoot } },
];
