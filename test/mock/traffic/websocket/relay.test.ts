import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { frameReader, headBytes, masked } from '../../../../src/mock/traffic/websocket/frames.ts';
import { client, profile, type Rules, type Setting, stage, type Stage } from '../http/fake-host.ts';

const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

const KEY = Buffer.from([9, 8, 7, 6]);
const head = (opcode: number, key: Buffer | undefined, length: number) =>
  headBytes({ fin: true, reserved: 0, opcode, key, length });
const frame = (text: string, opcode = 1) =>
  Buffer.concat([head(opcode, KEY, text.length), masked(Buffer.from(text), KEY, 0)]);
const fromServer = (text: string) => Buffer.concat([head(1, undefined, text.length), Buffer.from(text)]);

const UPGRADE =
  'GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Key: k\r\n\r\n';
const ACCEPT =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: a\r\n\r\n';

interface Heard {
  /** What the member got after the request. */
  bytes: Buffer;
  head: string;
}

/** A member that accepts, greets at once, and keeps what it gets. */
async function upgraded(setting: Setting, after = fromServer('hi')) {
  const heard: Heard = { bytes: Buffer.alloc(0), head: '' };
  const made = await stage((socket: Socket) => {
    socket.on('data', (bytes) => {
      if (heard.head === '') {
        const end = bytes.indexOf('\r\n\r\n') + 4;
        heard.head = bytes.toString('latin1', 0, end);
        heard.bytes = Buffer.concat([heard.bytes, bytes.subarray(end)]);
        socket.write(Buffer.concat([Buffer.from(ACCEPT), after]));
      } else heard.bytes = Buffer.concat([heard.bytes, bytes]);
    });
    socket.on('end', () => socket.end());
  }, setting);
  stages.push(made);
  const peer = client(made.port);
  const got = async (length: number) => {
    while (heard.bytes.length < length) await new Promise((resolve) => setTimeout(resolve, 5));
    return heard.bytes;
  };
  return { made, heard, got, ...peer };
}

const latin = (bytes: Buffer) => bytes.toString('latin1');

describe('from 11.4 on', () => {
  it('nothing is added to the 101, and bytes that came early arrive', async () => {
    const { send, until, got } = await upgraded({ tmos: '11.4.0' });
    send(Buffer.concat([Buffer.from(UPGRADE), frame('early')]));
    expect(await until(/hi$/)).toBe(ACCEPT + latin(fromServer('hi')));
    expect(await got(11)).toEqual(frame('early'));
  });

  it('whatever is sent goes on, frame or not', async () => {
    const { send, until, got } = await upgraded({}, Buffer.alloc(0));
    send(UPGRADE);
    await until(/\r\n\r\n$/);
    send(Buffer.from('no frame at all'));
    expect(latin(await got(15))).toBe('no frame at all');
  });

  it('the end of one side is the end of the other', async () => {
    const { send, until, ended, socket, made } = await upgraded({});
    send(UPGRADE);
    await until(/hi$/);
    socket.end();
    expect(await ended()).toBe('end');
    expect(made.resets).toEqual([]);
  });

  it('OneConnect leaves an upgrade alone', async () => {
    const { send, until, heard } = await upgraded({
      profiles: [profile('one-connect')],
      http: { oneconnectTransformations: 'enabled' },
    });
    send(UPGRADE);
    await until(/hi$/);
    expect(heard.head).toContain('Connection: keep-alive, Upgrade\r\n');
  });
});

describe('before 11.4', () => {
  it('the handshake succeeds, the frames of the client get nowhere and those of the server end it', async () => {
    const { send, until, ended, heard, made } = await upgraded({ tmos: '11.3.0' });
    send(Buffer.concat([Buffer.from(UPGRADE), frame('lost')]));
    await until(/Accept: a\r\n\r\n/);
    await ended();
    expect(made.resets).toEqual(['HTTP process error']);
    expect(heard.bytes).toHaveLength(0);
  });

  it('HTTP::disable lets all pass', async () => {
    const rules: Rules = {
      HTTP_REQUEST: () => [{ do: 'http-disable' }],
      HTTP_RESPONSE: () => [],
      HTTP_DISABLED: () => [],
    };
    const { send, until, got, made } = await upgraded({ tmos: '11.3.0', rules });
    send(UPGRADE);
    expect(await until(/hi$/)).toBe(ACCEPT + latin(fromServer('hi')));
    send(frame('through'));
    expect(await got(13)).toEqual(frame('through'));
    expect(made.events).toEqual(['HTTP_REQUEST', 'HTTP_DISABLED']);
  });

  it('OneConnect makes the upgrade fail', async () => {
    const { send, until, heard } = await upgraded({
      tmos: '11.3.0',
      profiles: [profile('one-connect')],
      http: { oneconnectTransformations: 'enabled' },
    });
    send(UPGRADE);
    await until(/\r\n\r\n/);
    expect(heard.head).toContain('Connection: Keep-Alive\r\n');
    expect(heard.head).toContain('X-Cnection: keep-alive, Upgrade\r\n');
  });
});

