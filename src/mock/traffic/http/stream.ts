import { ConnectionOver } from '../message/over.ts';
import type { ByteSource } from '../message/source.ts';
import { type Connection, fire } from './connection.ts';
import { type Intent, take } from './intent.ts';
import { reach } from './reach.ts';
import { tunnel } from './tunnel.ts';

/** A virtual server without HTTP: one member for the whole connection, and bytes as they are. */
export async function passOn(connection: Connection): Promise<void> {
  const intent: Intent = { ...connection.first };
  await collect(connection, intent);
  const reached = await reach(connection, intent, {});
  if ('cause' in reached) throw new ConnectionOver({ reset: reached.cause });
  await tunnel(connection, reached.link);
}

/** TCP::collect: what came first is shown to CLIENT_DATA, which may change it, before a member is chosen. */
async function collect(connection: Connection, intent: Intent): Promise<void> {
  const { source, host } = connection;
  let length = 0;
  while (intent.collect) {
    const bytes = await gather(source, intent.collect.bytes ?? length + 1);
    if (bytes.length <= length) throw new ConnectionOver('close');
    length = bytes.length;
    intent.collect = undefined;
    const payload = bytes.toString('latin1');
    take(intent, await fire(connection, 'CLIENT_DATA', { payload }), host);
    if (intent.ending !== undefined) throw new ConnectionOver(intent.ending);
    source.unread(Buffer.from(intent.payload ?? payload, 'latin1'));
  }
}

/** As many bytes as are asked for, or all until the end. */
async function gather(source: ByteSource, least: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let length = 0; length < least;) {
    const chunk = await source.next();
    if (!chunk) break;
    chunks.push(chunk);
    length += chunk.length;
  }
  return Buffer.concat(chunks);
}
