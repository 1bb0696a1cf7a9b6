import { type Channel, cutText } from '../../probe/channel.ts';
import { waiting, within } from '../../probe/deadline.ts';
import type { Finding } from '../../probe/finding.ts';
import { open } from '../../probe/open.ts';
import type { Endpoint } from '../../probe/target.ts';
import type { Subject } from '../verify/subjects.ts';

// Clients that hold a WebSocket open while something happens to it.

export interface HeldClient {
  readonly virtualServer: string;
  /** The name that the gateway tells; real ones may tell none. */
  readonly gateway: string | undefined;
  /** Milliseconds that the handshake took. */
  readonly milliseconds: number;
  /** How it ended, once it has, other than by `close`. */
  readonly cut: () => string | undefined;
  /** Whether a ping is answered still. */
  readonly lives: () => Promise<boolean>;
  readonly close: () => void;
}

export type Opened = { readonly client: HeldClient } | { readonly fault: Finding };

/** The name of the header in which gateways of a rehearsal tell who they are. */
const WHO = 'x-gateway';
/** Longer than any rehearsal. */
const FOR_GOOD = 3_600_000;

/** Opens a WebSocket as `verify:` says and keeps listening to it. */
export async function hold(
  subject: Subject & { readonly endpoint: Endpoint },
  timeout: number,
  signal: AbortSignal,
): Promise<Opened> {
  const { endpoint, expected, tried } = subject;
  let fault: Finding | undefined;
  const opened = await open({ endpoint, expected, timeout, signal }, (finding) => {
    if (finding.verdict !== 'passed') fault ??= finding;
  });
  if (fault) {
    opened?.destroy();
    return { fault };
  }
  const { channel, upgraded, destroy } = opened ?? {};
  const end: End = { closed: false, onPong: () => undefined };
  if (channel) void listen(channel, end);
  return {
    client: {
      virtualServer: tried.virtualServer,
      gateway: upgraded?.headers.find(([name]) => name === WHO)?.[1],
      milliseconds: upgraded?.milliseconds ?? 0,
      cut: () => end.cut,
      lives: async () => {
        if (!channel || end.cut !== undefined) return false;
        const pong = waiting(within(timeout), signal, false, (done) => {
          end.onPong = done;
        });
        channel.ping(Buffer.from('still there?'));
        return pong;
      },
      close: () => {
        end.closed = true;
        destroy?.();
      },
    },
  };
}

interface End {
  closed: boolean;
  cut?: string;
  /** Called when a ping is answered, and with false when none will be any more. */
  onPong: (isAnswered: boolean) => void;
}

/** Until the connection ends, in whatever way. */
async function listen(channel: Channel, end: End): Promise<void> {
  const cut = await lastWords(channel, () => end.onPong(true)).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (!end.closed) end.cut = cut;
  end.onPong(false);
}

async function lastWords(channel: Channel, onPong: () => void): Promise<string> {
  for (;;) {
    const heard = await channel.hear(within(FOR_GOOD));
    if (heard.type === 'pong') onPong();
    else if (heard.type !== 'message' && heard.type !== 'late') return cutText(heard);
  }
}
