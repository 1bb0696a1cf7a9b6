import type { TmosVersion } from '../../../model/version.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';

type Settings = NonNullable<VirtualServer['websocket']>;

/** What carrying a WebSocket one way asks of a virtual server. */
export interface Carried {
  /** Whether the virtual server gets an HTTP profile. */
  readonly http: boolean;
  /** An iRule of ours that goes before the user's own. */
  readonly rule?: { readonly name: string; readonly text: string };
}

/** One way of carrying a WebSocket through a virtual server. */
export interface WebsocketWay {
  readonly name: string;
  /** First TMOS version that it works on. */
  readonly since: string;
  /** Whether `auto` takes it on this version; the first that says why is taken. */
  readonly suits: (version: TmosVersion) => string | undefined;
  readonly carry: (settings: Settings) => Carried;
}
