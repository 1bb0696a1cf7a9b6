import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultId } from '../../src/probe/faults.ts';
import { closeText } from '../../src/probe/frames/close.ts';
import { type FrameEvent, frameReader } from '../../src/probe/frames/read.ts';
import { closeFrame, fragments, frame as clientFrame } from '../../src/probe/frames/write.ts';
import { header, serverFrame } from './server-frames.ts';

const LARGEST = 100_000;

/** What frames come to, given at once; in words that a table can hold. */
function heard(bytes: Buffer): string[] {
  return frameReader(LARGEST)(bytes).map(words);
}

function words(event: FrameEvent): string {
  if (event.type === 'fault') return event.fault.id;
  if (event.type === 'close') return `close ${closeText(event)}`;
  if (event.type !== 'message') return `${event.type} ${event.data.toString('latin1')}`;
  const { kind, data, frames } = event;
  const shown =
    data.length > 20 ? `${data.length} bytes` : data.toString(kind === 'text' ? 'utf8' : 'latin1');
  return `${kind} ${shown}${frames > 1 ? ` in ${frames}` : ''}`;
}

const text = (payload: Buffer | string, fin = true): Buffer => serverFrame(1, payload, { fin });
const more = (payload: Buffer | string, fin = true): Buffer => serverFrame(0, payload, { fin });
const binary = (payload: Buffer | string, fin = true): Buffer => serverFrame(2, payload, { fin });
const ping = (payload: Buffer | string): Buffer => serverFrame(9, payload);
const pong = (payload: Buffer | string): Buffer => serverFrame(10, payload);
const close = (payload: Buffer): Buffer => serverFrame(8, payload);
const code = (number: number, reason: Buffer | string = ''): Buffer => {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(number);
  return Buffer.concat([head, Buffer.from(reason)]);
};
const bytes = (...values: readonly number[]): Buffer => Buffer.from(values);
const euro = Buffer.from('€');

type Case = readonly [name: string, sent: readonly Buffer[], heard: readonly string[]];

