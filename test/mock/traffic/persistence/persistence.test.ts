import { describe, expect, it } from 'vitest';
import type { Endpoint, Header } from '../../../../src/mock/traffic/contract.ts';
import { sameEndpoint } from '../../../../src/mock/traffic/persistence/cookie.ts';
import { decodeMember, encodeMember } from '../../../../src/mock/traffic/persistence/cookie-value.ts';
import type { Asked, PersistenceMemory } from '../../../../src/mock/traffic/persistence/method.ts';
import { createRecords } from '../../../../src/mock/traffic/persistence/records.ts';
import { methodOf } from '../../../../src/mock/traffic/persistence/registry.ts';
import { createSeal } from '../../../../src/mock/traffic/persistence/seal.ts';
import type { JsonObject } from '../../../../src/mock/wire/json.ts';

const VALUES: readonly (readonly [value: string, address: string, port: number])[] = [
  ['1677787402.36895.0000', '10.1.1.100', 8080],
  ['1677787402.20480.0000', '10.1.1.100', 80],
  ['4294967295.65535.0000', '255.255.255.255', 65535],
  ['rd5o00000000000000000000ffffc0000201o80', '192.0.2.1%5', 80],
  ['vi20010112000000000000000000000030.20480', '2001:112::30', 80],
  ['rd3o20010112000000000000000000000030o80', '2001:112::30%3', 80],
];

describe('a member as the value of a cookie', () => {
  it.each(VALUES)('%s is %s:%i', (value, address, port) => {
    expect(encodeMember({ address, port })).toBe(value);
    const back = decodeMember(value);
    expect(back && sameEndpoint(back, { address, port })).toBe(true);
  });

  it.each(['', '1.2', '1677787402.36895.0001', 'vi12.80', 'rd5o12o80', '1677787402.99999.0000x', '!abc'])(
    '%j is none',
    (value) => {
      expect(decodeMember(value)).toBeUndefined();
    },
  );
});

const MEMBER: Endpoint = { address: '10.1.1.100', port: 8080 };
const COOKIE = 'BIGipServerpool=1677787402.36895.0000';

interface Given {
  readonly type?: string;
  readonly props?: JsonObject;
  readonly asked?: Partial<Asked>;
  readonly cookie?: string;
}

/** A device with a clock that a test sets. */
function device(): { readonly memory: PersistenceMemory; later: (seconds: number) => void } {
  let now = Date.UTC(2026, 0, 1);
  const memory = { records: createRecords(() => now), seal: createSeal() };
  return { memory, later: (seconds) => (now += seconds * 1000) };
}

function ask({ type = 'cookie', props = {}, asked = {}, cookie }: Given): Asked {
  const own =
    type === 'cookie' ? { method: 'insert', cookieName: 'none', ...props } : { timeout: '180', ...props };
  return {
    profile: { path: `/Common/${type}`, type, props: own },
    virtual: '/Common/vs',
    client: { address: '192.0.2.7', port: 40_000 },
    local: { address: '203.0.113.10', port: 443 },
    pool: '/Common/pool',
    headers: cookie === undefined ? [] : [['Cookie', cookie]],
    tlsSession: undefined,
    ...asked,
  };
}

const respond = (given: Given, memory = device().memory, headers: readonly Header[] = []) =>
  methodOf(given.type ?? 'cookie')?.respond?.(ask(given), MEMBER, headers, memory);
const find = (given: Given, memory = device().memory) =>
  methodOf(given.type ?? 'cookie')?.find(ask(given), memory);

