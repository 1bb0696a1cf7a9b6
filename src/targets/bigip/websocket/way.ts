import type { TmosVersion } from '../../../model/version.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import type { BroughtProfile } from './asked-profiles.ts';
import type { Ability } from './wishes.ts';

/** What carrying a WebSocket one way asks of a virtual server. */
export interface Carried {
  /** Profiles beside those that its abilities come with. */
  readonly profiles?: readonly BroughtProfile[];
  /** An iRule of ours that goes before the user's own. */
  readonly rule?: { readonly name: string; readonly text: string };
}

/** One way of carrying a WebSocket through a virtual server. */
export interface WebsocketWay {
  readonly name: string;
  /** First TMOS version that it works on. */
  readonly since: string;
  /** What it can do: `tcp` comes with a TCP profile, `http` with an HTTP profile. */
  readonly can: readonly Ability[];
  /** Why it cannot do what it cannot, as the end of "…: the way fastl4 …". */
  readonly nature: string;
  /**
   * Whether `auto` takes it, of the ways that this version has and that can do all that is asked for; the
   * first that says why is taken.
   */
  readonly suits: (version: TmosVersion, asked: ReadonlySet<Ability>) => string | undefined;
  readonly carry: (virtual: VirtualServer) => Carried;
}