const GOOD: readonly Case[] = [
  ['an empty text', [text('')], ['text ']],
  ['an empty binary', [binary('')], ['binary ']],
  ['a short text', [text('hello')], ['text hello']],
  ['a short binary', [binary('ab')], ['binary ab']],
  ['two messages in one piece', [text('one'), text('two')], ['text one', 'text two']],
  ['125 bytes', [binary(Buffer.alloc(125))], ['binary 125 bytes']],
  ['126 bytes', [binary(Buffer.alloc(126))], ['binary 126 bytes']],
  ['127 bytes', [binary(Buffer.alloc(127))], ['binary 127 bytes']],
  ['65,535 bytes', [binary(Buffer.alloc(65_535))], ['binary 65535 bytes']],
  ['65,536 bytes', [binary(Buffer.alloc(65_536))], ['binary 65536 bytes']],
  ['as much as is taken', [binary(Buffer.alloc(LARGEST))], [`binary ${LARGEST} bytes`]],
  ['two fragments', [text('he', false), more('llo')], ['text hello in 2']],
  ['three fragments', [binary('a', false), more('b', false), more('c')], ['binary abc in 3']],
  ['empty fragments', [text('', false), more('', false), more('')], ['text  in 3']],
  ['an empty last fragment', [text('ab', false), more('')], ['text ab in 2']],
  [
    'a fragmented message and then another',
    [text('a', false), more('b'), text('c')],
    ['text ab in 2', 'text c'],
  ],
  ['a ping between fragments', [text('a', false), ping('p'), more('b')], ['ping p', 'text ab in 2']],
  ['a pong between fragments', [text('a', false), pong('p'), more('b')], ['pong p', 'text ab in 2']],
  [
    'pings and pongs between fragments',
    [text('a', false), ping('1'), pong('2'), more('', false), ping('3'), more('b')],
    ['ping 1', 'pong 2', 'ping 3', 'text ab in 3'],
  ],
  ['a close frame between fragments', [text('a', false), close(code(1001))], ['close 1001 (going away)']],
  ['an empty ping', [ping('')], ['ping ']],
  ['a ping of 125 bytes', [ping('p'.repeat(125))], [`ping ${'p'.repeat(125)}`]],
  ['a pong that nobody asked for', [pong('x')], ['pong x']],
  ['a character in two bytes', [text('é')], ['text é']],
  [
    'a character divided between two fragments',
    [text(euro.subarray(0, 1), false), more(euro.subarray(1))],
    ['text € in 2'],
  ],
  [
    'a character divided between three fragments',
    [text(euro.subarray(0, 1), false), more(euro.subarray(1, 2), false), more(euro.subarray(2))],
    ['text € in 3'],
  ],
  [
    'a ping inside a divided character',
    [text(euro.subarray(0, 2), false), ping('p'), more(euro.subarray(2))],
    ['ping p', 'text € in 2'],
  ],
  ['the largest character', [text(bytes(0xf4, 0x8f, 0xbf, 0xbf))], ['text \u{10ffff}']],
  ['a byte order mark', [text(bytes(0xef, 0xbb, 0xbf))], ['text \ufeff']],
  ['a zero byte', [text(bytes(0))], ['text \0']],
  ['what is no UTF-8, as binary', [binary(bytes(0xff, 0xfe))], ['binary ÿþ']],
  ['a close frame without a code', [close(bytes())], ['close no code']],
  ['a close frame with a reason', [close(code(1008, 'no'))], ['close 1008 (against its policy): no']],
  [
    'a close frame with the longest reason',
    [close(code(1000, 'r'.repeat(123)))],
    [`close 1000 (normal): ${'r'.repeat(123)}`],
  ],
  [
    'what follows a close frame is not read',
    [close(code(1000)), bytes(0xff, 0xff), text('x')],
    ['close 1000 (normal)'],
  ],
  ['a message before a close frame', [text('bye'), close(code(1000))], ['text bye', 'close 1000 (normal)']],
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999].map(
    (one): Case => [
      `the close code ${one}`,
      [close(code(one))],
      [`close ${closeText({ code: one, reason: '' })}`],
    ],
  ),
];

const faulty = (name: string, sent: readonly Buffer[], id: FaultId, before: readonly string[] = []): Case => [
  name,
  sent,
  [...before, id],
];

