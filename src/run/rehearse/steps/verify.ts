import type { Finding } from '../../../probe/finding.ts';
import { placeText } from '../../../probe/target.ts';
import type { Service } from '../../service.ts';
import type { Tested, Verification } from '../../verify/result.ts';
import { onStandIns } from '../../verify/stand-ins.ts';
import type { Group } from '../../verify/subjects.ts';
import { verifyRun } from '../../verify/verify-run.ts';
import type { RehearseRun } from '../stage.ts';
import { failed, type Outcome, passed, type Rehearsing, skipped, timeText } from '../step.ts';

const LOAD = { count: 3, concurrency: 1, rate: 1000 };

/** WebSockets through each virtual server, as `verify` opens them. */
export async function verifyAll({ run }: Rehearsing): Promise<Outcome> {
  const { stage, spec, idle, timeout } = run;
  const { find, signal } = stage;
  if (spec.groups.length === 0) return skipped('no virtual server can be tried here');
  const groups = onStandIns(spec.groups, find).map((group) => echoing(group, run));
  const verification = await verifyRun({
    groups,
    members: false,
    wait: undefined,
    idle: idle === undefined ? undefined : idle / stage.timeScale,
    load: LOAD,
    timeout,
    signal,
    notify: () => undefined,
    askDevice: undefined,
  });
  const bad = verification.tested.find(({ verdict }) => verdict === 'failed');
  if (bad) return whatFailed(bad, verification, run);
  const untested = verification.tested.filter(({ verdict }) => verdict === 'not-tested');
  const said = verification.tested.map((tested) => `${tested.virtualServer}: ${saidOf(tested)}`);
  if (untested.length === verification.tested.length) return skipped(...said);
  return passed(...said);
}

/** Echo gateways echo, whatever the spec says of the real ones. */
function echoing(group: Group, { stage }: RehearseRun): Group {
  const isOurs = ({ endpoint }: Group['service']): boolean =>
    endpoint !== undefined &&
    stage.gateways.some(({ plan, control }) => control && placeText(plan) === placeText(endpoint));
  const echo = group.service.echo || (group.members.length > 0 && group.members.every(isOurs));
  return { ...group, service: { ...group.service, echo } };
}

/** The checks that a reader looks for; the others passed too. */
const TELLING = ['address', 'upgrade', 'echo', 'stickiness', 'idle'];

function saidOf({ findings }: Tested): string {
  return findings
    .filter(({ check, verdict }) => verdict !== 'passed' || TELLING.includes(check))
    .map(({ check, message }) => `${check}: ${message}`)
    .join('; ');
}

function whatFailed(bad: Tested, { ladders }: Verification, run: RehearseRun): Outcome {
  const finding = bad.findings.find(({ verdict }) => verdict === 'failed');
  const conclusion = ladders.find(({ virtualServer }) => virtualServer === bad.virtualServer)?.conclusion;
  const cause = finding && causeOf(bad, finding, run);
  const { hint } = cause ?? finding ?? {};
  const says = [
    ...(cause ? [`${bad.virtualServer}: ${cause.says}`] : []),
    `${bad.virtualServer}: ${finding?.check ?? ''}: ${finding?.message ?? 'it failed'}`,
    ...(conclusion === undefined || cause ? [] : [conclusion]),
  ];
  return failed(says, { source: cause?.source ?? bad.source, ...(hint === undefined ? {} : { hint }) });
}

interface Cause {
  readonly says: string;
  readonly hint: string;
  readonly source: Tested['source'];
}

/** What the rehearsal knows and a client cannot. */
function causeOf(bad: Tested, finding: Finding, run: RehearseRun): Cause | undefined {
  const { stage, spec } = run;
  const service = stage.target.services(spec.loaded.spec).find(({ name }) => name === bad.virtualServer);
  if (!service) return undefined;
  return idleCause(finding, service, run) ?? pastCause(service, run) ?? routeCause(service, run);
}

/** Silence that was cut: by which time of the device, and what the spec says about it. */
function idleCause(
  { rule }: Finding,
  { virtual }: Service,
  { idle, stage, spec }: RehearseRun,
): Cause | undefined {
  if (idle === undefined || !rule?.startsWith('idle/')) return undefined;
  const settings = spec.loaded.spec.virtualServers[virtual];
  const seconds =
    typeof settings?.idleTimeout === 'number' ? `, and idleTimeout is ${settings.idleTimeout} s` : '';
  return {
    says: `a client that is silent for ${timeText(idle / stage.timeScale, stage.timeScale)} is cut${seconds}`,
    hint: `write an idleTimeout above ${Math.ceil(idle / 1000)}, or have clients or gateways send pings more often`,
    source: spec.loaded.locate(['virtualServers', virtual, 'idleTimeout']),
  };
}

/** Members that saw the client's own address, and whose answers take another way. */
function pastCause({ virtual }: Service, { stage, spec }: RehearseRun): Cause | undefined {
  const lost = stage.gateways.filter(
    ({ plan, control }) => plan.answersPast.includes(virtual) && control !== undefined && control.lost() > 0,
  );
  if (lost.length === 0) return undefined;
  return {
    says: `without SNAT ${lost.map(({ plan }) => plan.name).join(', ')} answer clients past the BIG-IP`,
    hint:
      'write snat: automap, or make a floating self IP the default gateway of the members; where they answer ' +
      'through the BIG-IP in another way, suppress virtual/return-path with the reason',
    source: spec.loaded.locate(['virtualServers', virtual, 'snat']),
  };
}

/** A request that no route takes. */
function routeCause({ virtual, pool }: Service, { spec }: RehearseRun): Cause | undefined {
  const settings = spec.loaded.spec.virtualServers[virtual];
  if (pool !== undefined || !settings?.verify || settings.routes.length === 0 || settings.pool)
    return undefined;
  return {
    says: `no route takes ${settings.verify.path}, and there is no pool for the rest`,
    hint: 'add a route with that path, or a pool; or correct the path of verify:',
    source: spec.loaded.locate(['virtualServers', virtual, 'routes']),
  };
}
