import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parsePlan } from '../../src/commands/saved-plan/file.ts';
import { CliError, EXIT } from '../../src/exit.ts';
import { outputSchemas } from '../../src/report/registry.ts';
import { readInventory } from '../../src/targets/bigip/icontrol/read.ts';
import { type Device, startDevice } from '../harness/device.ts';
import { FIXTURE_ENV } from '../harness/fixtures.ts';
import { sample } from '../harness/sample.ts';

// A plan that was saved is what is sent, to the byte, or nothing is.

let device: Device;
let plan: string;
beforeAll(async () => {
  device = await startDevice();
  plan = join(device.folder, 'plan.json');
});
beforeEach(() => device.reset());
afterAll(() => device.stop());

const out = (): { flags: { out: string } } => ({ flags: { out: plan } });

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Map = Record<string, Json>;

/** What a run wrote, without what differs between any two runs: transactions, the lock, salts. */
function writes(): string[] {
  return device.log
    .filter(
      ({ method, url }) =>
        method !== 'GET' && !/login|authz|transaction|bigip-ws~?\/?lock|sys\/config/.test(url),
    )
    .map(({ method, url, body }) => `${method} ${url} ${JSON.stringify(body)}`)
    .filter((line) => !line.includes('"lock"'));
}

const spec = (change: Record<string, unknown> = {}) => ({
  version: 1,
  name: 'saved',
  nodes: { a: '10.0.0.1', b: '10.0.0.2' },
  monitors: { probe: { type: 'http', send: 'GET /', username: 'probe', password: '${env:PROBE}' } },
  pools: { web: { monitors: ['probe'], members: { a: 80, b: 80 } } },
  ...change,
});
const CHANGED = spec({
  pools: { web: { monitors: ['probe'], method: 'least-connections-member', members: { a: 80 } } },
});
const SECRET = { env: { PROBE: 'pr0be-passw0rd' } };

/** Secrets of every kind: a field, a key that is uploaded, a text that holds one; and values that are read first. */
const SECRETIVE = {
  ...spec(),
  rules: { token: { text: 'when HTTP_REQUEST { HTTP::header insert X-Token "${env:MONITOR_PASSWORD}" }' } },
  monitors: {
    probe: {
      type: 'http',
      send: 'GET /?${env:COOKIE_PASSPHRASE}',
      username: 'probe',
      password: '${env:PROBE_PASSWORD}',
    },
  },
  virtualServers: {
    web: {
      destination: '192.0.2.9',
      port: 443,
      pool: 'web',
      websocket: 'native',
      rules: ['token'],
      tls: {
        client: {
          certificate: '${env:SITE_CERTIFICATE}',
          key: '${env:SITE_KEY}',
          passphrase: '${env:SITE_PASSPHRASE}',
          chain: '${env:SITE_CHAIN}',
        },
      },
      properties: { sourcePort: 'preserve-strict' },
    },
  },
};

/** What is written in each of these, but for the salts. */
const withoutDigests = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replaceAll(/more=[\w-]+/g, 'more='));