describe('the websocket profile', () => {
  const withMasking = (masking: string, rules?: Rules): Setting => ({
    profiles: [profile('websocket', { masking })],
    ...(rules ? { rules } : {}),
  });

  it.each(['preserve', 'selective'])('%s lets masks be', async (masking) => {
    const { send, until, got } = await upgraded(withMasking(masking));
    send(UPGRADE);
    await until(/hi$/);
    send(frame('hello'));
    expect(await got(11)).toEqual(frame('hello'));
  });

  it('unmask takes them off for rules only', async () => {
    const { send, until, got } = await upgraded(withMasking('unmask'));
    send(UPGRADE);
    await until(/hi$/);
    send(frame('hello'));
    expect(await got(11)).toEqual(frame('hello'));
  });

  it('remask puts others on, in pieces of any size', async () => {
    const { send, until, got } = await upgraded(withMasking('remask'));
    send(UPGRADE);
    await until(/hi$/);
    const text = 'x'.repeat(70_001);
    const sent = frame(text);
    for (let at = 0; at < sent.length; at += 9973) send(sent.subarray(at, at + 9973));
    const bytes = await got(sent.length);
    const key = bytes.subarray(10, 14);
    expect(key.equals(KEY)).toBe(false);
    expect(latin(masked(bytes.subarray(14), key, 0))).toBe(text);
  });

  it('rules see the events in their order, and the masked payload', async () => {
    const payloads: string[] = [];
    const rules: Rules = {
      WS_REQUEST: () => [],
      WS_RESPONSE: () => [],
      WS_CLIENT_FRAME: () => [{ do: 'collect', side: 'client', bytes: undefined }],
      WS_CLIENT_DATA: ({ payload = '' }) => (payloads.push(payload), []),
      WS_CLIENT_FRAME_DONE: () => [],
      WS_SERVER_FRAME: () => [{ do: 'collect', side: 'server', bytes: undefined }],
      WS_SERVER_DATA: ({ payload = '' }) => (payloads.push(payload), []),
      WS_SERVER_FRAME_DONE: () => [],
    };
    const { send, until, got, made } = await upgraded(withMasking('selective', rules));
    send(UPGRADE);
    await until(/hi$/);
    send(frame('hello'));
    expect(await got(11)).toEqual(frame('hello'));
    expect(made.events).toEqual([
      'WS_REQUEST',
      'WS_RESPONSE',
      'WS_SERVER_FRAME',
      'WS_SERVER_DATA',
      'WS_SERVER_FRAME_DONE',
      'WS_CLIENT_FRAME',
      'WS_CLIENT_DATA',
      'WS_CLIENT_FRAME_DONE',
    ]);
    expect(payloads).toEqual(['hi', latin(masked(Buffer.from('hello'), KEY, 0))]);
  });

  it('a rule that replaces a payload changes the length too', async () => {
    const rules: Rules = {
      WS_CLIENT_FRAME: () => [{ do: 'collect', side: 'client', bytes: undefined }],
      WS_CLIENT_DATA: ({ payload = '' }) => [{ do: 'payload', payload: `${payload}, world` }],
    };
    const { send, until, got } = await upgraded(withMasking('unmask', rules));
    send(UPGRADE);
    await until(/hi$/);
    send(frame('hello'));
    expect(await got(18)).toEqual(frame('hello, world'));
  });

  it('WS::disconnect closes both ends after the frame', async () => {
    const rules: Rules = {
      WS_CLIENT_FRAME_DONE: () => [{ do: 'websocket-disconnect', code: 1008, reason: 'no' }],
    };
    const { send, until, got, ended } = await upgraded(withMasking('selective', rules));
    send(UPGRADE);
    await until(/hi$/);
    send(Buffer.concat([frame('last'), frame('never')]));
    const close = Buffer.from([0x88, 4, 0x03, 0xf0, 0x6e, 0x6f]);
    expect((await until(/no$/)).endsWith(latin(close))).toBe(true);
    expect(await ended()).toBe('end');
    const bytes = await got(20);
    const opcodes = frameReader({ masked: true })(bytes).flatMap((event) =>
      event.is === 'head' ? [event.head.opcode] : [],
    );
    expect(opcodes).toEqual([1, 8]);
  });

  it('what is no frame is closed with 1002', async () => {
    const { send, until, ended } = await upgraded(withMasking('remask'));
    send(UPGRADE);
    await until(/hi$/);
    send(frame('bad', 3));
    await until(/\x88\x02\x03\xea$/);
    expect(await ended()).toBe('end');
  });

  it('WS::enabled false passes bytes', async () => {
    const rules: Rules = { WS_REQUEST: () => [{ do: 'websocket-disable' }], WS_CLIENT_FRAME: () => [] };
    const { send, until, got, made } = await upgraded(withMasking('remask', rules));
    send(UPGRADE);
    await until(/hi$/);
    send(frame('raw'));
    expect(await got(9)).toEqual(frame('raw'));
    expect(made.events).toEqual(['WS_REQUEST']);
  });
});
