import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Expected,
  frameReader,
  headBytes,
  masked,
} from '../../../../src/mock/traffic/websocket/frames.ts';

const KEY = Buffer.from([1, 2, 3, 4]);

interface Made {
  readonly fin?: boolean;
  readonly reserved?: number;
  readonly key?: Buffer | undefined;
  /** What the head says, where it is not true. */
  readonly length?: number;
}

/** A frame of a client: masked, unless `key` is undefined. */
function frame(opcode: number, payload: Buffer | string = '', made: Made = {}): Buffer {
  const { fin = true, reserved = 0, key } = { key: KEY, ...made };
  const bytes = Buffer.from(payload);
  const head = headBytes({ fin, reserved, opcode, key, length: made.length ?? bytes.length });
  return Buffer.concat([head, key ? masked(bytes, key, 0) : bytes]);
}

/** What a reader tells, in words that a table can hold: `text 5`, `ping 0`, or a fault. */
function told(bytes: Buffer, expected: Expected = { masked: true }, size = bytes.length): string[] {
  const read = frameReader(expected);
  const words: string[] = [];
  let length = 0;
  let name = '';
  for (let at = 0; at < bytes.length; at += size) {
    for (const event of read(bytes.subarray(at, at + size))) {
      if (event.is === 'fault') words.push(event.fault);
      else if (event.is === 'payload') length += event.bytes.length;
      else if (event.is === 'end') words.push(`${name}${length}`);
      else {
        const { opcode, fin } = event.head;
        name = `${NAMES[opcode] ?? opcode}${fin ? '' : '…'} `;
        length = 0;
      }
    }
  }
  return words;
}

const NAMES: Readonly<Record<number, string>> = {
  0: 'more',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

const euro = Buffer.from('€');
const code = (number: number, reason: Buffer | string = '') =>
  Buffer.concat([Buffer.from([number >> 8, number & 255]), Buffer.from(reason)]);
const bytes = (...values: readonly number[]) => Buffer.from(values);
const part = (opcode: number, payload: Buffer | string = '') => frame(opcode, payload, { fin: false });

type Case = readonly [name: string, frames: readonly Buffer[], told: readonly string[]];

const GOOD: readonly Case[] = [
  ...[0, 1, 124, 125, 126, 127, 128, 65_535, 65_536, 65_537].map((length): Case => [
    `${length} bytes`,
    [frame(2, Buffer.alloc(length))],
    [`binary ${length}`],
  ]),
  ['an empty text', [frame(1)], ['text 0']],
  ['a text', [frame(1, 'hello')], ['text 5']],
  ['two messages', [frame(1, 'a'), frame(2, 'b')], ['text 1', 'binary 1']],
  ['two fragments', [part(1, 'he'), frame(0, 'llo')], ['text… 2', 'more 3']],
  ['three fragments', [part(2, 'a'), part(0, 'b'), frame(0, 'c')], ['binary… 1', 'more… 1', 'more 1']],
  ['empty fragments', [part(1), part(0), frame(0)], ['text… 0', 'more… 0', 'more 0']],
  ['a message after fragments', [part(1, 'a'), frame(0), frame(1, 'b')], ['text… 1', 'more 0', 'text 1']],
  ['a ping between fragments', [part(1, 'a'), frame(9, 'p'), frame(0)], ['text… 1', 'ping 1', 'more 0']],
  ['a pong between fragments', [part(1, 'a'), frame(10), frame(0)], ['text… 1', 'pong 0', 'more 0']],
  ['a close between fragments', [part(1, 'a'), frame(8, code(1000))], ['text… 1', 'close 2']],
  ['an empty ping', [frame(9)], ['ping 0']],
  ['a ping of 125 bytes', [frame(9, Buffer.alloc(125))], ['ping 125']],
  ['ten pings', Array.from({ length: 10 }, () => frame(9)), Array.from({ length: 10 }, () => 'ping 0')],
  ['an empty close', [frame(8)], ['close 0']],
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999].map(
    (number): Case => [`close ${number}`, [frame(8, code(number, 'why'))], ['close 5']],
  ),
  ['a close with a reason of 123 bytes', [frame(8, code(1000, 'x'.repeat(123)))], ['close 125']],
  ['a reason in other letters', [frame(8, code(1000, '€'))], ['close 5']],
  ['characters of two, three and four bytes', [frame(1, 'é€𐍈')], ['text 9']],
  [
    'a character in two fragments',
    [part(1, euro.subarray(0, 1)), frame(0, euro.subarray(1))],
    ['text… 1', 'more 2'],
  ],
  [
    'a character around a ping',
    [part(1, euro.subarray(0, 2)), frame(9), frame(0, euro.subarray(2))],
    ['text… 2', 'ping 0', 'more 1'],
  ],
  ['bytes that are no text in a binary message', [frame(2, bytes(0xff, 0xfe))], ['binary 2']],
  ['a key of zeros', [frame(1, 'abc', { key: Buffer.alloc(4) })], ['text 3']],
];

