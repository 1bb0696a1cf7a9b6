import { CliError, EXIT } from '../exit.ts';
import { parseVersion, type TmosVersion, version } from '../model/version.ts';
import type { LoadedSpec } from './load.ts';

/** What is assumed where nothing says otherwise: an LTS release that is supported. */
const ASSUMED = '17.1.2';

/** The version to work for without a device: the flag, the spec's `device.tmos`, else an assumption. */
export function offlineVersion(flag: string | undefined, loaded: LoadedSpec): TmosVersion {
  const asked = flag ?? loaded.spec.device.tmos;
  if (asked === undefined) return version(ASSUMED);
  const parsed = parseVersion(asked);
  if (!parsed)
    throw new CliError(EXIT.usage, `${asked} is not a TMOS version`, { hint: 'write it with dots, 17.1.2' });
  return parsed;
}
