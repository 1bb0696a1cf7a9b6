import { isIP } from 'node:net';
import type { Finding } from '../../probe/finding.ts';
import type { Group, Subject } from '../verify/subjects.ts';
import { onStandIns } from '../verify/stand-ins.ts';
import { hold, type HeldClient } from './clients.ts';
import type { Part } from './stage.ts';
import { failed, type Outcome, type Rehearsing } from './step.ts';

type Reachable = Subject & { readonly endpoint: NonNullable<Subject['endpoint']> };

/** A virtual server through which WebSockets are opened. */
export interface Entrance {
  readonly name: string;
  readonly service: Reachable;
  /** The members behind it, as the spec says: `Gateway-1:8001`. */
  readonly members: readonly string[];
}

/** Those that open a WebSocket: not one whose refusal is right, or that the mock does not carry. */
export function entrancesOf({ groups }: Part, { run }: Pick<Rehearsing, 'run'>): readonly Entrance[] {
  return onStandIns(groups, run.stage.find).flatMap(({ name, service, members }: Group) =>
    isReachable(service) && service.expected.status === 101
      ? [{ name, service, members: members.map(({ tried }) => tried.member ?? '') }]
      : [],
  );
}

function isReachable(subject: Subject): subject is Reachable {
  return subject.endpoint !== undefined;
}

/** Enough to see how they are spread, few enough to be quick. */
const EACH = 3;
const MOST = 30;

export interface OpenedAll {
  readonly clients: readonly HeldClient[];
  /** The first that did not open, and where. */
  readonly fault?: { readonly entrance: Entrance; readonly finding: Finding };
}

/** Opens some WebSockets through each virtual server, one after the other, and holds them. */
export async function openThrough(
  entrances: readonly Entrance[],
  { run, handshakes }: Rehearsing,
): Promise<OpenedAll> {
  const clients: HeldClient[] = [];
  for (const entrance of entrances) {
    const count = Math.min(MOST, EACH * Math.max(1, entrance.members.length));
    for (let turn = 0; turn < count; turn++) {
      const opened = await hold(entrance.service, run.timeout, run.stage.signal);
      if ('fault' in opened) return { clients, fault: { entrance, finding: opened.fault } };
      handshakes.push(opened.client.milliseconds);
      clients.push(opened.client);
    }
  }
  return { clients };
}

export function notOpened({ entrance, finding }: NonNullable<OpenedAll['fault']>): Outcome {
  return failed([`${entrance.name}: ${finding.message}`], {
    source: entrance.service.tried.source,
    ...(finding.hint === undefined ? {} : { hint: finding.hint }),
  });
}

/** `kaazing-ws: Gateway-1:8001 × 3, Gateway-2:8001 × 3`. */
export function spreadTexts(clients: readonly HeldClient[]): string[] {
  return [...spreadOf(clients)].map(([name, counts]) => {
    const parts = Object.entries(counts).map(([gateway, count]) => `${gateway} × ${count}`);
    return `${name}: ${parts.join(', ')}`;
  });
}

/** By virtual server, how many went to which gateway; those that tell no name are together. */
export function spreadOf(clients: readonly HeldClient[]): ReadonlyMap<string, Record<string, number>> {
  const spread = new Map<string, Record<string, number>>();
  for (const { virtualServer, gateway = 'a gateway that tells no name' } of clients) {
    const counts = spread.get(virtualServer) ?? {};
    counts[gateway] = (counts[gateway] ?? 0) + 1;
    spread.set(virtualServer, counts);
  }
  return new Map([...spread].map(([name, counts]) => [name, sorted(counts)]));
}

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Whether a virtual server has members that stand for themselves here: a host name leads to none. */
export function isPlayable({ members }: Group): boolean {
  return members.length === 0 || members.some(({ endpoint }) => endpoint && isIP(endpoint.address) !== 0);
}
