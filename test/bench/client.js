import { Agent, request } from 'node:https';

export const AUTHORIZATION = `Basic ${Buffer.from('admin:admin').toString('base64')}`;
const ANSWER_MS = 30_000;
/** Added by Node itself, to the answers of all servers. */
const OF_NODE = new Set(['date', 'connection', 'keep-alive']);

/** Requests to a mock as its administrator, over at most so many connections. */
export function clientOf({ port, certificate }, maxSockets = 8) {
  const agent = new Agent({ keepAlive: true, ca: certificate, maxSockets });
  const call = (method, path, body, headers = {}) =>
    new Promise((done, fail) => {
      const bytes = body === undefined ? undefined : JSON.stringify(body);
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          agent,
          method,
          path,
          headers: {
            Authorization: AUTHORIZATION,
            ...(bytes === undefined
              ? {}
              : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(bytes) }),
            ...headers,
          },
        },
        (incoming) => {
          const chunks = [];
          incoming.on('data', (chunk) => chunks.push(chunk));
          incoming.on('error', fail);
          incoming.on('end', () => {
            const all = Buffer.concat(chunks);
            done({
              status: incoming.statusCode,
              head: headOf(incoming.rawHeaders),
              bytes: all,
              json: () => JSON.parse(all.toString('utf8')),
            });
          });
        },
      );
      outgoing.setTimeout(ANSWER_MS, () => outgoing.destroy(new Error('no answer')));
      outgoing.on('error', fail);
      outgoing.end(bytes);
    });
  return { agent, call };
}

/** Names and values in turns, as they came, without those Node adds. */
function headOf(raw) {
  const pairs = Array.from({ length: raw.length / 2 }, (_, index) => raw.slice(2 * index, 2 * index + 2));
  return pairs.filter(([name]) => !OF_NODE.has(name.toLowerCase())).flat();
}
