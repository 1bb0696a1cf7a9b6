import type { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';
import type { Link } from './link.ts';

/** Bytes both ways as they are, those that came early first, until both sides have ended. */
export async function tunnel(connection: Connection, link: Link): Promise<void> {
  const { host, client, source } = connection;
  // From here on each side follows the other by itself.
  connection.link = undefined;
  source.release();
  link.source.release();
  await join(client, link.stream, {
    cutFirst: () => host.reset('TCP RST from remote system'),
    cutSecond: link.reset,
  });
}

/** Each end is passed on by itself, as TCP does; where one side breaks, the other is reset. */
export function join(
  first: Duplex,
  second: Duplex,
  { cutFirst, cutSecond }: { readonly cutFirst: () => void; readonly cutSecond: () => void },
): Promise<void> {
  return new Promise((resolve) => {
    let open = 2;
    const watch = (one: Duplex, cutOther: () => void) => {
      one.on('error', cutOther);
      one.once('close', () => {
        if (!one.readableEnded) cutOther();
        if (--open === 0) resolve();
      });
    };
    watch(first, cutSecond);
    watch(second, cutFirst);
    first.pipe(second);
    second.pipe(first);
  });
}
