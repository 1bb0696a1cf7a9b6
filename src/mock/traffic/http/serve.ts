import type { Duplex } from 'node:stream';
import { acceptTls } from '../tls/client-side.ts';
import { type Connection, fire } from './connection.ts';
import { exchange } from './exchange.ts';
import type { HttpHost } from './host.ts';
import { createIntent, take } from './intent.ts';
import { closeLink } from './link.ts';
import { passOn } from './stream.ts';
import { ConnectionOver, type Ending } from '../message/over.ts';
import { byteSource } from '../message/source.ts';

/** Serves one client connection of a virtual server with an http profile, TLS included, until it ends. */
export function serveHttp(client: Duplex, host: HttpHost): void {
  serveWith(client, host, async (connection) => {
    while (await exchange(connection));
  });
}

/** The same for a virtual server without an http profile. */
export function serveStream(client: Duplex, host: HttpHost): void {
  serveWith(client, host, passOn);
}

/** What is done once TLS is out of the way. */
type Talk = (connection: Connection) => Promise<void>;

function serveWith(client: Duplex, host: HttpHost, talk: Talk): void {
  // What breaks is seen where it is read; without a listener it would end the process.
  client.on('error', () => undefined);
  void serve(client, host, talk).catch((error: unknown) => {
    host.log(
      `mock: a connection of ${host.virtual.path}: ${error instanceof Error ? error.message : String(error)}`,
    );
    host.reset('HTTP process error');
  });
}

async function serve(raw: Duplex, host: HttpHost, talk: Talk): Promise<void> {
  const accepted = await acceptTls(raw, {
    profiles: host.virtual.profiles.filter(({ type }) => type === 'client-ssl'),
    files: host.files,
    tmos: host.tmos,
    contexts: host.memory.contexts,
    timeScale: host.timeScale,
    protocols: host.virtual.profiles.some(({ type }) => type === 'http2') ? ['http/1.1'] : [],
  });
  if ('cause' in accepted) {
    host.reset(accepted.cause);
    return;
  }
  const { stream, tls } = accepted;
  const first = createIntent(host.virtual.pool);
  take(first, host.accepted, host);
  const connection: Connection = {
    host,
    client: stream,
    source: byteSource(stream),
    tls,
    link: undefined,
    requests: 0,
    first: { ...first, directed: false },
  };
  stream.once('close', () => abandon(connection));
  end(connection, await runs(connection, talk));
}

/** Until there is no more to come; gives how it ends. */
async function runs(connection: Connection, talk: Talk): Promise<Ending> {
  try {
    if (connection.tls) await fire(connection, 'CLIENTSSL_HANDSHAKE', {});
    await talk(connection);
    return 'close';
  } catch (error) {
    if (error instanceof ConnectionOver) return error.ending;
    throw error;
  }
}

function end(connection: Connection, ending: Ending): void {
  const { host, link } = connection;
  connection.link = undefined;
  if (link) {
    if (ending === 'close') closeLink(link);
    else link.reset();
  }
  if (ending === 'close') finish(connection);
  else if (ending !== 'silent') host.reset(ending.reset);
}

/** What the client still sends is dropped; else its bytes would turn the end into a reset. */
function finish({ client, source }: Connection): void {
  client.end();
  source.release();
  client.resume();
}

/** The client is gone: in order after all it wanted, or in the middle of an answer. */
function abandon(connection: Connection): void {
  const { link, client } = connection;
  connection.link = undefined;
  if (!link) return;
  if (client.readableEnded) closeLink(link);
  else link.reset();
}
