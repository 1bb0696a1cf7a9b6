import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { client, echo, ONE, profile, type Setting, stage, type Stage } from './fake-host.ts';

const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

async function on(member: Parameters<typeof stage>[0], setting?: Setting): Promise<Stage> {
  const made = await stage(member, setting);
  stages.push(made);
  return made;
}

const get = (path = '/', headers = '') => `GET ${path} HTTP/1.1\r\nHost: a.example\r\n${headers}\r\n`;

/** A member that says one thing, whatever it is asked. */
const says =
  (...pieces: readonly string[]) =>
  (socket: Socket): void => {
    socket.once('data', () => {
      for (const piece of pieces) socket.write(piece);
      if (!/Content-Length|chunked|HTTP\/1.1 1/.test(pieces.join(''))) socket.end();
    });
  };

describe('a request and its answer', () => {
  it('pass as they were written, names and order too', async () => {
    const { port } = await on(echo('X-a: 1\r\nx-A: 2\r\n'));
    const { send, until } = client(port);
    send(get('/p?q=1', 'Accept: */*\r\naCCept: x\r\n'));
    const heard = await until(/\r\n\r\n$/);
    expect(heard).toContain('X-a: 1\r\nx-A: 2\r\n');
    expect(heard).toContain(
      'one:8001|GET /p?q=1 HTTP/1.1\r\nHost: a.example\r\nAccept: */*\r\naCCept: x\r\n\r\n',
    );
  });

  it('go to the member of the first request while the connection lives', async () => {
    const { port, choices, connections } = await on(echo());
    const { send, until } = client(port);
    send(get('/1'));
    await until(/GET \/1 .*\r\n\r\n$/s);
    send(get('/2'));
    await until(/one:8001\|GET \/2 .*\r\n\r\n$/s);
    expect([choices.length, connections()]).toEqual([1, 1]);
  });

  it('are kept in order where the client does not wait', async () => {
    const { port } = await on(echo());
    const { send, until } = client(port);
    send(get('/1') + get('/2') + get('/3'));
    expect((await until(/\/3 .*\r\n\r\n$/s)).match(/GET \/\d/g)).toEqual(['GET /1', 'GET /2', 'GET /3']);
  });

  const bodies: readonly (readonly [string, string])[] = [
    ['of a length', 'Content-Length: 5\r\n\r\nhello'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5;x=1\r\nhello\r\n0\r\nTrailer: t\r\n\r\n'],
    ['until the end', '\r\nhello'],
  ];
  it.each(bodies)('with a body %s', async (_name, rest) => {
    const { port } = await on(says(`HTTP/1.1 200 OK\r\n${rest}`));
    const { send, until } = client(port);
    send(get());
    expect(
      await until(new RegExp(`${rest.slice(-5).replaceAll('\r', '\\r').replaceAll('\n', '\\n')}$`)),
    ).toBe(`HTTP/1.1 200 OK\r\n${rest}`);
  });

  it('with a body of the client in chunks, cut anywhere', async () => {
    const wanted =
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n';
    let got = '';
    const { port } = await on((socket) =>
      socket.on('data', (bytes) => {
        got += bytes.toString('latin1');
        if (got.endsWith('\r\n0\r\n\r\n')) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
      }),
    );
    const { send, until, socket } = client(port);
    socket.setNoDelay(true);
    for (const byte of wanted) {
      send(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(/^HTTP\/1.1 204 No Content\r\n\r\n$/);
    expect(got).toBe(wanted);
  });

  it('with 100-continue before', async () => {
    const { port } = await on((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 100 Continue\r\n\r\n');
        socket.once('data', (bytes) => {
          socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n${bytes.toString()}`);
        });
      });
    });
    const { send, until } = client(port);
    send('POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n');
    await until(/100 Continue\r\n\r\n$/);
    send('body');
    expect(await until(/body$/)).toContain('HTTP/1.1 200 OK');
  });

  it('without a body to HEAD, whatever length it tells', async () => {
    const { port } = await on(says('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n'));
    const { send, until } = client(port);
    send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(/500\r\n\r\n$/);
    send('HEAD / HTTP/1.1\r\nHost: a\r\n\r\n');
  });

  it('end with the connection in HTTP/1.0, and where one of them says close', async () => {
    const { port } = await on(echo());
    const old = client(port);
    old.send('GET / HTTP/1.0\r\n\r\n');
    expect(await old.ended()).toBe('end');
    const closing = client(port);
    closing.send(get('/', 'Connection: close\r\n'));
    expect(await closing.ended()).toBe('end');
  });
});

describe('what is no HTTP', () => {
  const headers = (count: number) => Array.from({ length: count }, (_, at) => `h${at}: v\r\n`).join('');
  const bad: readonly (readonly [string, string])[] = [
    ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00'],
    ['a line without a version', 'GET /\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nnonsense\r\n\r\n'],
    ['a header with a blank in its name', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'],
    ['two lengths', get('/', 'Content-Length: 1\r\nContent-Length: 2\r\n')],
    ['chunked that is not last', get('/', 'Transfer-Encoding: chunked, gzip\r\n')],
    ['more than 64 headers', `GET / HTTP/1.1\r\n${headers(65)}\r\n`],
    ['a head of more than 32 kB', `GET / HTTP/1.1\r\nx: ${'x'.repeat(33_000)}\r\n\r\n`],
    ['chunks that are none', `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ];
  it.each(bad)('is reset: %s', async (_name, text) => {
    const { port, resets } = await on(echo());
    const { send, ended } = client(port);
    send(text);
    expect(await ended()).toBe('reset');
    expect(resets).toHaveLength(1);
  });

  it('passes where the profile says so', async () => {
    const { port } = await on(echo(), { http: { enforcement: { excessClientHeaders: 'pass-through' } } });
    const { send, until } = client(port);
    send(`GET /x HTTP/1.1\r\n${headers(70)}\r\n`);
    expect(await until(/h69: v/)).toContain('GET /x');
  });

  it('as an answer resets the client', async () => {
    const { port, resets } = await on(says('what?', 'Content-Length'));
    const { send, ended } = client(port);
    send(get());
    expect(await ended()).toBe('reset');
    expect(resets).toEqual(['HTTP process error']);
  });
});

describe('no member', () => {
  it('resets after the request, with the cause', async () => {
    const { port, resets } = await on(echo(), {
      host: { choose: () => ({ cause: 'No pool member available' }) },
    });
    const { send, ended } = client(port);
    send(get());
    expect(await ended()).toBe('reset');
    expect(resets).toEqual(['No pool member available']);
  });

  it('sends to the fallback host', async () => {
    const { port } = await on(echo(), {
      host: { choose: () => ({ cause: 'No pool member available' }) },
      http: { fallbackHost: 'sorry.example' },
    });
    const { send, until } = client(port);
    send(get());
    expect(await until(/\r\n\r\n$/)).toMatch(
      /^HTTP\/1.0 302 Found\r\nLocation: http:\/\/sorry.example\r\nServer: BigIP/,
    );
  });

  it('may try others, as often as the pool says', async () => {
    const failing = new Set<string>();
    const { port, choices } = await on(echo(), {
      host: {
        reselectTries: () => 1,
        connect: (member) => {
          failing.add(member.name);
          return Promise.resolve({ cause: 'No route to host' });
        },
      },
    });
    const { send, ended } = client(port);
    send(get());
    expect(await ended()).toBe('reset');
    expect([...failing]).toEqual(['one:8001', 'two:8002']);
    expect(choices.at(-1)?.tried).toEqual([ONE]);
  });
});

describe('OneConnect', () => {
  const profiles = [profile('one-connect', { sourceMask: 'any' })];

  it('balances each request, and shares connections after 200', async () => {
    const { port, choices, connections } = await on(echo(), { profiles });
    for (const path of ['/1', '/2', '/3', '/4']) {
      const { send, until } = client(port);
      send(get(path));
      await until(new RegExp(`GET ${path} .*\\r\\n\\r\\n$`, 's'));
    }
    expect([choices.length, connections()]).toEqual([4, 2]);
  });

  it('keeps a connection with its client after any other status', async () => {
    const { port, connections } = await on(echo('', '404 Not Found'), { profiles });
    for (const path of ['/1', '/2', '/3']) {
      const { send, until } = client(port);
      send(get(path));
      await until(new RegExp(`GET ${path} .*\\r\\n\\r\\n$`, 's'));
    }
    expect(connections()).toBe(3);
  });

  it('writes what the client said of its connection into X-Cnection', async () => {
    const { port } = await on(echo(), { profiles, http: { oneconnectTransformations: 'enabled' } });
    const { send, until } = client(port);
    send(get('/', 'Connection: close\r\n'));
    expect(await until(/X-Cnection: close\r\n/)).toContain('Connection: Keep-Alive\r\n');
  });
});

describe('the http profile', () => {
  const cases: readonly (readonly [string, Setting['http'], RegExp])[] = [
    ['adds X-Forwarded-For', { insertXforwardedFor: 'enabled' }, /X-Forwarded-For: 192.0.2.7\r\n\r\n$/],
    ['adds a header', { headerInsert: 'X-Via: [IP::client_addr]' }, /X-Via: 192.0.2.7\r\n\r\n$/],
    ['takes one out', { headerErase: 'x-secret' }, /Host: a.example\r\n\r\n$/],
    ['signs in Via', { viaRequest: 'append', viaHostName: 'lb' }, /Via: 1.1 lb\r\n\r\n$/],
  ];
  it.each(cases)('%s', async (_name, http, pattern) => {
    const { port } = await on(echo(), { http: http ?? {} });
    const { send, until } = client(port);
    send(get('/', 'X-Secret: s\r\n').replace(http?.headerErase ? '' : 'X-Secret: s\r\n', ''));
    await until(pattern);
  });

  it('closes after the last request it allows', async () => {
    const { port } = await on(echo(), { http: { enforcement: { maxRequests: 2 } } });
    const { send, until, ended } = client(port);
    send(get('/1'));
    await until(/\/1 .*\r\n\r\n$/s);
    send(get('/2'));
    await until(/Connection: close/);
    expect(await ended()).toBe('end');
  });
});