const BAD: readonly Case[] = [
  faulty('a masked text', [serverFrame(1, 'abc', { mask: true })], 'frame/masked'),
  faulty('a masked ping', [serverFrame(9, '', { mask: true })], 'frame/masked'),
  faulty('a masked close frame', [serverFrame(8, code(1000), { mask: true })], 'frame/masked'),
  faulty('a masked frame, as soon as its second byte is there', [bytes(0x82, 0x80)], 'frame/masked'),
  faulty('RSV1', [serverFrame(1, 'a', { rsv: 4 })], 'frame/reserved-bits'),
  faulty('RSV2', [serverFrame(1, 'a', { rsv: 2 })], 'frame/reserved-bits'),
  faulty('RSV3', [serverFrame(2, 'a', { rsv: 1 })], 'frame/reserved-bits'),
  faulty('all reserved bits', [serverFrame(2, 'a', { rsv: 7 })], 'frame/reserved-bits'),
  faulty('RSV1 of a ping', [serverFrame(9, 'a', { rsv: 4 })], 'frame/reserved-bits'),
  faulty(
    'RSV1 of a continuation',
    [text('a', false), serverFrame(0, 'b', { rsv: 4 })],
    'frame/reserved-bits',
  ),
  faulty('RSV1 of a close frame', [serverFrame(8, code(1000), { rsv: 4 })], 'frame/reserved-bits'),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode) =>
    faulty(`the reserved opcode ${opcode}`, [serverFrame(opcode, '')], 'frame/reserved-opcode'),
  ),
  faulty(
    'a reserved opcode between fragments',
    [text('a', false), serverFrame(5, '')],
    'frame/reserved-opcode',
  ),
  faulty('a ping in fragments', [serverFrame(9, 'a', { fin: false })], 'frame/fragmented-control'),
  faulty('a pong in fragments', [serverFrame(10, 'a', { fin: false })], 'frame/fragmented-control'),
  faulty(
    'a close frame in fragments',
    [serverFrame(8, code(1000), { fin: false })],
    'frame/fragmented-control',
  ),
  faulty('a ping of 126 bytes', [serverFrame(9, 'p'.repeat(126))], 'frame/long-control'),
  faulty('a pong of 65,536 bytes', [serverFrame(10, 'p'.repeat(65_536))], 'frame/long-control'),
  faulty('a close frame of 126 bytes', [serverFrame(8, code(1000, 'r'.repeat(124)))], 'frame/long-control'),
  faulty('a continuation of nothing', [more('a')], 'frame/continuation'),
  faulty('a continuation of nothing, not the last', [more('a', false)], 'frame/continuation'),
  faulty('a continuation of what is complete', [text('a'), more('b')], 'frame/continuation', ['text a']),
  faulty('a text inside a text', [text('a', false), text('b')], 'frame/interleaved'),
  faulty('a binary inside a text', [text('a', false), binary('b', false)], 'frame/interleaved'),
  faulty(
    'a text inside a binary, after a ping',
    [binary('a', false), ping(''), text('b')],
    'frame/interleaved',
    ['ping '],
  ),
  faulty('a text that is no UTF-8', [text(bytes(0xff))], 'frame/utf8'),
  faulty('an overlong character', [text(bytes(0xc0, 0xaf))], 'frame/utf8'),
  faulty('half of a surrogate pair', [text(bytes(0xed, 0xa0, 0x80))], 'frame/utf8'),
  faulty('a character beyond the last', [text(bytes(0xf4, 0x90, 0x80, 0x80))], 'frame/utf8'),
  faulty('a character that is cut off', [text(euro.subarray(0, 2))], 'frame/utf8'),
  faulty('a lonely continuation byte', [text(bytes(0x61, 0x80))], 'frame/utf8'),
  faulty(
    'no UTF-8 in the first fragment, before the last is there',
    [text(bytes(0xff), false)],
    'frame/utf8',
  ),
  faulty('no UTF-8 in the second fragment', [text('a', false), more(bytes(0xfe), false)], 'frame/utf8'),
  faulty(
    'a character that the next fragment does not go on with',
    [text(euro.subarray(0, 1), false), more('x')],
    'frame/utf8',
  ),
  faulty('a character that no fragment ends', [text(euro.subarray(0, 1), false), more('')], 'frame/utf8'),
  faulty('a length of less than 126 in two bytes', [bytes(0x82, 126, 0, 125)], 'frame/length'),
  faulty('a length of 0 in two bytes', [bytes(0x82, 126, 0, 0)], 'frame/length'),
  faulty(
    'a length of less than 65,536 in eight bytes',
    [bytes(0x82, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff)],
    'frame/length',
  ),
  faulty('a length of 64 bits', [bytes(0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0)], 'frame/length'),
  faulty('a length of all bits', [bytes(0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255)], 'frame/length'),
  faulty('one byte too many, before it is sent', [header(2, LARGEST + 1)], 'frame/too-large'),
  faulty('a frame of exabytes, before it is sent', [header(2, 2 ** 60)], 'frame/too-large'),
  faulty(
    'a frame beyond the whole numbers of a double',
    [bytes(0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255)],
    'frame/too-large',
  ),
  faulty(
    'fragments that are too much together',
    [binary(Buffer.alloc(60_000), false), header(0, 60_000)],
    'frame/too-large',
  ),
  faulty('a close frame of one byte', [close(bytes(3))], 'frame/close-payload'),
  faulty('a reason that is no UTF-8', [close(code(1000, bytes(0xff)))], 'frame/utf8'),
  faulty('a reason that is cut off', [close(code(1000, euro.subarray(0, 2)))], 'frame/utf8'),
  ...[0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map((one) =>
    faulty(`the close code ${one}`, [close(code(one))], 'frame/close-code'),
  ),
  faulty('a good message before a bad one', [text('good'), serverFrame(3, '')], 'frame/reserved-opcode', [
    'text good',
  ]),
  faulty('nothing is read after a fault', [serverFrame(3, ''), text('good')], 'frame/reserved-opcode'),
];

