import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { RefusalsAsked } from '../../../run/target.ts';
import type { Client } from '../icontrol/client.ts';
import type { DeviceInfo } from '../icontrol/read.ts';

export interface DeviceGateInput extends RefusalsAsked {
  readonly device: DeviceInfo;
  /** Where this run is connected to, as it was asked for. */
  readonly host: string;
  readonly client: Client;
}

/** Looks for one reason of the device not to be changed by a plan that changes something. */
export type DeviceGate = (input: DeviceGateInput) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;
