import { CliError, EXIT } from '../../exit.ts';
import { Interrupted } from '../../probe/deadline.ts';
import { clientUrl, placeText } from '../../probe/target.ts';
import { timesOf } from '../../probe/times.ts';
import { onStandIns } from '../verify/stand-ins.ts';
import { spreadOf } from './opening.ts';
import type { ClientsSaw, Rehearsal, StepDone, Topology } from './result.ts';
import type { RehearseRun } from './stage.ts';
import type { Outcome, Rehearsing, Step } from './step.ts';
import { STEPS } from './steps/registry.ts';

/** Plays a whole deployment on a stage, step by step; the first that fails is the last. */
export async function rehearseRun(run: RehearseRun): Promise<Rehearsal> {
  const rehearsing: Rehearsing = { run, clients: [], handshakes: [], stopped: undefined };
  const started = performance.now();
  try {
    const device = await run.stage.connection.facts();
    const course = await playAll(rehearsing);
    const { timeScale } = run.stage;
    const milliseconds = Math.round(performance.now() - started);
    return { device, timeScale, ...course, notes: run.notes, milliseconds };
  } catch (error) {
    if (error instanceof Interrupted) throw new CliError(EXIT.interrupted, 'interrupted');
    throw error;
  } finally {
    for (const client of rehearsing.clients) client.close();
  }
}

type Course = Pick<Rehearsal, 'verdict' | 'steps' | 'topology' | 'clients'>;

async function playAll(rehearsing: Rehearsing): Promise<Course> {
  const { run } = rehearsing;
  const steps: StepDone[] = [];
  const cut: ClientsSaw['cut'][number][] = [];
  let topology = topologyOf(run);
  for (const step of STEPS.filter(({ applies }) => applies?.(run) ?? true)) {
    const open = rehearsing.clients.filter((client) => client.cut() === undefined);
    const done = await played(step, rehearsing);
    const lost = open.filter((client) => client.cut() !== undefined).length;
    steps.push(done);
    if (lost > 0) cut.push({ step: step.name, open: open.length, cut: lost });
    // What is where is known once the spec is there, and forgotten when it goes.
    if (step.name === 'apply') topology = topologyOf(run);
    if (done.verdict === 'failed') break;
  }
  const verdict = steps.at(-1)?.verdict === 'failed' ? 'failed' : 'passed';
  return { verdict, steps, topology, clients: { ...sawOf(rehearsing), cut } };
}

async function played(step: Step, rehearsing: Rehearsing): Promise<StepDone> {
  const { notify } = rehearsing.run;
  notify({ type: 'step-started', step: step.name });
  const started = performance.now();
  const { log } = rehearsing.run.stage;
  const before = log().length;
  const outcome = withLog(await step.play(rehearsing), log().slice(before));
  const done = { step: step.name, milliseconds: Math.round(performance.now() - started), ...outcome };
  notify({ type: 'step-done', done });
  return done;
}

/** Lines of one step that help; more would hide what is said. */
const MOST_LINES = 3;

/** With what the device logged while a step failed. */
function withLog(outcome: Outcome, lines: readonly string[]): Outcome {
  if (outcome.verdict !== 'failed') return outcome;
  const logged = [...new Set(lines)].slice(0, MOST_LINES).map((line) => `logged by the mock: ${line}`);
  return { ...outcome, says: [...outcome.says, ...logged] };
}

function sawOf({ handshakes, clients }: Rehearsing): Omit<ClientsSaw, 'cut'> {
  const spread = [...spreadOf(clients)].map(([virtualServer, gateways]) => ({ virtualServer, gateways }));
  return { ...(handshakes.length > 0 ? { handshakes: timesOf(handshakes) } : {}), spread };
}

/** Where everything is on this machine now. */
function topologyOf({ stage, spec }: RehearseRun): Topology {
  const virtualServers = onStandIns(spec.groups, stage.find).map(({ name, service }) => {
    const { endpoint, tried } = service;
    const standIn = endpoint?.standIn;
    const here =
      standIn && clientUrl({ ...endpoint, request: { ...endpoint.request, host: placeText(standIn) } });
    return { name, url: tried.url, ...(here === undefined ? {} : { here }) };
  });
  const gateways = stage.gateways.map(({ plan, here, control }) => ({
    name: plan.name,
    address: placeText(plan),
    here: placeText(here),
    isReal: control === undefined,
  }));
  return { virtualServers, gateways };
}
