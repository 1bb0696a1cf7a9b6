import { login } from '../../operations/authentication.ts';
import { notRegistered, rest } from '../../wire/errors.ts';
import { json } from '../../wire/http.ts';
import { release } from '../../tmos.ts';
import { hostnameOf } from '../../collections/cm/device.ts';
import { createToken } from './accounts.ts';
import type { Call, Route } from './route.ts';

// What restjavad answers itself: login, tokens, echo, device info.

function ownToken({ unit, params, session }: Call) {
  const token = unit.tokens.token(params.token ?? '');
  const isMine = token && (token.user === session.user || session.role === 'admin');
  if (!isMine) throw rest(404, `Token ${params.token ?? ''} not found`);
  return token;
}

export const sharedRoutes: readonly Route[] = [
  {
    path: 'shared/authn/login',
    open: true,
    methods: {
      POST: (call) => {
        // Before 11.6 there is no token login; Basic is the only way [inferred].
        if (!call.unit.tmos.atLeast('11.6')) throw notRegistered('/shared/authn/login');
        return json(200, login(call, call.json(), call.unit.tokens));
      },
    },
  },
  {
    path: 'shared/authz/tokens',
    methods: {
      GET: ({ unit, session }) =>
        json(200, {
          items: unit.tokens.tokensOf(session.user).map((token) => unit.tokens.view(token)),
          generation: 1,
          kind: 'shared:authz:tokens:authtokencollectionstate',
          lastUpdateMicros: unit.now() * 1000,
          selfLink: 'https://localhost/mgmt/shared/authz/tokens',
        }),
      POST: createToken,
      DELETE: ({ unit, session }) => {
        for (const { token } of unit.tokens.tokensOf(session.user)) unit.tokens.revoke(token);
        return json(200, {});
      },
    },
  },
  {
    path: 'shared/authz/tokens/:token',
    methods: {
      GET: (call) => json(200, call.unit.tokens.view(ownToken(call))),
      PATCH: (call) => {
        const token = ownToken(call);
        call.unit.tokens.extend(token, call.json().timeout);
        return json(200, call.unit.tokens.view(token));
      },
      DELETE: (call) => {
        const token = ownToken(call);
        call.unit.tokens.revoke(token.token);
        return json(200, call.unit.tokens.view(token));
      },
    },
  },
  {
    path: 'shared/echo-query',
    methods: {
      GET: ({ rawQuery }) =>
        json(200, { queryParameters: Object.fromEntries(new URLSearchParams(rawQuery)) }),
    },
  },
  {
    path: 'shared/echo',
    methods: { GET: () => json(200, { stage: 'STARTED', kind: 'shared:echo:echostate' }) },
  },
  {
    path: 'shared/identified-devices/config/device-info',
    methods: {
      GET: ({ unit: { tmos, now, store } }) =>
        json(200, {
          baseMac: '02:00:00:00:00:01',
          platform: 'Z100',
          marketingName: 'BIG-IP Virtual Edition',
          hostname: hostnameOf(store),
          version: tmos.text,
          product: 'BIG-IP',
          build: release(tmos).build,
          edition: 'Final',
          managementAddress: '192.168.1.245',
          machineId: '4d4f434b-0000-0000-000000000001',
          generation: 0,
          lastUpdateMicros: now() * 1000,
          kind: 'shared:resolver:device-groups:deviceinfostate',
          selfLink: 'https://localhost/mgmt/shared/identified-devices/config/device-info',
        }),
    },
  },
];
