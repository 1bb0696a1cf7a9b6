import { createServer, connect, type Server, type Socket } from 'node:net';

// Servers that play pool members, and clients that talk to them through the mock.

export interface Echo {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** The addresses that its connections came from. */
  readonly seen: readonly string[];
  readonly open: ReadonlySet<Socket>;
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

/** Greets with its name, then echoes. */
export async function echo(name: string, host = '127.0.0.1'): Promise<Echo> {
  const seen: string[] = [];
  const open = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const serve = (socket: Socket) => {
    seen.push(socket.remoteAddress ?? '');
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.write(`${name}\n`);
    socket.pipe(socket);
  };
  const start = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer(serve).once('error', reject);
      server.listen(port, host, () => {
        const at = server?.address();
        port = typeof at === 'object' && at ? at.port : 0;
        resolve();
      });
    });
  await start();
  return {
    name,
    address: host,
    port,
    seen,
    open,
    start,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server?.close(done));
    },
  };
}

export interface Talk {
  readonly socket: Socket;
  /** The name of the member, or the code of the error where none greeted. */
  readonly member: string;
  /** Sends, and gives what comes back. */
  say(text: string): Promise<string>;
  /** How it ended: `end`, or the code of the error. */
  readonly ended: Promise<string>;
  close(): void;
}

/** Connects and waits for the greeting of a member. */
export async function talk(
  at: { address: string; port: number } | undefined,
  localAddress?: string,
): Promise<Talk> {
  if (!at) throw new Error('there is no such place');
  const socket = connect({
    host: at.address,
    port: at.port,
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  let text = '';
  let wake: () => void = () => undefined;
  let how: string | undefined;
  const ended = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => (how = error.code ?? 'error'));
    socket.on('close', () => {
      how ??= 'end';
      resolve(how);
      wake();
    });
  });
  socket.on('data', (data: Buffer) => {
    text += data.toString();
    wake();
  });
  const take = async (until: () => number): Promise<string> => {
    while (until() < 0 && how === undefined) await new Promise<void>((done) => (wake = done));
    const length = until();
    if (length < 0) return how ?? '';
    const taken = text.slice(0, length);
    text = text.slice(length);
    return taken;
  };
  const greeting = await take(() => (text.includes('\n') ? text.indexOf('\n') + 1 : -1));
  return {
    socket,
    member: greeting.trim(),
    say: (words) => {
      socket.write(words);
      return take(() => (text.length >= words.length ? words.length : -1));
    },
    ended,
    close: () => socket.destroy(),
  };
}
