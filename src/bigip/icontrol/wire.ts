// Types of what travels over iControl REST. No code: the mock shares these and nothing else with the
// client, so that one misunderstanding cannot hide on both sides.

/** Any JSON object as it stands on the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Error envelope of icrd and mcpd (`/mgmt/tm/**`); keys in this order on the wire. */
export interface IcrdError {
  readonly code: number;
  readonly message: string;
  readonly errorStack: readonly string[];
  readonly apiError: number;
}

/** Error envelope of restjavad (login, `/mgmt/shared/**`, unknown addresses). */
export interface RestError {
  readonly code: number;
  readonly message: string;
  readonly referer?: string;
  readonly restOperationId: number;
  readonly kind: ':resterrorresponse';
}

/** What every configuration object carries besides its properties. */
export interface Envelope {
  readonly kind: string;
  readonly name?: string;
  readonly partition?: string;
  readonly subPath?: string;
  readonly fullPath?: string;
  readonly generation?: number;
  readonly selfLink: string;
}

/** A collection; `items` is absent when the collection is empty and was not paged. */
export interface Collection {
  readonly kind: string;
  readonly selfLink: string;
  readonly items?: readonly JsonObject[];
  readonly nextLink?: string;
}

/** `/mgmt/tm/transaction/<id>`. */
export interface Transaction {
  readonly transId: number;
  readonly state: 'STARTED' | 'UPDATING' | 'VALIDATING' | 'COMPLETED' | 'FAILED';
  readonly timeoutSeconds: number;
  readonly failureReason?: string;
}

/** `/mgmt/tm/task/sys/ucs/<id>`. */
export interface Task {
  readonly _taskId: number;
  readonly _taskState: 'STARTED' | 'VALIDATING' | 'COMPLETED' | 'FAILED';
}

/** One line of `--mock-log` and `mock --log`: a request the mock answered, secrets masked. */
export interface LoggedRequest {
  readonly time: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly transaction?: string;
  readonly body?: Json;
}
