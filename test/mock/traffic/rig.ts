import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createMock, type Mock, type TrafficOptions } from '../../../src/mock/mock.ts';
import { type Client, clientOf } from '../client.ts';
import { type Echo, echo } from './members.ts';

/** A mock with traffic and three members, as it was for each test. */
export interface Rig {
  readonly mock: Mock;
  readonly client: Client;
  readonly members: readonly Echo[];
  readonly lines: string[];
  /** Waits until the listeners follow. */
  readonly settled: () => Promise<void>;
  /** Where a virtual server is; throws where it is nowhere. */
  readonly at: (path: string) => { address: string; port: number };
  readonly why: (path: string) => string | undefined;
  /** A pool `p` of the three members and a virtual server `v` on it. */
  readonly service: (virtual?: Record<string, unknown>, pool?: Record<string, unknown>) => Promise<void>;
}

export function rig(options: TrafficOptions = {}): () => Rig {
  let made: Rig | undefined;
  let back: (() => void) | undefined;
  beforeAll(async () => {
    const members = await Promise.all(
      ['a', 'b', 'c'].map((name, index) => echo(name, `127.0.1.${index + 1}`)),
    );
    const lines: string[] = [];
    const mock = await createMock({
      traffic: { map: 'auto', timeScale: 20, ...options, onLog: (line) => lines.push(line) },
    });
    made = build(mock, members, lines);
    back = mock.keep();
  });
  beforeEach(async () => {
    back?.();
    await made?.settled();
    made?.lines.splice(0);
  });
  afterAll(async () => {
    made?.client.agent.destroy();
    await made?.mock.stop();
    for (const member of made?.members ?? []) await member.stop();
  });
  return () => {
    if (!made) throw new Error('the mock is not running');
    return made;
  };
}

function build(mock: Mock, members: readonly Echo[], lines: string[]): Rig {
  const client = clientOf(mock);
  const { traffic } = mock;
  if (!traffic) throw new Error('the mock carries no traffic');
  const place = (path: string) => traffic.places().find((one) => one.path === path);
  return {
    mock,
    client,
    members,
    lines,
    settled: () => traffic.settled(),
    at: (path) => {
      const found = place(path);
      if (!found?.at) throw new Error(`${path} is nowhere: ${found?.why ?? 'there is no such place'}`);
      return found.at;
    },
    why: (path) => place(path)?.why,
    service: async (virtual = {}, pool = {}) => {
      const list = members.map(({ name, address, port }) => ({ name: `${name}:${port}`, address }));
      await client.post('/mgmt/tm/ltm/pool', { name: 'p', members: list, ...pool });
      await client.post('/mgmt/tm/ltm/virtual', {
        name: 'v',
        destination: '203.0.113.10:80',
        ipProtocol: 'tcp',
        profiles: ['tcp'],
        pool: 'p',
        ...virtual,
      });
      await traffic.settled();
    },
  };
}
