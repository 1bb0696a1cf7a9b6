import type { Socket } from 'node:net';
import type { Balancer } from '../balancing/balancer.ts';
import type { Counters } from '../counting/counters.ts';
import type { Limits } from '../counting/limits.ts';
import type { Endpoint, EventFacts, Member, ResetCause, RuleEngine } from '../contract.ts';
import type { HttpHost } from '../http/host.ts';
import type { Model } from '../model/model.ts';
import type { VirtualServer } from '../model/virtual.ts';
import type { Places } from '../places/places.ts';
import type { Clock } from '../counting/clock.ts';

/** What every connection makes use of. */
export interface Core {
  readonly model: () => Model;
  readonly places: Places;
  readonly counters: Counters;
  readonly limits: Limits;
  readonly balancer: Balancer;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** The connections that are open. */
  readonly flows: Set<Flow>;
  /** Connections to members; OneConnect keeps some of them longer than those of clients. */
  readonly serverSides: Set<Socket>;
  /** Why a virtual server is not carried. */
  readonly refusal: (virtual: VirtualServer) => string | undefined;
  readonly rules: RuleEngine;
  readonly facts: Facts;
  /** What outlives a connection, and is the same for all. */
  readonly serving: Pick<HttpHost, 'tmos' | 'files' | 'memory' | 'persistence'>;
  /** Where a virtual server listens. */
  readonly doorOf: (virtual: string) => Endpoint | undefined;
  /** How often each SNAT pool was used. */
  readonly turns: Map<string, number>;
}

/** What rules are told of the configuration, as it is now. */
export interface Facts {
  readonly pools: () => EventFacts['pools'];
  readonly dataGroups: () => EventFacts['dataGroups'];
}

/** One connection of a client, and those to members that belong to it. */
export interface Flow {
  readonly core: Core;
  readonly virtual: VirtualServer;
  readonly socket: Socket;
  readonly client: Endpoint;
  /** What the client connected to, as the device sees it. */
  readonly local: Endpoint;
  /** Those to members that are open, or being opened. */
  readonly servers: Set<ServerFlow>;
  /** RST to the client and to the members, and the cause in the log. */
  readonly reset: (cause: ResetCause) => void;
  /** Nobody is told: what comes on this connection later is reset. */
  readonly forget: () => void;
}

export interface ServerFlow {
  readonly member: Member;
  readonly socket: Socket;
}
