import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { DeviceGate, DeviceGateInput } from './gate.ts';
import { inSync } from './in-sync.ts';
import { managementPath } from './management-path.ts';
import { portLockdown } from './port-lockdown.ts';
import { standby } from './standby.ts';
import { supported } from './supported.ts';

/** Adding a gate is its file and a line here. */
const GATES: readonly DeviceGate[] = [supported, standby, inSync, managementPath, portLockdown];

/** All reasons at once. */
export async function deviceRefusals(input: DeviceGateInput): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const gate of GATES) found.push(...(await gate(input)));
  return found;
}
