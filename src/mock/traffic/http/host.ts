// What serving HTTP on one client connection needs of the core. The core accepts, counts and balances; it fires
// CLIENT_ACCEPTED before and CLIENT_CLOSED after. What comes between (CLIENTSSL_HANDSHAKE, HTTP_, LB_, SERVER_CONNECTED,
// WS_) is fired here, through `rules`.

import type { Duplex } from 'node:stream';
import type {
  Choice,
  Chosen,
  Endpoint,
  EventFacts,
  Member,
  ResetCause,
  RuleEffect,
  RuleSession,
} from '../contract.ts';
import type { Tmos } from '../../tmos.ts';
import type { KeyFiles, PersistenceView, VirtualView } from '../view.ts';
import type { HttpMemory } from './memory.ts';

/** What a rule or policy may say of the address that a member sees; undefined: as the virtual server says. */
export type Snat = Extract<RuleEffect, { readonly do: 'snat' }>['to'] | undefined;

/** A connection to a member, or to another virtual server. */
export interface ServerSide {
  /** Raw bytes, counted and timed by the core. TLS to the member is put on it here. */
  readonly stream: Duplex;
  /** The device's own end. */
  readonly local: Endpoint;
  /** RST. `stream.end()` is the orderly way. */
  readonly reset: () => void;
}

export type Reached = { readonly server: ServerSide } | { readonly cause: ResetCause };

export interface HttpHost {
  readonly tmos: Tmos;
  readonly virtual: VirtualView;
  readonly client: Endpoint;
  /** The address and port that the client connected to. */
  readonly local: Endpoint;
  readonly files: KeyFiles;
  /** Made once a mock with `createHttpMemory(now)`: persistence records, idle server connections, TLS contexts. */
  readonly memory: HttpMemory;
  /** Absent where the virtual server has no rules. The core closes it. */
  readonly rules: RuleSession | undefined;
  /** What the rules did in CLIENT_ACCEPTED; those about balancing, persistence and SNAT are heeded here. */
  readonly accepted: readonly RuleEffect[];
  /** For the facts of an event, as they are now. */
  readonly pools: () => EventFacts['pools'];
  readonly dataGroups: () => EventFacts['dataGroups'];
  /** A persistence profile of /Common, such as `source_addr`. */
  readonly persistence: (name: string) => PersistenceView | undefined;

  readonly choose: (choice: Choice) => Chosen;
  /** One attempt. `client` is the address that SNAT `none` would show. */
  readonly connect: (member: Member, snat: Snat) => Promise<Reached>;
  /** `virtual` of a rule, or `forward` to one of a policy: what that virtual server makes of a new connection. */
  readonly connectVirtual: (path: string) => Promise<Reached>;
  /** For `totRequests` of the virtual server, and of the member once there is one. */
  readonly countRequest: (member: Member | undefined) => void;

  /** How many others are tried where a member cannot be reached: `reselectTries` of the pool. */
  readonly reselectTries: (pool: string) => number;

  /** Resets the client, and logs the cause as the device does where it is told to. Server sides are reset here. */
  readonly reset: (cause: ResetCause) => void;
  /** A line of /var/log/ltm, such as those of EventOutcome. */
  readonly log: (line: string) => void;
  /** `IP::idle_timeout` of a rule; otherwise the core goes by the tcp profiles. */
  readonly setIdleTimeout: (seconds: number) => void;
  /** Milliseconds of the device's clock, which goes `timeScale` times as fast as ours. */
  readonly now: () => number;
  readonly timeScale: number;
}
