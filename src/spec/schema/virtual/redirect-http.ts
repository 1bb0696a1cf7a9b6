import { z } from 'zod';
import { fqdn } from '../scalars.ts';

const settings = z.strictObject({
  port: z.int().min(1).max(65_535).default(80).describe('Where plain HTTP comes in.'),
  status: z
    .literal([301, 302, 307, 308])
    .default(301)
    .describe(
      '301 and 302 let clients turn a POST into a GET, 307 and 308 do not; 301 and 308 are kept by browsers.',
    ),
  host: fqdn
    .optional()
    .describe('Where to, whatever the client asks for. Default: the host that the client asks for.'),
});

export const redirectHttp = z
  .union([
    z.boolean().transform((on) => (on ? settings.parse({}) : undefined)),
    settings.transform((one): typeof one | undefined => one),
  ])
  .optional()
  .describe(
    'A second virtual server, `<name>-redirect`, on the same address, that redirects from http:// to https:// on the ' +
      'port of this one: `true` (port 80, 301), or a map. Host, path and query are kept; a request without a usable ' +
      'Host gets 400. Clients that open ws:// get the redirect too, which they do not follow: give them wss://.',
  );
