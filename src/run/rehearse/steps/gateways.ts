import { connect } from 'node:net';
import { placeText } from '../../../probe/target.ts';
import type { StagedGateway } from '../stage.ts';
import { countOf, failed, type Outcome, passed, type Rehearsing } from '../step.ts';

/** Gateways stand where the members of the spec are; real ones are there and answer. */
export async function checkGateways({ run }: Rehearsing): Promise<Outcome> {
  const { gateways, strangers } = run.stage;
  const { locate } = run.spec.loaded;
  const [stranger] = strangers;
  if (stranger !== undefined) {
    const known = gateways.map(({ plan }) => plan.name);
    return failed([`no member of the spec is ${stranger}, which --member names`], {
      hint: `the spec has ${known.slice(0, 10).join(', ')}: is the port right, there or here?`,
      ...(gateways[0] ? { source: locate(gateways[0].plan.at) } : {}),
    });
  }
  for (const gateway of gateways) {
    const problem = gateway.control ? undefined : await unreachable(gateway);
    if (problem === undefined) continue;
    const { plan, here } = gateway;
    return failed([`nothing answers at ${placeText(here)}, where ${plan.name} is to be: ${problem}`], {
      source: locate(plan.at),
      hint: 'start that gateway, or correct the port behind --member',
    });
  }
  const own = gateways.filter(({ control }) => control).length;
  const real = gateways.length - own;
  return passed(
    [
      ...(own > 0 || real === 0 ? [`${countOf(own, 'echo gateway')} started`] : []),
      ...(real > 0 ? [`${countOf(real, 'real one')} answering`] : []),
    ].join(', '),
  );
}

function unreachable({ here }: StagedGateway): Promise<string | undefined> {
  return new Promise((done) => {
    const socket = connect({ host: here.address, port: here.port, timeout: 3000 });
    const end = (problem: string | undefined): void => {
      socket.destroy();
      done(problem);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end('it is silent'));
    socket.once('error', (error) => end('code' in error ? String(error.code) : error.message));
  });
}
