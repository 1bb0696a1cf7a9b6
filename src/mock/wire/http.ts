import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from './json.ts';

/** A request as it came in. */
export interface Request {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The client's. */
  readonly address: string;
}

/** A reply before it goes out. */
export interface Reply {
  readonly status: number;
  readonly body: string | Buffer;
  readonly type?: string;
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The connection ends after this reply. */
  readonly close?: boolean;
}

export const json = (status: number, body: JsonObject | string): Reply => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export const nothing: Reply = { status: 200, body: '' };
