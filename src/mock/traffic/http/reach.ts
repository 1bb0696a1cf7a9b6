import type { Choice, Endpoint, Member, ResetCause } from '../contract.ts';
import { secureServer } from '../tls/server-side.ts';
import { type Connection, fire, profileOf, type Scene } from './connection.ts';
import type { Reached } from './host.ts';
import { idleKey, limitsOf } from './idle-links.ts';
import { type Intent, take } from './intent.ts';
import { createLink, type Link } from './link.ts';
import { ConnectionOver } from '../message/over.ts';
import { bondsOf, boundTo, remember } from './persist.ts';

/** A server side for a request; or why there is none, for which a rule or a fallback host may answer. */
export type Reach = { readonly link: Link } | { readonly cause: ResetCause };

/** A rule that reselects for ever is stopped here. */
const MOST_TRIES = 20;

/** Chooses and connects, as policies, rules and persistence say, until one is reached or none is left to try. */
export async function reach(connection: Connection, intent: Intent, scene: Scene): Promise<Reach> {
  const { host } = connection;
  const { virtual } = intent;
  if (virtual !== undefined) return opened(connection, { virtual }, await host.connectVirtual(virtual));
  const tried: Endpoint[] = [];
  for (let tries = 1; ; tries++) {
    const found = await attempt(connection, intent, scene, tried);
    if ('link' in found || intent.respond || tries === MOST_TRIES) return found;
    if (tried.length > 0 && tried.length <= host.reselectTries(intent.pool ?? '')) continue;
    await consult(connection, intent, 'LB_FAILED', scene);
    if (!intent.reselect) return found;
  }
}

async function attempt(
  connection: Connection,
  intent: Intent,
  scene: Scene,
  tried: Endpoint[],
): Promise<Reach> {
  const bonds = bondsOf(connection, intent, scene.request?.headers ?? []);
  const chosen = connection.host.choose(choiceOf(connection, intent, boundTo(connection, bonds), [...tried]));
  if ('cause' in chosen) return chosen;
  const { member } = chosen;
  const { pool } = intent;
  await consult(connection, intent, 'LB_SELECTED', { ...scene, member });
  if (intent.reselect || intent.pool !== pool)
    return attempt(connection, { ...intent, reselect: false }, scene, tried);
  const found = await connectTo(connection, intent, member);
  if ('cause' in found) tried.push(member);
  else {
    remember(connection, bonds, member);
    await consult({ ...connection, link: found.link }, intent, 'SERVER_CONNECTED', scene);
  }
  return found;
}

function choiceOf(
  { host }: Connection,
  { pool, named }: Intent,
  persisted: Endpoint | undefined,
  tried: readonly Endpoint[],
): Choice {
  return { pool, client: host.client, persisted, named, tried };
}

/** Asks the rules; whether they want another member counts for this time only. */
async function consult(connection: Connection, intent: Intent, event: string, scene: Scene): Promise<void> {
  intent.reselect = false;
  take(intent, await fire(connection, event, scene), connection.host);
  if (intent.ending !== undefined) throw new ConnectionOver(intent.ending);
}

async function connectTo(connection: Connection, intent: Intent, member: Member): Promise<Reach> {
  const { host } = connection;
  const oneConnect = profileOf(host, 'one-connect');
  const kept =
    oneConnect &&
    host.memory.idle.take(
      idleKey(host.virtual.path, oneConnect.props, host.client, member),
      limitsOf(oneConnect.props),
    );
  if (kept) return { link: kept };
  return opened(connection, { member, pool: intent.pool }, await host.connect(member, intent.snat));
}

/** With TLS to a member, where the virtual server has a server-ssl profile. */
async function opened(
  connection: Connection,
  {
    member,
    pool,
    virtual,
  }: { readonly member?: Member; readonly pool?: string | undefined; readonly virtual?: string },
  reached: Reached,
): Promise<Reach> {
  if ('cause' in reached) return reached;
  const { host } = connection;
  const { stream, local, reset } = reached.server;
  const secured = await secureServer(stream, {
    profile: member && profileOf(host, 'server-ssl'),
    files: host.files,
    tmos: host.tmos,
    contexts: host.memory.contexts,
    timeScale: host.timeScale,
  });
  if ('cause' in secured) {
    reset();
    throw new ConnectionOver({ reset: secured.cause });
  }
  const openedAt = host.now();
  return { link: createLink(secured.stream, { member, pool, virtual, local, openedAt, reset }) };
}
