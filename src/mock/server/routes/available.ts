import { json } from '../../wire/http.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { Unit } from '../../unit/unit.ts';
import { rest } from '../../wire/errors.ts';
import { described, stats } from './entries.ts';
import type { Call, Route } from './route.ts';

// Whether a worker is up: what clients wait for after a reboot (device-facts: readiness). F5's cloud-libs ask all of
// these before anything else. The mock's are, once it answers at all.

const WORKERS = [
  'shared/echo',
  'shared/echo-js',
  'shared/identified-devices/config/device-info',
  'shared/iapp/package-management-tasks',
  'tm/sys',
  'tm/cm',
  'tm/ltm',
  'tm/net',
  'tm/auth',
];

/** The phase of mcpd; while it restarts nothing under /mgmt/tm answers (fault `mcpd-lost`). */
const mcpState = ({ tmos }: Unit) =>
  stats('sys/mcp-state', described({ lastLoad: 'full-config-load-succeed', phase: 'running' }), tmos);

/** Ids of the tasks that asked which packages there are. */
const queries = new WeakMap<Unit, Set<string>>();

/** bigip_device_info of Ansible asks for the packages; there are none, and none can be installed. */
function packageTask(call: Call): JsonObject {
  const { unit } = call;
  if (call.json().operation !== 'QUERY') throw rest(501, 'The mock installs no iControl LX packages.');
  const id = unit.random.uuid();
  queries.set(unit, (queries.get(unit) ?? new Set()).add(id));
  return task(id, 'CREATED');
}

const task = (id: string, status: string): JsonObject => ({
  id,
  operation: 'QUERY',
  status,
  kind: 'shared:iapp:package-management-tasks:iapppackagemanagementtaskstate',
  selfLink: `https://localhost/mgmt/shared/iapp/package-management-tasks/${id}`,
});

export const availableRoutes: readonly Route[] = [
  ...WORKERS.map((worker) => ({ path: `${worker}/available`, methods: { GET: () => json(200, {}) } })),
  { path: 'tm/sys/mcp-state', methods: { GET: ({ unit }) => mcpState(unit) } },
  {
    path: 'shared/iapp/package-management-tasks',
    methods: {
      GET: () =>
        json(200, {
          items: [],
          generation: 0,
          kind: 'shared:iapp:package-management-tasks:iapppackagemanagementtaskcollectionstate',
          lastUpdateMicros: 0,
          selfLink: 'https://localhost/mgmt/shared/iapp/package-management-tasks',
        }),
      POST: (call) => json(202, packageTask(call)),
    },
  },
  {
    path: 'shared/iapp/package-management-tasks/:id',
    methods: {
      GET: ({ unit, params: { id = '' } }) => {
        if (!queries.get(unit)?.has(id)) throw rest(404, `Task ${id} not found`);
        return json(200, { ...task(id, 'FINISHED'), queryResponse: [] });
      },
    },
  },
];