const BAD: readonly Case[] = [
  ...[1, 2, 3, 4, 5, 6, 7].map((reserved): Case => [
    `reserved bits ${reserved}`,
    [frame(1, 'a', { reserved })],
    ['reserved bits'],
  ]),
  ['reserved bits on a ping', [frame(9, '', { reserved: 4 })], ['reserved bits']],
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode): Case => [
    `opcode ${opcode}`,
    [frame(opcode)],
    ['reserved opcode'],
  ]),
  ['a reserved opcode after a good message', [frame(1, 'a'), frame(3)], ['text 1', 'reserved opcode']],
  ['no mask', [frame(1, 'a', { key: undefined })], ['not masked']],
  ['no mask on a ping', [frame(9, '', { key: undefined })], ['not masked']],
  ...[8, 9, 10].map((opcode): Case => [
    `a part of ${NAMES[opcode]}`,
    [part(opcode)],
    ['fragmented control frame'],
  ]),
  ...[8, 9, 10].map((opcode): Case => [
    `${NAMES[opcode]} of 126 bytes`,
    [frame(opcode, Buffer.alloc(126))],
    ['long control frame'],
  ]),
  ['a continuation of nothing', [frame(0, 'a')], ['continuation of nothing']],
  ['a continuation that goes on, of nothing', [part(0, 'a')], ['continuation of nothing']],
  ['a continuation after the end', [frame(1, 'a'), frame(0)], ['text 1', 'continuation of nothing']],
  ['a continuation after a ping', [frame(9), frame(0)], ['ping 0', 'continuation of nothing']],
  ['a text within a text', [part(1, 'a'), frame(1, 'b')], ['text… 1', 'message within a message']],
  ['a binary within a text', [part(1, 'a'), frame(2, 'b')], ['text… 1', 'message within a message']],
  ['five bytes in two of length', [bytes(0x82, 0xfe, 0, 5, 1, 2, 3, 4)], ['length not minimal']],
  ['125 in two of length', [bytes(0x82, 0xfe, 0, 125)], []],
  ['125 in two of length, with a key', [bytes(0x82, 0xfe, 0, 125, 0, 0, 0, 0)], ['length not minimal']],
  [
    'five bytes in eight of length',
    [bytes(0x82, 0xff, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0)],
    ['length not minimal'],
  ],
  [
    '65,535 in eight of length',
    [bytes(0x82, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0)],
    ['length not minimal'],
  ],
  [
    'a length with its highest bit',
    [bytes(0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
    ['length too large'],
  ],
  [
    'a length beyond all numbers',
    [bytes(0x82, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0)],
    ['length too large'],
  ],
  ['a close of one byte', [frame(8, 'x')], ['close payload']],
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535].map((number): Case => [
    `close ${number}`,
    [frame(8, code(number))],
    ['close code'],
  ]),
  ['a reason that is no text', [frame(8, code(1000, bytes(0xff)))], ['UTF-8']],
  ['half a character in a reason', [frame(8, code(1000, euro.subarray(0, 2)))], ['UTF-8']],
  ['a byte that begins nothing', [frame(1, bytes(0xff))], ['UTF-8']],
  ['a continuation byte alone', [frame(1, bytes(0x80))], ['UTF-8']],
  ['an overlong slash', [frame(1, bytes(0xc0, 0xaf))], ['UTF-8']],
  ['half of a pair', [frame(1, bytes(0xed, 0xa0, 0x80))], ['UTF-8']],
  ['a number beyond Unicode', [frame(1, bytes(0xf4, 0x90, 0x80, 0x80))], ['UTF-8']],
  ['half a character at the end', [frame(1, euro.subarray(0, 2))], ['UTF-8']],
  [
    'half a character at the end of fragments',
    [part(1, 'a'), frame(0, euro.subarray(0, 2))],
    ['text… 1', 'UTF-8'],
  ],
];

