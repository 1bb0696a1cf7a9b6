import { z } from 'zod';
import { plainText, seconds } from '../scalars.ts';

const count = (least: number, most: number, usual: number) => z.int().min(least).max(most).default(usual);

/** A mask of IPv4 whose ones all come first; none is `any`. */
const MASK = /^(255\.){0,3}(255|254|252|248|240|224|192|128)(\.0){0,3}$/;

export const oneConnect = z
  .union([
    z.boolean(),
    z.strictObject({
      sourceMask: z
        .string()
        .refine((text) => text === 'any' || (MASK.test(text) && text.split('.').length === 4), {
          error: 'not a mask: write 255.255.255.0 or any',
        })
        .default('any')
        .describe('Clients whose addresses are the same under it share connections. `any`: all of them.'),
      maxSize: count(0, 65_535, 10_000).describe('Idle connections that are kept at most.'),
      maxAge: count(0, 4_294_967_294, 86_400).describe('Seconds after which one is not used again.'),
      maxReuse: count(0, 65_535, 1000).describe('Requests after which one is not used again.'),
      limit: z
        .enum(['none', 'idle', 'strict'])
        .default('none')
        .describe(
          'What the members’ connection limits count: `idle` ends idle ones at the limit, `strict` counts them too.',
        ),
    }),
  ])
  .default(false)
  .describe(
    'OneConnect: requests share connections to the members. A WebSocket keeps its own. A map makes a profile of its own.',
  );

export const compression = z
  .union([
    z.boolean(),
    z.strictObject({
      types: z
        .array(
          plainText
            .min(1)
            .max(255)
            .regex(/^[^\s"]+$/, { error: 'a type has no blank and no quote' }),
        )
        .min(1)
        .max(64)
        .default(['text/', 'application/(xml|x-javascript)'])
        .describe('Regular expressions: which content types are compressed.'),
      minSize: count(0, 4_294_967_294, 1024).describe('Bytes from which on an answer is compressed.'),
      level: count(1, 9, 1).describe('From 1, the fastest, to 9, the smallest.'),
    }),
  ])
  .default(false)
  .describe(
    'Compress answers of HTTP towards the clients. Frames of a WebSocket are no matter of it: ' +
      '`websocket: { mode: profile, compression: … }`.',
  );

export const http2 = z
  .union([
    z.boolean(),
    z.strictObject({
      concurrentStreams: count(1, 256, 10).describe('Requests of one connection at a time.'),
      idleTimeout: seconds()
        .min(1)
        .default(300)
        .describe('Seconds without traffic before an HTTP/2 connection is closed.'),
    }),
  ])
  .default(false)
  .describe(
    'HTTP/2 towards the clients, beside HTTP/1.1; members get HTTP/1.1. TLS agrees on it, so it needs a client-SSL ' +
      'profile. Browsers open WebSockets over HTTP/1.1 all the same.',
  );
