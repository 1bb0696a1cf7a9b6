import { configurationError, notRegistered, tmsh } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { shown } from '../../wire/json.ts';
import { inferredText } from '../../inferred.ts';
import { edition, release, type Tmos } from '../../tmos.ts';
import { hostnameOf } from '../../collections/cm/device.ts';
import { runFailover } from './failover.ts';
import type { Call, Route } from './route.ts';
import { described, nested, stats } from './entries.ts';

// What the system tells about itself, and `save`.

/** The details sit under a key in camel case (captured 11.6.0, 16.0.0). */
function withDetails(
  path: string,
  camel: string,
  values: Record<string, string>,
  detail: string,
  tmos: Tmos,
): Reply {
  const details = `https://localhost/mgmt/tm/cm/${camel}/0/details`;
  const { color = '', ...rest } = values;
  return stats(
    path,
    {
      color: { description: color },
      [details]: nested({ [`${details}/0`]: nested({ details: { description: detail } }) }),
      ...described(rest),
    },
    tmos,
  );
}

const raw = (kind: string, path: string, text: string, tmos: Tmos) =>
  json(200, {
    kind,
    selfLink: `https://localhost/mgmt/tm/${path}?ver=${tmos.text}`,
    apiRawValues: { apiAnonymous: text },
  });

function uptime({ unit: { now, startedAt } }: Call): string {
  const seconds = Math.floor((now() - startedAt) / 1000);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return `${Math.floor(seconds / 86400)}d ${clock.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** config-sync of a group that does not exist is refused; of the ones that do there is no peer to send to. */
function runCm(call: Call): Reply {
  const body = call.json();
  const [what, direction, group] = shown(body.utilCmdArgs).split(/\s+/);
  if (body.command !== 'run' || what !== 'config-sync') {
    throw tmsh('The mock simulates only "run cm config-sync".');
  }
  const path = group?.startsWith('/') ? group : `/Common/${group ?? ''}`;
  if (!call.unit.store.find('cm/device-group', path)) {
    throw configurationError(`Device group (${group ?? ''}) not found in device group sync`);
  }
  // Asserted on 12.0 and later by the Python SDK (test_device_group.py): nothing was pushed here ever.
  if (direction === 'from-group' && call.unit.tmos.atLeast('12.0'))
    throw configurationError(inferredText.neverPushed(group ?? ''));
  return json(200, { kind: 'tm:cm:runstate', ...body });
}

export const systemRoutes: readonly Route[] = [
  {
    path: 'tm/sys/version',
    methods: {
      GET: ({ unit: { tmos } }) => {
        const { build, date } = release(tmos);
        const values = {
          Build: build,
          Date: date,
          Edition: edition(tmos),
          Product: 'BIG-IP',
          Title: 'Main Package',
        };
        return stats('sys/version', described({ ...values, Version: tmos.text }), tmos);
      },
    },
  },
  {
    path: 'tm/cli/version',
    methods: {
      GET: ({ unit: { tmos } }) =>
        stats('cli/version', described({ active: tmos.text, latest: tmos.text, supported: tmos.text }), tmos),
    },
  },
  {
    path: 'tm/sys/ready',
    methods: {
      GET: ({ unit: { tmos } }) => {
        if (!tmos.atLeast('13.1')) throw notRegistered('/tm/sys/ready');
        return stats(
          'sys/ready',
          described({ configReady: 'yes', licenseReady: 'yes', provisionReady: 'yes' }),
          tmos,
        );
      },
    },
  },
  {
    path: 'tm/sys/clock',
    methods: {
      GET: ({ unit: { tmos, now } }) =>
        stats('sys/clock', described({ fullDate: new Date(now()).toISOString().replace(/\.\d+/, '') }), tmos),
    },
  },
  {
    path: 'tm/sys/hardware',
    methods: {
      GET: ({ unit: { tmos } }) => {
        const at = (path: string) => `https://localhost/mgmt/tm/sys/hardware/${path}`;
        const inner = (path: string, values: Record<string, string>) => ({
          [at(path)]: nested({ [at(`${path}/0`)]: nested(described(values)) }),
        });
        return json(200, {
          kind: 'tm:sys:hardware:hardwarestats',
          selfLink: `${at('').slice(0, -1)}?ver=${tmos.text}`,
          entries: {
            ...inner('platform', {
              baseMac: '02:00:00:00:00:01',
              biosRev: '1.0',
              marketingName: 'BIG-IP Virtual Edition',
            }),
            ...inner('system-info', {
              bigipChassisSerialNum: '4d4f434b-0000-0000-000000000001',
              hostBoardSerialNum: ' ',
              platform: 'Z100',
            }),
          },
        });
      },
    },
  },
  {
    path: 'tm/sys/host-info',
    methods: {
      GET: ({ unit: { tmos } }) =>
        stats(
          'sys/host-info',
          {
            activeCpuCount: { value: 2 },
            hostId: { description: '0' },
            memoryTotal: { value: 8_589_934_592 },
          },
          tmos,
        ),
    },
  },
  {
    path: 'tm/sys/failover',
    methods: {
      GET: (call) =>
        raw(
          'tm:sys:failover:failoverstats',
          'sys/failover',
          `Failover ${call.unit.condition.role.replace('-', '_')} for ${uptime(call)}\n`,
          call.unit.tmos,
        ),
      POST: runFailover,
    },
  },
  {
    path: 'tm/cm/failover-status',
    methods: {
      GET: ({ unit: { tmos, condition } }) => {
        const { role } = condition;
        const shown = role.replace('-', ' ');
        const values = {
          color: role === 'active' ? 'green' : 'gray',
          status: shown.toUpperCase(),
          summary: `1/1 ${shown}`,
        };
        const detail = `${condition.role} for /Common/traffic-group-1`;
        return withDetails('cm/failover-status', 'failoverStatus', values, detail, tmos);
      },
    },
  },
  {
    path: 'tm/cm/sync-status',
    methods: {
      GET: ({ unit: { tmos } }) => {
        const values = { color: 'green', mode: 'standalone', status: 'Standalone', summary: ' ' };
        const detail = 'Optional action: Add a device to the trust domain';
        return withDetails('cm/sync-status', 'syncStatus', values, detail, tmos);
      },
    },
  },
  { path: 'tm/cm', methods: { POST: runCm } },
  {
    path: 'tm/shared/bigip-failover-state',
    methods: {
      GET: ({ unit: { now, condition, store } }) =>
        json(200, {
          failoverState: condition.role,
          isEnabled: true,
          generation: 0,
          lastUpdateMicros: now() * 1000,
          hostname: hostnameOf(store),
        }),
    },
  },
  {
    path: 'tm/ltm/persistence/persist-records',
    methods: {
      GET: ({ unit: { tmos } }) =>
        raw(
          'tm:ltm:persistence:persist-records:persist-recordsstats',
          'ltm/persistence/persist-records',
          'Sys::Persistent Connections\nTotal records returned: 0\n',
          tmos,
        ),
    },
  },
];