describe.each([
  ['frames that are right', GOOD],
  ['frames that are not', BAD],
])('%s', (_name, cases) => {
  it.each(cases)('%s', (_case, frames, words) => {
    expect(told(Buffer.concat(frames))).toEqual(words);
  });

  it('are told the same when they come byte by byte', () => {
    const short = cases.filter(([, frames]) => Buffer.concat(frames).length < 1000);
    for (const [name, frames, words] of short) {
      expect([name, ...told(Buffer.concat(frames), { masked: true }, 1)]).toEqual([name, ...words]);
    }
  });
});

describe('frames of a server', () => {
  const ofServer: readonly (readonly [string, Buffer, Expected, readonly string[]])[] = [
    ['are not masked', frame(1, 'a', { key: undefined }), { masked: false }, ['text 1']],
    ['that are masked', frame(1, 'a'), { masked: false }, ['masked']],
    [
      'that are compressed as agreed',
      frame(1, bytes(0xff), { key: undefined, reserved: 4 }),
      { masked: false, allowed: 4 },
      ['text 1'],
    ],
    [
      'with another bit than agreed',
      frame(1, 'a', { key: undefined, reserved: 2 }),
      { masked: false, allowed: 4 },
      ['reserved bits'],
    ],
    [
      'whose control frame is compressed',
      frame(9, '', { key: undefined, reserved: 4 }),
      { masked: false, allowed: 4 },
      ['reserved bits'],
    ],
    [
      'whose continuation says again that it is compressed',
      Buffer.concat([
        frame(2, 'a', { key: undefined, reserved: 4, fin: false }),
        frame(0, 'b', { key: undefined, reserved: 4 }),
      ]),
      { masked: false, allowed: 4 },
      ['binary… 1', 'reserved bits'],
    ],
  ];
  it.each(ofServer)('%s', (_name, sent, expected, words) => {
    expect(told(sent, expected)).toEqual(words);
  });
});

describe('a frame of a gigabyte', () => {
  it('is told piece by piece, and nothing of it is kept', () => {
    const read = frameReader({ masked: true });
    const head = headBytes({ fin: true, reserved: 0, opcode: 2, key: KEY, length: 2 ** 30 });
    expect(read(head).map(({ is }) => is)).toEqual(['head']);
    const piece = Buffer.alloc(65_536);
    for (let at = 0; at < 16; at++) {
      const [event, ...others] = read(piece);
      expect(others).toEqual([]);
      expect(event?.is === 'payload' && [event.at, event.bytes.length]).toEqual([at * 65_536, 65_536]);
    }
  });
});

it('frames are told the same wherever they are cut', () => {
  const any = fc.array(fc.tuple(fc.constantFrom(1, 2, 9, 10), fc.string({ maxLength: 300 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 40 }), (frames, size) => {
      const sent = Buffer.concat(
        frames.map(([opcode, text]) => frame(opcode, opcode > 8 ? text.slice(0, 30) : text)),
      );
      expect(told(sent, { masked: true }, size)).toEqual(told(sent));
    }),
    { numRuns: 40 },
  );
});
