import { atLeast } from '../../../model/version.ts';
import type { DeviceGate } from './gate.ts';

const OLDEST = '11.5';
const NEXT = '22.0';

/** What this tool was made for; on another version nobody knows what a request does. */
export const supported: DeviceGate = ({ device: { version } }) =>
  atLeast(version, OLDEST) && !atLeast(version, NEXT)
    ? []
    : [
        {
          rule: 'bigip/unsupported-version',
          severity: 'error',
          message: `the device runs TMOS ${version.text}; this bigip-ws changes 11.5 to 21.x`,
          hint: 'bigip-ws render --format tmsh gives a script to look at and run by hand; no flag lets this pass',
        },
      ];
