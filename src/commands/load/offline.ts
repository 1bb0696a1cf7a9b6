import { CliError, EXIT } from '../../exit.ts';
import type { LoadedSpec } from '../../run/job.ts';
import type { Target } from '../../run/target.ts';

/** The version to work for without a device: the flag, the spec's `device.tmos`, else an assumption. */
export function offlineVersion(target: Target, flag: string | undefined, loaded: LoadedSpec): string {
  const asked = flag ?? loaded.spec.device.tmos;
  if (asked === undefined) return target.assumedVersion;
  if (target.isVersion(asked)) return asked;
  throw new CliError(EXIT.usage, `${asked} is not a TMOS version`, { hint: 'write it with dots, 17.1.2' });
}
