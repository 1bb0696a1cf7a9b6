import type { DeviceGate } from './gate.ts';

/** Every unit takes changes; those of a standby unit are in conflict with the active one's (device-facts: group-units). */
export const standby: DeviceGate = ({ device: { units } }) => {
  const own = units.find(({ isSelf }) => isSelf);
  if (own?.state === undefined || own.state === 'active') return [];
  const active = units.filter(({ state }) => state === 'active').map(({ hostname }) => hostname);
  const names = active.join(', ');
  return [
    {
      rule: 'bigip/not-active',
      severity: 'error',
      message: `${own.hostname} is ${own.state}, ${active.length === 0 ? 'and it knows of no active unit' : `and ${names} is active`}: a change belongs on the active unit`,
      hint:
        active.length === 0
          ? 'bring a unit of the group online first'
          : `run it on that unit: --host ${active[0] ?? ''}; no flag lets this pass`,
    },
  ];
};