describe('cookie insert', () => {
  const inserted: readonly (readonly [string, Given, string])[] = [
    ['plain', {}, `${COOKIE}; path=/`],
    [
      'with both flags',
      { props: { httponly: 'enabled', secure: 'enabled' } },
      `${COOKIE}; path=/; Httponly; Secure`,
    ],
    [
      'with an expiry',
      { props: { expiration: '1:0:0' } },
      `${COOKIE}; expires=Thu, 01-Jan-2026 01:00:00 GMT; path=/`,
    ],
    ['under a name', { props: { cookieName: 'sticky' } }, 'sticky=1677787402.36895.0000; path=/'],
    [
      'of another partition',
      { asked: { pool: '/A/b/pool' } },
      'BIGipServer~A~b~pool=1677787402.36895.0000; path=/',
    ],
    [
      'as a rule says',
      { asked: { key: 'mine', timeoutS: 60 } },
      'mine=1677787402.36895.0000; expires=Thu, 01-Jan-2026 00:01:00 GMT; path=/',
    ],
    ['again where always-send', { props: { alwaysSend: 'enabled' }, cookie: COOKIE }, `${COOKIE}; path=/`],
    ['where the client had that of another', { cookie: 'BIGipServerpool=1.20480.0000' }, `${COOKIE}; path=/`],
  ];
  it.each(inserted)('%s', (_name, given, line) => {
    expect(respond(given)).toEqual([['Set-Cookie', line]]);
  });

  it('is not sent to a client that has it', () => {
    expect(respond({ cookie: `a=b; ${COOKIE}` })).toEqual([]);
  });

  it('is read among others, and no other name is', () => {
    expect(find({ cookie: `a=b; ${COOKIE}; c=d` })).toEqual(MEMBER);
    expect(find({ cookie: COOKIE.replace('pool', 'pool2') })).toBeUndefined();
  });
});

describe('an encrypted cookie', () => {
  const props = (cookieEncryption: string) => ({ cookieEncryption, cookieEncryptionPassphrase: 'secret' });

  it('tells nobody the member, and is read back with the same passphrase only', () => {
    const { memory } = device();
    const [[, line] = ['', '']] = respond({ props: props('required') }, memory) ?? [];
    const cookie = line.split(';')[0] ?? '';
    expect(cookie).toMatch(/^BIGipServerpool=!/);
    expect(cookie).not.toContain('1677787402');
    expect(find({ props: props('required'), cookie }, memory)).toEqual(MEMBER);
    expect(
      find({ props: { ...props('required'), cookieEncryptionPassphrase: 'other' }, cookie }, memory),
    ).toBeUndefined();
    expect(find({ props: props('disabled'), cookie }, memory)).toBeUndefined();
  });

  it('is asked for by required; preferred takes both', () => {
    expect(find({ props: props('required'), cookie: COOKIE })).toBeUndefined();
    expect(find({ props: props('preferred'), cookie: COOKIE })).toEqual(MEMBER);
  });
});

describe('the other methods of cookies', () => {
  it('rewrite gives name and value to the blank one of the server', () => {
    const blank: Header = ['Set-Cookie', `BIGipCookie=${'0'.repeat(120)}; path=/app`];
    expect(respond({ props: { method: 'rewrite' } }, undefined, [blank, ['Set-Cookie', 'a=b']])).toEqual([
      ['Set-Cookie', `${COOKIE}; path=/app`],
      ['Set-Cookie', 'a=b'],
    ]);
  });

  it('passive reads what the server wrote and writes nothing', () => {
    expect(find({ props: { method: 'passive' }, cookie: COOKIE })).toEqual(MEMBER);
    expect(respond({ props: { method: 'passive' } })).toEqual([]);
  });

  it('hash learns the cookie of the server, by the part that is named', () => {
    const { memory } = device();
    const props = { method: 'hash', cookieName: 'session', hashOffset: 2, hashLength: 3, timeout: '180' };
    respond({ props }, memory, [['Set-Cookie', 'session=xxabczz; path=/']]);
    expect(find({ props, cookie: 'session=yyabcqq' }, memory)).toEqual(MEMBER);
    expect(find({ props, cookie: 'session=yyabdqq' }, memory)).toBeUndefined();
  });
});

