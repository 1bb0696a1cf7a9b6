import { CliError, EXIT } from '../../exit.ts';
import type { LoadedSpec } from '../../run/job.ts';
import { type Hold, holdTo } from '../../run/saved/hold.ts';
import type { Target } from '../../run/target.ts';
import { toolVersion } from '../../version.ts';
import type { Deps } from '../deps.ts';
import type { ConnectionFlags, VariableFlags } from '../options.ts';
import { readPlan, requireVersion } from './file.ts';

/** The flags that a plan is made with. */
export interface AskedFlags extends ConnectionFlags, VariableFlags {
  readonly adopt?: boolean;
}

/** A saved plan, opened. */
interface OpenPlan {
  /** The file of the spec. */
  readonly file: string;
  /** The flags that it was made with. */
  readonly flags: AskedFlags;
  /** Holds a run to it. */
  readonly hold: (loaded: LoadedSpec, kinds: Target['kinds']) => Hold;
}

/** A saved plan: its spec is read again, for the secrets and files that are not in it, in the way it was read then. */
export async function openPlan(plan: string, given: AskedFlags, deps: Deps): Promise<OpenPlan> {
  const saved = await readPlan(plan, deps);
  requireVersion(plan, saved, toolVersion());
  const { file, vars, varsFile, adopt, mock, host } = saved.asked;
  if (mock && !given.mock && given.mockState === undefined)
    throw new CliError(EXIT.usage, `the plan ${plan} was made on the mock`, {
      hint: 'add --mock, or make one on the device',
    });
  const place = given.host ?? deps.env.BIGIP_HOST ?? host;
  return {
    file,
    flags: {
      adopt,
      var: vars,
      ...(varsFile === undefined ? {} : { varsFile }),
      ...(place === undefined ? {} : { host: place }),
    },
    hold: (loaded, kinds) => holdTo(saved, { loaded, kinds, mask: deps.io.mask }),
  };
}