describe.each([
  ['frames of a server are read', GOOD],
  ['frames that no server may send are refused', BAD],
])('%s', (_name, cases) => {
  it.each(cases)('%s', (_case, sent, expected) => {
    expect(heard(Buffer.concat(sent))).toEqual(expected);
  });

  it.each(cases)('%s, byte by byte', (_case, sent, expected) => {
    const read = frameReader(LARGEST);
    const all = Buffer.concat(sent);
    const events = all.length > 70_000 ? read(all) : [...all].flatMap((one) => read(bytes(one)));
    expect(events.map(words)).toEqual(expected);
  });
});

it('is the same wherever the bytes are divided', () => {
  const stream = Buffer.concat([
    text('aé€', false),
    ping('p'),
    more(euro),
    binary(Buffer.alloc(300, 7)),
    close(code(1001, 'é')),
  ]);
  const whole = heard(stream);
  const cuts = fc.array(fc.nat(stream.length), { maxLength: 12 });
  fc.assert(
    fc.property(cuts, (places) => {
      const edges = [0, ...places.sort((one, other) => one - other), stream.length];
      const read = frameReader(LARGEST);
      const events = edges.slice(1).flatMap((end, at) => read(stream.subarray(edges[at], end)));
      expect(events.map(words)).toEqual(whole);
    }),
  );
});

it('thousands of frames in one piece take no time', () => {
  const started = performance.now();
  expect(frameReader(LARGEST)(Buffer.concat(Array.from({ length: 30_000 }, () => text(''))))).toHaveLength(
    30_000,
  );
  expect(performance.now() - started).toBeLessThan(10_000);
});

describe('frames of a client', () => {
  /** Takes the mask off, which every frame of a client must have, and reads it as one of a server. */
  const unmasked = (sent: Buffer): Buffer => {
    const short = (sent[1] ?? 0) & 0x7f;
    const at = short === 126 ? 4 : short === 127 ? 10 : 2;
    expect((sent[1] ?? 0) & 0x80).toBe(0x80);
    const [mask, payload] = [sent.subarray(at, at + 4), sent.subarray(at + 4)];
    const clear = payload.map((one, index) => one ^ (mask[index % 4] ?? 0));
    const head = Buffer.from(sent.subarray(0, at));
    head[1] = short;
    return Buffer.concat([head, clear]);
  };

  it.each([0, 1, 125, 126, 127, 65_535, 65_536])('of %i bytes have the shortest length', (size) => {
    const [event] = frameReader(LARGEST)(unmasked(clientFrame(2, Buffer.alloc(size, 9))));
    expect(event).toMatchObject({ type: 'message', kind: 'binary', data: Buffer.alloc(size, 9) });
  });

  it('in fragments are one message', () => {
    const sent = fragments(1, Buffer.from('aé€'.repeat(100)), 3).map(unmasked);
    expect(heard(Buffer.concat(sent))).toEqual(['text 600 bytes in 3']);
  });

  it('an empty message in one frame', () => {
    expect(heard(Buffer.concat(fragments(1, Buffer.alloc(0), 1).map(unmasked)))).toEqual(['text ']);
  });

  it('of a close', () => {
    expect(heard(unmasked(closeFrame(1000)))).toEqual(['close 1000 (normal)']);
  });

  it('have a mask of their own each', () => {
    const masks = Array.from({ length: 20 }, () =>
      clientFrame(1, Buffer.from('x')).subarray(2, 6).toString('hex'),
    );
    expect(new Set(masks).size).toBeGreaterThan(15);
  });
});
