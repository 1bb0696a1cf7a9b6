import { readFile } from 'node:fs/promises';
import { SpecError } from '../../exit.ts';
import type { LoadedSpec } from '../../run/job.ts';
import type { Verification, VerifyEvent } from '../../run/verify/result.ts';
import type { Group } from '../../run/verify/subjects.ts';
import type { VerifyRun } from '../../run/verify/verify-run.ts';
import type { Target } from '../../run/target.ts';
import type { Deps } from '../deps.ts';
import { besideSpec } from '../files.ts';

/** How much is tried. */
export interface VerificationSettings extends Pick<VerifyRun, 'members' | 'wait' | 'idle' | 'load'> {
  /** Seconds. */
  readonly timeout: number | undefined;
}

/** What is tried of a spec, found out before anything is connected to. */
export interface Prepared {
  readonly target: Target;
  readonly version: string;
  readonly groups: readonly Group[];
  /** Tries it, or something that stands in for it. */
  readonly verify: (groups: readonly Group[], askDevice: VerifyRun['askDevice']) => Promise<Verification>;
}

/** Finds out all that could keep a spec from being tried. */
export async function prepareVerification(
  loaded: LoadedSpec,
  settings: VerificationSettings,
  deps: Deps,
): Promise<Prepared> {
  const [{ verifyRun }, { DEFAULT_TIMEOUT_S }, part] = await Promise.all([
    import('../../run/verify/verify-run.ts'),
    import('../device/connection.ts'),
    prepareGroups(loaded, undefined, deps),
  ]);
  const notify = await showProgress(deps);
  const { timeout = DEFAULT_TIMEOUT_S, ...rest } = settings;
  const { io, signal } = deps;
  const verify: Prepared['verify'] = (groups, askDevice) =>
    verifyRun({ ...rest, askDevice, groups, timeout: timeout * 1000, signal, notify }).finally(() =>
      io.endProgress(),
    );
  return { ...part, verify };
}

/** What clients connect to by a spec, on a version of the target. */
export async function prepareGroups(
  loaded: LoadedSpec,
  tmos: string | undefined,
  deps: Deps,
): Promise<Pick<Prepared, 'target' | 'version' | 'groups'>> {
  const [{ groupsOf }, { desiredState }, { offlineVersion }, { loadTarget }] = await Promise.all([
    import('../../run/verify/subjects.ts'),
    import('../../run/desired.ts'),
    import('../load/offline.ts'),
    import('../../targets/registry.ts'),
  ]);
  const target = await loadTarget('bigip');
  const version = offlineVersion(target, tmos, loaded);
  // What apply would refuse is not tried: a reference that leads nowhere has no members.
  desiredState(target, loaded, version);
  const authorities = await authoritiesOf(loaded, deps);
  const groups = groupsOf({ loaded, services: target.services(loaded.spec), authorities });
  return { target, version, groups };
}

async function showProgress({ io }: Deps): Promise<(event: VerifyEvent) => void> {
  const [{ verifyWords }, { spoken }] = await Promise.all([
    import('../../report/verify/progress.ts'),
    import('../present.ts'),
  ]);
  return (event) => {
    const { doing, done } = verifyWords(spoken(event, io));
    if (doing !== undefined) io.progress(doing);
    if (done !== undefined && !io.interactive) io.note(done);
  };
}

/** The CA files that `verify:` names, each read once. */
async function authoritiesOf(
  { spec, file, locate }: LoadedSpec,
  { cwd }: Deps,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [name, { verify }] of Object.entries(spec.virtualServers)) {
    const tls = verify === false ? undefined : verify.tls;
    const caFile = typeof tls === 'object' ? tls.caFile : undefined;
    if (caFile === undefined || texts.has(caFile)) continue;
    const path = await besideSpec(file, caFile, cwd);
    const text = path === undefined ? undefined : await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) texts.set(caFile, text);
    else {
      const source = locate(['virtualServers', name, 'verify', 'tls', 'caFile']);
      const message = `there is no file ${caFile} in the folder of the spec`;
      throw new SpecError([{ rule: 'spec/ca-file', severity: 'error', message, source }]);
    }
  }
  return texts;
}
