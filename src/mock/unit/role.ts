import { kindAt } from '../objects/kind.ts';
import type { Role, Unit } from './unit.ts';

/** What the unit is in its group, which its own device object tells too. */
export function setRole(role: Role, unit: Unit): void {
  unit.condition.role = role;
  const device = unit.store.list(kindAt(unit.kinds, 'cm/device'))[0];
  if (!device) return;
  const next = { ...device, props: { ...device.props, failoverState: role } };
  unit.store.put(device.kind, device.key, device.parent, next);
}
