import type { Duplex } from 'node:stream';
import type { Header, Member, RuleEffect } from '../contract.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { ProfileView } from '../view.ts';
import type { TlsFacts } from '../tls/client-side.ts';
import type { RequestHead, ResponseHead } from '../message/head.ts';
import type { HttpHost } from './host.ts';
import type { Intent } from './intent.ts';
import type { Link } from './link.ts';
import { ConnectionOver } from '../message/over.ts';
import type { ByteSource } from '../message/source.ts';

/** One client connection while it is served. */
export interface Connection {
  readonly host: HttpHost;
  /** Without TLS. */
  readonly client: Duplex;
  readonly source: ByteSource;
  readonly tls: TlsFacts | undefined;
  /** The server side that is attached. */
  link: Link | undefined;
  requests: number;
  /** What CLIENT_ACCEPTED said; each request begins with it. */
  readonly first: Intent;
}

export function profileOf({ virtual }: HttpHost, type: string): ProfileView | undefined {
  return virtual.profiles.find((profile) => profile.type === type);
}

/** The values of the http profile. */
export function httpProps(host: HttpHost): JsonObject {
  return profileOf(host, 'http')?.props ?? {};
}

/** What an event is about. */
export interface Scene {
  readonly request?: RequestHead;
  readonly response?: ResponseHead;
  /** Chosen and not connected yet. */
  readonly member?: Member;
  readonly payload?: string;
  readonly frame?: { readonly type: string; readonly eom: boolean; readonly masked: boolean };
}

/** Fires an event where a rule handles it, and gives what the rules did. A rule that fails ends the connection. */
export async function fire(
  connection: Connection,
  event: string,
  scene: Scene,
): Promise<readonly RuleEffect[]> {
  const { host, link, tls } = connection;
  if (!host.rules?.handles(event)) return [];
  const { payload, frame, member = link?.member } = scene;
  const outcome = await host.rules.fire(event, {
    virtual: host.virtual.path,
    client: host.client,
    local: host.local,
    ...(member ? { member } : {}),
    ...httpFacts(scene),
    ...(tls ? { tls: { serverName: tls.serverName } } : {}),
    ...(payload === undefined ? {} : { payload }),
    ...(frame ? { frame } : {}),
    pools: host.pools(),
    dataGroups: host.dataGroups(),
  });
  outcome.log.forEach(host.log);
  if (outcome.failed !== undefined) {
    host.log(outcome.failed);
    throw new ConnectionOver({ reset: 'TCL error' });
  }
  return outcome.effects;
}

/** Headers are those of the response, where there is one. */
function httpFacts({ request, response }: Scene) {
  if (!request) return {};
  const { method, uri, version } = request;
  const headers: readonly Header[] = response?.headers ?? request.headers;
  return { http: { version, method, uri, headers, ...(response ? { status: response.status } : {}) } };
}
