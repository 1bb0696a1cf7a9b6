import { randomBytes } from 'node:crypto';
import { CliError, EXIT } from '../../exit.ts';
import { maskData } from '../../model/mask.ts';
import type { PlanView } from '../../report/views.ts';
import type { LoadedSpec } from '../../run/job.ts';
import type { PlannedRun } from '../../run/plan-run.ts';
import { imageOf } from '../../run/saved/image.ts';
import type { Target } from '../../run/target.ts';
import { toolVersion } from '../../version.ts';
import type { Deps } from '../deps.ts';
import { type PlanContent, writePlan } from './file.ts';
import type { AskedFlags } from './open.ts';

interface Made {
  readonly target: Target;
  readonly loaded: LoadedSpec;
  readonly planned: PlannedRun;
  readonly view: PlanView;
}

/** `diff --out`: keeps a plan for `apply --plan`, bound to what it was made of, without a secret. */
export async function savePlan(
  out: string,
  { target, loaded, planned, view }: Made,
  flags: AskedFlags,
  deps: Deps,
): Promise<void> {
  const { io, now } = deps;
  const { mask } = io;
  const salt = randomBytes(9).toString('base64url');
  const image = imageOf({ planned, loaded, kinds: target.kinds, mask }, salt);
  const asked = askedBy(loaded.file, flags, deps);
  if (namesIn({ asked, image }).some((name) => mask(name) !== name)) throw secretName(out);
  const made = (now?.() ?? new Date()).toISOString();
  const unsaved = planned.unsaved !== undefined;
  const shown = maskData(view, mask);
  await writePlan(out, { tool: toolVersion(), made, asked, image, shown, unsaved }, deps);
  io.note(`\nsaved as ${out}; this, or nothing, is what this sends: bigip-ws apply --plan ${out}`);
}

function askedBy(file: string, flags: AskedFlags, { env }: Deps): PlanContent['asked'] {
  const mock = (flags.mock ?? false) || flags.mockState !== undefined;
  const host = mock ? undefined : (flags.host ?? env.BIGIP_HOST);
  return {
    file,
    vars: [...(flags.var ?? [])],
    ...(flags.varsFile === undefined ? {} : { varsFile: flags.varsFile }),
    adopt: flags.adopt ?? false,
    mock,
    ...(host === undefined ? {} : { host }),
  };
}

/** What stands in a plan as it is: keys, paths, and what was asked for. Other texts are sealed or masked. */
function namesIn(data: unknown, isName = false): string[] {
  if (typeof data === 'string') return isName ? [data] : [];
  if (typeof data !== 'object' || data === null) return [];
  if (Array.isArray(data)) return data.flatMap((one) => namesIn(one, isName));
  return Object.entries(data).flatMap(([key, one]) => [
    key,
    ...namesIn(one, isName || key === 'path' || key === 'asked'),
  ]);
}

function secretName(out: string): CliError {
  return new CliError(
    EXIT.usage,
    `the plan cannot be saved as ${out}: a value of the environment is part of a name in it`,
    { hint: 'a name is no secret: list the variable in publicEnv: of the spec' },
  );
}
