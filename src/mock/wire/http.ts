import type { IncomingHttpHeaders } from 'node:http';
import type { JsonObject } from './json.ts';

/** A request as it came in. */
export interface Asked {
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  readonly rawQuery: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The client's. */
  readonly address: string;
}

/** An answer before it goes out. */
export interface Answer {
  readonly status: number;
  readonly body: string | Buffer;
  readonly type?: string;
  readonly reason?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection ends after this answer. */
  readonly close?: boolean;
}

export const json = (status: number, body: JsonObject | string): Answer => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export const nothing: Answer = { status: 200, body: '' };