describe('what is remembered by a key', () => {
  type Row = readonly [name: string, kept: Given, asked: Given, found: boolean];
  const from = (address: string): Partial<Asked> => ({ client: { address, port: 1 } });
  const rows: readonly Row[] = [
    ['by source', { type: 'source-addr' }, { type: 'source-addr' }, true],
    ['by another source', { type: 'source-addr' }, { type: 'source-addr', asked: from('192.0.2.8') }, false],
    [
      'by a mask',
      { type: 'source-addr', props: { mask: '255.255.255.0' } },
      { type: 'source-addr', props: { mask: '255.255.255.0' }, asked: from('192.0.2.200') },
      true,
    ],
    [
      'by a mask of a rule',
      { type: 'source-addr', asked: { key: '255.255.0.0' } },
      { type: 'source-addr', asked: { key: '255.255.0.0', ...from('192.0.9.9') } },
      true,
    ],
    [
      'by a mask of IPv6',
      { type: 'source-addr', props: { mask: 'ffff:ffff::' }, asked: from('2001:db8::1') },
      { type: 'source-addr', props: { mask: 'ffff:ffff::' }, asked: from('2001:db8:1::2') },
      true,
    ],
    ['by destination', { type: 'dest-addr' }, { type: 'dest-addr', asked: from('198.51.100.1') }, true],
    [
      'by a key',
      { type: 'universal', asked: { key: 'u1' } },
      { type: 'universal', asked: { key: 'u1' } },
      true,
    ],
    [
      'by another key',
      { type: 'universal', asked: { key: 'u1' } },
      { type: 'universal', asked: { key: 'u2' } },
      false,
    ],
    ['without a key', { type: 'universal' }, { type: 'universal' }, false],
    ['by hash', { type: 'hash', asked: { key: 'h' } }, { type: 'hash', asked: { key: 'h' } }, true],
    [
      'by another way',
      { type: 'hash', asked: { key: 'h' } },
      { type: 'universal', asked: { key: 'h' } },
      false,
    ],
    [
      'by TLS session',
      { type: 'ssl', asked: { tlsSession: 's' } },
      { type: 'ssl', asked: { tlsSession: 's' } },
      true,
    ],
    [
      'of another pool',
      { type: 'source-addr' },
      { type: 'source-addr', asked: { pool: '/Common/b' } },
      false,
    ],
    [
      'across pools',
      { type: 'source-addr', props: { matchAcrossPools: 'enabled' } },
      { type: 'source-addr', props: { matchAcrossPools: 'enabled' }, asked: { pool: '/Common/b' } },
      true,
    ],
    [
      'of another virtual server',
      { type: 'source-addr' },
      { type: 'source-addr', asked: { virtual: '/Common/b' } },
      false,
    ],
    [
      'across services',
      { type: 'source-addr', props: { matchAcrossServices: 'enabled' } },
      { type: 'source-addr', props: { matchAcrossServices: 'enabled' }, asked: { virtual: '/Common/b' } },
      true,
    ],
    [
      'across virtual servers',
      { type: 'source-addr', props: { matchAcrossVirtuals: 'enabled' } },
      {
        type: 'source-addr',
        props: { matchAcrossVirtuals: 'enabled' },
        asked: { virtual: '/Common/b', local: { address: '203.0.113.11', port: 80 } },
      },
      true,
    ],
  ];
  it.each(rows)('%s', (_name, kept, asked, found) => {
    const { memory } = device();
    methodOf(kept.type ?? '')?.keep?.(ask(kept), MEMBER, memory);
    expect(find(asked, memory)).toEqual(found ? MEMBER : undefined);
  });

  it('lasts for the time-out after it was last asked for', () => {
    const { memory, later } = device();
    const given: Given = { type: 'source-addr', props: { timeout: '60' } };
    methodOf('source-addr')?.keep?.(ask(given), MEMBER, memory);
    later(50);
    expect(find(given, memory)).toEqual(MEMBER);
    later(50);
    expect(find(given, memory)).toEqual(MEMBER);
    later(61);
    expect(find(given, memory)).toBeUndefined();
  });
});
