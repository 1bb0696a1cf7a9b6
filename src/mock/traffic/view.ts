// What the traffic sees of the configuration: plain data, taken from the store when a connection comes, so that a
// change of the configuration holds for new connections only, as on a device.

import type { JsonObject } from '../wire/json.ts';

/** A profile of a virtual server. */
export interface ProfileView {
  /** Full path. */
  readonly path: string;
  /** `http`, `client-ssl`, as under `ltm/profile/`. */
  readonly type: string;
  readonly context: 'all' | 'clientside' | 'serverside';
  /** Every key, those inherited too. */
  readonly props: JsonObject;
}

/** A persistence profile. */
export interface PersistenceView {
  readonly path: string;
  /** `cookie`, `source-addr`, as under `ltm/persistence/`. */
  readonly type: string;
  readonly props: JsonObject;
}

/** Conditions and actions as the store holds them, in the order of their names. */
export interface PolicyRuleView {
  readonly name: string;
  readonly ordinal: number;
  readonly conditions: readonly JsonObject[];
  readonly actions: readonly JsonObject[];
}

export interface PolicyView {
  readonly path: string;
  readonly strategy: 'first-match' | 'all-match' | 'best-match';
  readonly rules: readonly PolicyRuleView[];
}

export interface VirtualView {
  /** Full path. */
  readonly path: string;
  /** Full path of the default pool. */
  readonly pool: string | undefined;
  readonly profiles: readonly ProfileView[];
  /** The default one of `persist`. */
  readonly persistence: PersistenceView | undefined;
  readonly fallbackPersistence: PersistenceView | undefined;
  /** In the order of their names. */
  readonly policies: readonly PolicyView[];
}

/** The certificate and key files that the mock holds. */
export interface KeyFiles {
  /** PEM of a certificate file, which may be a bundle; undefined where the mock holds no text (built-in ones). */
  readonly certificate: (path: string) => string | undefined;
  /** PEM of a key file, not encrypted. */
  readonly key: (path: string) => string | undefined;
  /** What stands for `default.crt` and `default.key`: made when the mock starts. */
  readonly builtIn: { readonly certificate: string; readonly key: string };
  /** PEM of certificates that members may show, whatever a profile says of authorities. */
  readonly trusted: string;
}
