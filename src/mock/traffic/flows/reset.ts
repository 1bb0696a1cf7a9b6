import type { Endpoint, ResetCause } from '../contract.ts';
import { textOf } from '../places/endpoint.ts';

/** The line of a device that logs resets, `tm.rstcause.log` (device-facts: reset-causes). */
export function resetLine(from: Endpoint, to: Endpoint, cause: ResetCause): string {
  return `01230140:3: RST sent from ${textOf(from)} to ${textOf(to)}, [0x2b6f1a0:1] ${cause}`;
}
