import type { Endpoint } from '../contract.ts';
import { type Model, membersOf } from '../model/model.ts';
import { hostOf, profileOn, type VirtualServer } from '../model/virtual.ts';
import { textOf } from '../places/endpoint.ts';
import type { Places } from '../places/places.ts';
import { covering } from './match.ts';

// Which addresses are listened on for the virtual servers that there are.

export interface Door {
  readonly virtual: string;
  /** What the client of a device connects to. */
  readonly real: Endpoint;
  /** Where that is on loopback; undefined where nothing is listened on. */
  readonly at: Endpoint | undefined;
  readonly why?: string;
}

export async function wantedDoors(
  model: Model,
  places: Places,
  refusals: (virtual: VirtualServer) => string | undefined,
): Promise<readonly Door[]> {
  const doors: Door[] = [];
  for (const virtual of model.virtuals.values()) {
    const why = refusals(virtual) ?? (virtual.isEnabled ? undefined : 'is disabled');
    if (why !== undefined) doors.push(closed(virtual, why));
    else doors.push(...(await doorsOf(virtual, model, places)));
  }
  return doors;
}

function closed(virtual: VirtualServer, why: string): Door {
  const { network, port } = virtual.destination;
  return {
    virtual: virtual.path,
    real: hostOf(virtual) ?? { address: network.address.ip, port },
    at: undefined,
    why,
  };
}

async function doorsOf(virtual: VirtualServer, model: Model, places: Places): Promise<readonly Door[]> {
  const host = hostOf(virtual);
  if (host && host.port !== 0) {
    const at = await places.give(host);
    return at ? [{ virtual: virtual.path, real: host, at }] : [closed(virtual, unmapped(textOf(host)))];
  }
  const named = namedFor(virtual, model, places);
  if (named.length > 0) return named;
  if (host && places.isAuto) {
    const real = { address: host.address, port: usualPort(virtual) };
    return [{ virtual: virtual.path, real, at: await places.give(real) }];
  }
  const example = `${host?.address ?? 'ADDRESS'}:80`;
  return [
    closed(
      virtual,
      `takes ${host ? 'any port' : 'a network'}: say which with --map ${example}=127.0.0.1:8080`,
    ),
  ];
}

const unmapped = (real: string) =>
  `is not on loopback: give it a place with --map ${real}=127.0.0.1:8080, or --map auto`;

/** The places that were named for what a virtual server with any port, or with a network, takes. */
function namedFor(virtual: VirtualServer, model: Model, places: Places): readonly Door[] {
  const members = new Set(membersOf(model).map(textOf));
  return places.named
    .filter(({ real }) => !members.has(textOf(real)))
    .filter(({ real }) => covering(model.virtuals.values(), real)[0] === virtual)
    .map(({ real, at }) => ({ virtual: virtual.path, real, at }));
}

/** The port that stands for any: of HTTP, or HTTPS where it ends TLS. */
const usualPort = (virtual: VirtualServer) => (profileOn(virtual, 'client-ssl', 'clientside') ? 443 : 80);
