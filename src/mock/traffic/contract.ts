// What the parts of the traffic know of each other: the core (listeners, connections, balancing, monitors), what
// speaks HTTP, and the iRules that run. Types only; each part is tested against these by itself.

/** One end of a connection as the device sees it, before any mapping to loopback. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A pool member that was chosen. */
export interface Member extends Endpoint {
  /** Full path of its pool; undefined for a `node` that a rule named. */
  readonly pool: string | undefined;
  /** Name as in the pool, `Gateway-1:8001`. */
  readonly name: string;
}

/** What is asked of the balancer. */
export interface Choice {
  /** Full path. */
  readonly pool: string | undefined;
  readonly client: Endpoint;
  /** What persistence remembers: taken while it is available, or disabled but not forced offline. */
  readonly persisted?: Endpoint | undefined;
  /** What a rule names: this one or none. */
  readonly named?: Endpoint | undefined;
  /** Those that were tried for this connection and could not be reached. */
  readonly tried?: readonly Endpoint[];
}

/** Why a connection is reset, as `net rst-cause` of a device names it (device-facts: reset-causes). */
export type ResetCause =
  | 'Connection limit exceeded'
  | 'Flow expired (sweeper)'
  | 'No pool member available'
  | 'No server selected'
  | 'No route to host'
  | 'No local listener'
  | 'TCP RST from remote system'
  | 'handshake timeout'
  | 'TCP retransmit timeout'
  | 'TCL error'
  | 'HTTP process error'
  | 'SSL handshake error'
  | 'RST from BIG-IP internal Linux host'
  | 'iRule reject'
  | 'Pool member down';

export type Chosen = { readonly member: Member } | { readonly cause: ResetCause };

// ---------------------------------------------------------------------------------------------- iRules at run time

/** One rule of a virtual server, in the order of its list. */
export interface RuleText {
  /** Full path. */
  readonly path: string;
  readonly text: string;
}

export type Header = readonly [name: string, value: string];

/** A member as a rule sees it; without an address it is what its name says. */
export interface PoolMember extends Partial<Endpoint> {
  readonly name: string;
  readonly up: boolean;
}

/** What the commands of a rule can read in one event. Plain data: it crosses to the interpreter as it is. */
export interface EventFacts {
  /** Full path of the virtual server. */
  readonly virtual: string;
  readonly client: Endpoint;
  /** The address and port that the client connected to. */
  readonly local: Endpoint;
  /** The member, once one is chosen. */
  readonly member?: Member | undefined;
  readonly http?: {
    readonly version: '0.9' | '1.0' | '1.1';
    readonly method: string;
    readonly uri: string;
    readonly headers: readonly Header[];
    /** Of a response. */
    readonly status?: number;
  };
  /** Whether the client side is TLS, and the name it asked for. */
  readonly tls?: { readonly serverName: string | undefined };
  /** Of CLIENT_DATA and SERVER_DATA: what was collected, one character a byte. */
  readonly payload?: string;
  /** Of the WS_ events. */
  readonly frame?: { readonly type: string; readonly eom: boolean; readonly masked: boolean };
  /** Pools by full path, for `active_members`, `LB::status`. */
  readonly pools: Readonly<Record<string, readonly PoolMember[]>>;
  /** Internal data-groups by full path, records from key to value. */
  readonly dataGroups: Readonly<Record<string, readonly Header[]>>;
}

/** What a rule did, in the order it did it. */
export type RuleEffect =
  | { readonly do: 'pool'; readonly pool: string; readonly member?: Endpoint }
  | { readonly do: 'node'; readonly address: string; readonly port: number }
  | { readonly do: 'virtual'; readonly virtual: string }
  | {
      readonly do: 'snat';
      readonly to: 'automap' | 'none' | { readonly address: string } | { readonly pool: string };
    }
  /** `key` undefined: as the profile says. `persist none` is method `none`. */
  | { readonly do: 'persist'; readonly method: string; readonly key?: string; readonly timeoutS?: number }
  | { readonly do: 'headers'; readonly headers: readonly Header[] }
  | { readonly do: 'request-line'; readonly method: string; readonly uri: string }
  | {
      readonly do: 'respond';
      readonly status: number;
      readonly headers: readonly Header[];
      readonly body: string;
    }
  | { readonly do: 'http-disable' }
  | { readonly do: 'websocket-disable' }
  | { readonly do: 'websocket-disconnect'; readonly code?: number; readonly reason?: string }
  | { readonly do: 'collect'; readonly side: 'client' | 'server'; readonly bytes: number | undefined }
  | { readonly do: 'release' }
  | { readonly do: 'payload'; readonly payload: string }
  | { readonly do: 'idle-timeout'; readonly seconds: number }
  | { readonly do: 'reselect' }
  | { readonly do: 'detach' }
  | { readonly do: 'close' }
  | { readonly do: 'drop' }
  | { readonly do: 'reject' };

export interface EventOutcome {
  readonly effects: readonly RuleEffect[];
  /** Lines that the rules logged, as the device writes them. */
  readonly log: readonly string[];
  /** The first error of a rule at run time, as the device logs it; the connection is reset then. */
  readonly failed?: string;
}

/** The rules of one connection: variables live as long as it does. */
export interface RuleSession {
  /** Whether any rule has a handler of this event; nothing is sent to the interpreter otherwise. */
  handles(event: string): boolean;
  /** Runs the handlers by priority, then by the order of the rules. Never rejects. */
  fire(event: string, facts: EventFacts): Promise<EventOutcome>;
  close(): void;
}

/** The interpreter behind all rules of one mock. */
export interface RuleEngine {
  /** False where no `tclsh` is found: virtual servers with rules are refused traffic then, and it is said once. */
  readonly available: boolean;
  session(rules: readonly RuleText[]): RuleSession;
  stop(): Promise<void>;
}
