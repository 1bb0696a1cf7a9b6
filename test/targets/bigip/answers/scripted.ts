import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Client, createClient } from '../../../../src/targets/bigip/icontrol/client.ts';
import { json, type Liar, startLiar } from '../../../harness/liar.ts';

export type Answer = (reply: ServerResponse, request: Asked) => void;
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly transaction: boolean;
}

/** A device that answers as a test says, and a client of it. */
export interface Scripted {
  readonly client: Client;
  readonly port: number;
  readonly fingerprint: string;
  readonly asked: readonly string[];
  readonly stop: () => Promise<void>;
}

export async function startScripted(answer: Answer, timeout = 2000): Promise<Scripted> {
  const liar: Liar = await startLiar((request: IncomingMessage, reply) => {
    const { method = '', url = '', headers } = request;
    request.resume();
    answer(reply, { method, url, transaction: 'x-f5-rest-coordination-id' in headers });
  });
  const { port, fingerprint } = liar;
  const client = createClient({ host: '127.0.0.1', port, trust: { fingerprint }, timeout });
  return {
    client,
    port,
    fingerprint,
    asked: liar.asked,
    stop: async () => {
      client.close();
      await liar.stop();
    },
  };
}

export const ok = (body: unknown): Answer => {
  return (reply) => json(reply, 200, body);
};

export const status = (code: number, body: unknown): Answer => {
  return (reply) => json(reply, code, body);
};

export const reset: Answer = (reply) => void reply.destroy();

export const emptyOk: Answer = (reply) => void reply.writeHead(200).end();

export const truncated: Answer = (reply) => {
  reply.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '500' });
  reply.write('{"transId": 5, "sta');
  setTimeout(() => reply.destroy(), 20);
};

/** The next of several answers each time; the last stays. */
export function inTurn(...answers: readonly Answer[]): Answer {
  let turn = 0;
  return (reply, request) => answers[Math.min(turn++, answers.length - 1)]?.(reply, request);
}
