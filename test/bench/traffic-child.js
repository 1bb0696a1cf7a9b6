// One process for traffic.js: echo gateways, or the mock with traffic.
import { pathToFileURL } from 'node:url';
import { WebSocketServer } from 'ws';

const [what, ...rest] = process.argv.slice(2);

const questions = {
  /** Bytes that the process has of the machine's memory. */
  memory: () => {
    for (let round = 0; round < 3; round++) globalThis.gc();
    return process.memoryUsage().rss;
  },
  places: () => traffic?.places(),
  settled: () => traffic?.settled(),
};
let traffic;
process.on('message', async (name) => process.send((await questions[name]()) ?? null));
process.on('disconnect', () => process.exit());
process.send(await (what === 'gateways' ? gateways() : mock(...rest)));

/** The ports of three. */
async function gateways() {
  const servers = Array.from({ length: 3 }, () => new WebSocketServer({ host: '127.0.0.1', port: 0 }));
  for (const server of servers)
    server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
  await Promise.all(servers.map((server) => new Promise((done) => server.once('listening', done))));
  return servers.map((server) => server.address().port);
}

async function mock(bundle) {
  const { createMock } = await import(pathToFileURL(bundle));
  const running = await createMock({ seed: 1, traffic: { map: 'auto' } });
  traffic = running.traffic;
  return { port: running.port, certificate: running.certificate };
}
