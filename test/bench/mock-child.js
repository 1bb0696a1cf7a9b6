// One server in a process of its own, for mock.js: the mock, or a bare server that knows its answers by heart.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { pathToFileURL } from 'node:url';

const [bundle, answersFile] = process.argv.slice(2);
const { createMock, selfSigned } = await import(pathToFileURL(bundle));
let ahead = 0;

const questions = {
  /** Microseconds, all threads. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  /** Bytes that are still in use. */
  heap: () => {
    for (let round = 0; round < 3; round++) globalThis.gc();
    return process.memoryUsage().heapUsed;
  },
  /** Lets transactions run out. */
  hour: () => (ahead += 3_600_000),
};
process.on('message', (name) => process.send(questions[name]()));
process.on('disconnect', () => process.exit());
process.send(await (answersFile === undefined ? mock() : bare()));

async function mock() {
  const { port, certificate } = await createMock({ seed: 1, now: () => Date.now() + ahead });
  return { port, certificate };
}

/** Writes a head and a body as the mock did, and does nothing else. */
async function bare() {
  const entries = JSON.parse(readFileSync(answersFile, 'utf8'));
  const answers = new Map(entries.map(({ path, head, body }) => [path, { head, body: Buffer.from(body) }]));
  const { key, certificate } = await selfSigned('127.0.0.1');
  const server = createServer({ key, cert: certificate, keepAliveTimeout: 65_000 }, (request, response) => {
    const { head, body } = answers.get(request.url);
    response.writeHead(200, head);
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { port: server.address().port, certificate };
}