describe('a saved plan', () => {
  it('is what apply would send, to the byte, also with certificates and secrets of all kinds', async () => {
    await device.apply(SECRETIVE, { env: FIXTURE_ENV });
    const plain = writes();
    device.reset();
    const made = await device.diff(SECRETIVE, { env: FIXTURE_ENV, ...out() });
    expect(made.code, made.error).toBe(EXIT.done);
    expect(writes()).toEqual([]);
    const text = readFileSync(plan, 'utf8');
    for (const [name, secret] of Object.entries(FIXTURE_ENV)) {
      const lines = secret.split('\n').filter((line) => line.length > 20 && !line.startsWith('-'));
      for (const part of [secret, ...lines]) expect(text.includes(part), name).toBe(false);
    }
    const applied = await device.applyPlan(plan, { env: FIXTURE_ENV });
    expect(applied.code, applied.error).toBe(EXIT.done);
    expect(withoutDigests(writes())).toEqual(withoutDigests(plain));
    expect(plain.length).toBeGreaterThan(15);
  });

  it('sends the digests that it has, and its file is for its owner alone and as the schema says', async () => {
    await device.diff(spec(), { ...SECRET, ...out() });
    expect(statSync(plan).mode & 0o777).toBe(0o600);
    const saved = content();
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      (await outputSchemas()).plan ?? {},
    );
    expect(validate(saved), JSON.stringify(validate.errors)).toBe(true);
    const key = 'ltm/monitor/http:/Common/probe';
    expect(JSON.stringify(saved)).not.toContain(SECRET.env.PROBE);
    const { digests } = at(saved, ['image', 'phases', 0, 'inventory', key]) as { digests: Map };
    expect((await device.applyPlan(plan, SECRET)).code).toBe(EXIT.done);
    const inventory = await readInventory(device.client);
    expect(inventory?.[key]?.digests).toEqual(digests);
  });

  it.each(['text', 'json', 'markdown'] as const)(
    'is shown again as it was, as %s, without a device',
    async (format) => {
      await device.apply(spec(), SECRET);
      const first = await device.diff(CHANGED, { ...SECRET, flags: { out: plan, format } });
      device.log.length = 0;
      const again = await device.showPlan(plan, { flags: { format } });
      expect(again.out).toBe(first.out);
      expect(again.out).not.toBe('');
      expect(again.code).toBe(EXIT.done);
      expect((await device.showPlan(plan, { flags: { format, failOn: 'delete' } })).code).toBe(
        EXIT.differences,
      );
      expect(device.log).toEqual([]);
    },
  );

  it('holds while only what is no configuration moves', async () => {
    await device.apply(spec(), SECRET);
    await device.diff(CHANGED, { ...SECRET, ...out() });
    await device.send('POST', 'ltm/node', { name: 'theirs', address: '10.9.9.9' });
    expect(await device.applyPlan(plan, SECRET)).toMatchObject({ code: EXIT.done, error: '' });
  });

  it('that is empty does nothing', async () => {
    await device.apply(spec(), SECRET);
    await device.diff(spec(), { ...SECRET, ...out() });
    device.log.length = 0;
    expect((await device.applyPlan(plan, SECRET)).code).toBe(EXIT.done);
    expect(writes()).toEqual([]);
  });
});

type Path = readonly (string | number)[];

function content(): Map {
  return JSON.parse(readFileSync(plan, 'utf8')) as Map;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** Every place of a document that holds a scalar. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function mutated(value: unknown): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return typeof value === 'string' ? `${value}x` : 'x';
}

/** A document with another value in one place; `signed` with a digest that fits it. */
function written(document: Map, path: Path, signed: boolean): string {
  const copy = structuredClone(document);
  const parent = at(copy, path.slice(0, -1)) as Record<string | number, Json>;
  const key = path.at(-1) ?? '';
  parent[key] = mutated(parent[key]);
  if (signed) {
    const { digest, ...rest } = copy;
    expect(digest).toMatch(/^sha256:/);
    copy.digest = `sha256:${createHash('sha256').update(JSON.stringify(rest)).digest('hex')}`;
  }
  return JSON.stringify(copy);
}

