import { z } from 'zod';

export const protocol = z
  .enum(['tcp', 'udp', 'any'])
  .default('tcp')
  .describe(
    '`udp`: datagrams, each flow with a time-out. `any`: the packets of every protocol, passed on. Both without ' +
      'HTTP, TLS and cookies.',
  );

interface Asked {
  readonly protocol: z.output<typeof protocol>;
  readonly websocket?: unknown;
  readonly keepAlive?: unknown;
  readonly redirectHttp?: unknown;
}

const VALUE = 'schema/value';

/** What only connections of TCP can have. What is left to profiles is told where they are chosen. */
export function checkProtocol(
  { protocol: of, websocket, keepAlive, redirectHttp }: Asked,
  context: z.RefinementCtx,
): void {
  if (of === 'tcp') return;
  const refuse = (key: string, message: string): void =>
    context.addIssue({
      code: 'custom',
      path: [key],
      message: `${message}, and this is protocol: ${of}`,
      params: { hint: `remove it, or protocol: ${of}`, rule: VALUE },
    });
  if (websocket !== undefined) refuse('websocket', 'a WebSocket is carried by TCP');
  if (redirectHttp !== undefined) refuse('redirectHttp', 'what clients are redirected to is HTTP over TLS');
  if (keepAlive !== undefined && of === 'udp') refuse('keepAlive', 'a keep-alive is a matter of TCP');
}
