// Types of what travels over iControl REST. No code: the mock shares these and nothing else with the
// client, so that one misunderstanding cannot hide on both sides.

/** Any JSON object as it stands on the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One line of `--mock-log` and `mock --log`: a request the mock answered, secrets masked. */
export interface LoggedRequest {
  readonly time: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly transaction?: string;
  readonly body?: Json;
}