describe('is refused, and nothing is sent,', () => {
  let goBack: () => void;
  let saved: string;
  /** A device that has the spec, and a plan of a change to it: made once. */
  beforeAll(async () => {
    device.reset();
    await device.apply(spec(), SECRET);
    expect((await device.diff(CHANGED, { ...SECRET, ...out() })).code).toBe(EXIT.done);
    saved = readFileSync(plan, 'utf8');
    goBack = device.mock.keep();
  });
  beforeEach(() => {
    goBack();
    writeFileSync(plan, saved);
    writeFileSync(join(device.folder, 'spec.json'), JSON.stringify(CHANGED, null, 1));
  });

  async function refused(words: RegExp, env = SECRET): Promise<void> {
    device.log.length = 0;
    const outcome = await device.applyPlan(plan, env);
    expect(outcome.error).toMatch(words);
    expect(outcome.code, outcome.error).toBe(EXIT.tryLater);
    expect(writes()).toEqual([]);
  }

  it('with another value anywhere in the file', () => {
    const document = content();
    const all = leaves(document);
    expect(all.length).toBeGreaterThan(80);
    for (const path of all) {
      const text = written(document, path, false);
      const code = codeOf(() => parsePlan('plan.json', text));
      expect(code, path.join('.')).toBe(path[0] === 'document' ? EXIT.usage : EXIT.tryLater);
    }
  });

  it('with a file that is cut off anywhere, or is none', () => {
    const text = saved;
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
      expect(codeOf(() => parsePlan('p', text.slice(0, text.length * part)))).toBe(EXIT.tryLater);
    for (const other of ['', '{}', '[]', 'null', 'version: 1', '{"formatVersion":1,"changes":[]}'])
      expect(
        codeOf(() => parsePlan('p', other)),
        other,
      ).toBe(EXIT.usage);
    expect(parsePlan('p', JSON.stringify(JSON.parse(text)))).toEqual(JSON.parse(text));
  });

  it('with another value and a digest that fits it, of what is sent, what it is bound to, what was shown', async () => {
    const document = content();
    const bound = leaves(document).filter(
      ([top, part, ...rest]) =>
        top === 'tool' ||
        (top === 'image' && part !== 'salt') ||
        (part === 'changes' && rest[1] !== 'source' && rest[1] !== 'live'),
    );
    for (const path of sample(bound, 12)) {
      writeFileSync(plan, written(document, path, true));
      device.log.length = 0;
      const outcome = await device.applyPlan(plan, SECRET);
      expect(outcome.code, `${path.join('.')} ${outcome.error}`).toBe(EXIT.tryLater);
      expect(writes(), path.join('.')).toEqual([]);
    }
  });

  it.each<[string, 'POST' | 'PATCH' | 'DELETE', string, unknown, RegExp]>([
    [
      'a field that the plan changes',
      'PATCH',
      'ltm/pool/~Common~web',
      { loadBalancingMode: 'ratio-member' },
      /ltm\/pool:\/Common\/web/,
    ],
    [
      'a field of the same object',
      'PATCH',
      'ltm/pool/~Common~web',
      { description: 'by hand' },
      /ltm\/pool:\/Common\/web/,
    ],
    [
      'a field of an object that it does not touch',
      'PATCH',
      'ltm/node/~Common~a',
      { description: 'by hand' },
      /ltm\/node:\/Common\/a/,
    ],
    [
      'an operator takes a node out',
      'PATCH',
      'ltm/node/~Common~a',
      { session: 'user-disabled' },
      /ltm\/node:\/Common\/a/,
    ],
    [
      'a member that is added',
      'POST',
      'ltm/pool/~Common~web/members',
      { name: 'a:81' },
      /web:\/Common\/a:81/,
    ],
    ['a member that goes', 'DELETE', 'ltm/pool/~Common~web/members/~Common~b:80', undefined, /b:80/],
    [
      'another monitor',
      'PATCH',
      'ltm/pool/~Common~web',
      { monitor: '/Common/tcp' },
      /ltm\/pool:\/Common\/web/,
    ],
    ['another interval', 'PATCH', 'ltm/monitor/http/~Common~probe', { interval: 7, timeout: 22 }, /probe/],
    [
      'the inventory: gone',
      'DELETE',
      'ltm/data-group/internal/~Common~bigip-ws-inventory',
      undefined,
      /inventory/,
    ],
    [
      'the inventory: emptied',
      'PATCH',
      'ltm/data-group/internal/~Common~bigip-ws-inventory',
      { records: [] },
      /inventory/,
    ],
    [
      'the inventory: damaged',
      'PATCH',
      'ltm/data-group/internal/~Common~bigip-ws-inventory',
      { records: [{ name: 'x', data: 'y' }] },
      /did not write/,
    ],
    [
      'another name of the device',
      'PATCH',
      'sys/global-settings',
      { hostname: 'other.example.com' },
      /was called/,
    ],
  ])('with another device: %s', async (_name, method, path, body, words) => {
    await device.send(method, path, body);
    await refused(words);
  });

  it('with another secret, also one that the plan would not send', async () => {
    device.reset();
    await device.diff(spec(), { ...SECRET, ...out() });
    await refused(/another secret.*: password of ltm\/monitor\/http \/Common\/probe/, {
      env: { PROBE: 'another-0ne' },
    });
    goBack();
    await device.diff(CHANGED, { ...SECRET, ...out() });
    await refused(/in monitors/, { env: { PROBE: 'another-0ne' } });
  });

  it('with another spec in its file, and one that is invalid or gone as such', async () => {
    const file = join(device.folder, 'spec.json');
    writeFileSync(file, JSON.stringify(spec()));
    await refused(/in pools/);
    writeFileSync(file, '{}');
    expect((await device.applyPlan(plan, SECRET)).code).toBe(EXIT.invalidSpec);
  });

  it('on another device than it was made for', async () => {
    const outcome = await device.applyPlan(plan, {
      ...SECRET,
      flags: { host: `localhost:${device.mock.port}` },
    });
    expect(outcome.code, outcome.error).toBe(EXIT.tryLater);
    expect(outcome.error).toMatch(/made for 127\.0\.0\.1, and this is localhost/);
  });

  it('a second time', async () => {
    expect((await device.applyPlan(plan, SECRET)).code).toBe(EXIT.done);
    await refused(/\/Common\/web/);
  });
});

function codeOf(work: () => unknown): number | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof CliError ? error.code : -1;
  }
}
