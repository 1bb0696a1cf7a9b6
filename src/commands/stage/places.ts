import { createServer } from 'node:net';
import type { Traffic } from '../../mock/api.ts';
import { placeText } from '../../probe/target.ts';
import type { StagedGateway } from '../../run/rehearse/stage.ts';
import type { FindStandIn } from '../../run/verify/stand-ins.ts';
import type { Group } from '../../run/verify/subjects.ts';

/** Clients of a rehearsal are seen to come from here, so that a member can tell them from the BIG-IP. */
const CLIENT = '127.0.0.2';

/** Elsewhere than on Linux an address of loopback but the first must be made before it can be used. */
const hasMoreLoopback = process.platform === 'linux';

/** Whether an address is that of a client. */
export function isClient(address: string): boolean {
  return hasMoreLoopback && address === CLIENT;
}

/** Where the mock has an address and port. */
export function findOnMock(traffic: Traffic): FindStandIn {
  return ({ address, port }) => {
    const places = traffic.places().filter((place) => withoutDomain(place.address) === address);
    const found =
      places.find((place) => place.port === port && place.at) ??
      places.find((place) => place.port === port || place.port === 0);
    if (!found) return undefined;
    // An address of a client has no route domain.
    if (new Set(places.filter((place) => place.port === found.port).map((place) => place.address)).size > 1)
      return { on: 'the mock', why: 'several route domains have it, and a client here is in none of them' };
    const { at, why = 'it has no place on this machine', of } = found;
    if (!at) return { on: 'the mock', why };
    const isFar = of === 'virtual' && hasMoreLoopback && at.address.startsWith('127.');
    return { ...at, on: 'the mock', ...(isFar ? { from: CLIENT } : {}) };
  };
}

function withoutDomain(address: string): string {
  return address.replace(/%\d+$/, '');
}

/**
 * The places that the mock is told: gateways, and a port for each virtual server that takes any. All others it finds by
 * itself.
 */
export async function placesFor(
  gateways: readonly StagedGateway[],
  groups: readonly Group[],
): Promise<Readonly<Record<string, string>>> {
  const places = new Map<string, string>(
    gateways.map(({ plan, here }) => [placeText(plan), placeText(here)] as const),
  );
  for (const { plan, health } of gateways)
    for (const { port, here } of health) {
      const place = placeText({ address: plan.address, port });
      if (!places.has(place)) places.set(place, placeText(here));
    }
  for (const { service } of groups) {
    const { endpoint, takesAnyPort } = service;
    if (!endpoint || !takesAnyPort || endpoint.address.startsWith('127.')) continue;
    if (!places.has(placeText(endpoint))) places.set(placeText(endpoint), await freePlace());
  }
  return Object.fromEntries(places);
}

/** Free now, and very likely so a moment later. */
async function freePlace(): Promise<string> {
  const server = createServer();
  const address = await new Promise<ReturnType<typeof server.address>>((done, fail) => {
    server.once('error', fail).listen({ host: '127.0.0.1', port: 0 }, () => done(server.address()));
  });
  await new Promise((done) => server.close(done));
  return `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}
