import { readSyncStatus } from '../icontrol/group.ts';
import type { DeviceGate } from './gate.ts';

/** Whose changes win is undecided while a group is not in sync: one more would make it worse. */
export const inSync: DeviceGate = async ({ device: { units }, ask, client }) => {
  if (!ask || units.length < 2) return [];
  const { status, details } = await readSyncStatus(client);
  if (status === 'In Sync' || status === 'Standalone') return [];
  return [
    {
      rule: 'bigip/not-in-sync',
      severity: 'error',
      message: `the group is not In Sync before the change: ${[status ?? 'the device does not tell', ...details].join('; ')}`,
      hint: 'find out whose changes are pending and synchronise them (tmsh run cm config-sync to-group <group>), then run it again; no flag lets this pass',
    },
  ];
};
