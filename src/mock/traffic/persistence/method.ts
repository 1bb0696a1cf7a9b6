import type { Endpoint, Header } from '../contract.ts';
import type { PersistenceView } from '../view.ts';
import type { Records } from './records.ts';
import type { Seal } from './seal.ts';

/** Who asks where it belongs. */
export interface Asked {
  readonly profile: PersistenceView;
  /** Full path. */
  readonly virtual: string;
  readonly client: Endpoint;
  readonly local: Endpoint;
  readonly pool: string | undefined;
  /** Of the request; empty where HTTP is not spoken. */
  readonly headers: readonly Header[];
  /** The session that the client's TLS names. */
  readonly tlsSession: string | undefined;
  /** What a rule gave. */
  readonly key?: string | undefined;
  readonly timeoutS?: number | undefined;
}

export interface PersistenceMemory {
  readonly records: Records;
  readonly seal: Seal;
}

/** One way of persistence. */
export interface PersistenceMethod {
  /** The member that a client is bound to. */
  readonly find: (asked: Asked, memory: PersistenceMemory) => Endpoint | undefined;
  /** A member was chosen. */
  readonly keep?: (asked: Asked, member: Endpoint, memory: PersistenceMemory) => void;
  /** The headers of a response, with what it has to say of the member. */
  readonly respond?: (
    asked: Asked,
    member: Endpoint,
    headers: readonly Header[],
    memory: PersistenceMemory,
  ) => readonly Header[];
}
