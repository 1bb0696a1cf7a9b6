import type { SpecPath } from '../model/object.ts';

/** What clients connect to, as a target reads it from a spec: where, and who answers behind it. */
export interface Service {
  /** The virtual server of the spec. */
  readonly virtual: string;
  /** That, or one of its listeners, and where it stands. */
  readonly name: string;
  readonly at: SpecPath;
  readonly enabled: boolean;
  /** Absent for a wildcard. */
  readonly address: string | undefined;
  /** Absent where it listens on every port. */
  readonly port: number | undefined;
  /** Whether clients speak TLS with it; `undefined` where only the device knows. */
  readonly tls: boolean | undefined;
  /** Whether it speaks TLS with its members; `undefined` where only the device knows. */
  readonly memberTls: boolean | undefined;
  /** The names that the certificates of members must carry; `undefined` where any certificate will do. */
  readonly memberProof: readonly string[] | undefined;
  /** Whether the spec has the certificate that clients are shown. */
  readonly hasOwnCertificate: boolean;
  /** The pool of the spec that the WebSocket of `verify:` reaches. */
  readonly pool: string | undefined;
  readonly members: readonly ServiceMember[];
  /** The cookie that keeps a client on its member, where there is one; empty for the device's own name. */
  readonly cookieName: string | undefined;
}

export interface ServiceMember {
  /** `Gateway-1:8001`. */
  readonly name: string;
  readonly at: SpecPath;
  /** An address or a host name; absent where only the device knows. */
  readonly address: string | undefined;
  readonly port: number | undefined;
}

/** A pool of a spec, and what is asked of its members. */
export interface Backend {
  /** Its name in the spec. */
  readonly pool: string;
  readonly members: readonly BackendMember[];
}

export interface BackendMember extends ServiceMember {
  /** Whether anything finds out that it is down. */
  readonly isMonitored: boolean;
  /** Whether the spec lets it take connections. */
  readonly isEnabled: boolean;
  /** What its monitors of the spec say to it, and what they look for in the answer. */
  readonly dialogues: readonly Dialogue[];
}

export interface Dialogue {
  readonly send: string;
  readonly receive: string;
  /** Where HTTP is asked that is not the member's own port. */
  readonly port?: number;
}
