import { json } from '../../wire/http.ts';
import type { Unit } from '../../unit/unit.ts';
import { rest } from '../../wire/errors.ts';
import { described, stats } from './entries.ts';
import type { Route } from './route.ts';

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
      POST: () => {
        throw rest(501, 'The mock installs no iControl LX packages.');
      },
    },
  },
];
