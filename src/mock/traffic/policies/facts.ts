import type { Endpoint, EventFacts, Header } from '../contract.ts';

/** What conditions of policies look at. */
export interface PolicyFacts {
  readonly client: Endpoint;
  readonly local: Endpoint;
  readonly isTls: boolean;
  /** Undefined before the request. */
  readonly serverName: string | undefined;
  readonly request: {
    readonly method: string;
    readonly uri: string;
    readonly version: string;
    readonly headers: readonly Header[];
  };
  /** Undefined while the request is looked at. */
  readonly response?: { readonly status: number; readonly headers: readonly Header[] } | undefined;
  readonly dataGroups: EventFacts['dataGroups'];
}
