import { afterAll, beforeAll } from 'vitest';
import { createMock, type Mock, type MockOptions } from '../../src/mock/mock.ts';
import { type Client, clientOf } from './client.ts';

/** One mock for the tests of a file. */
export function running(options: MockOptions = {}): { mock: () => Mock; client: () => Client } {
  let mock: Mock | undefined;
  let client: Client | undefined;
  beforeAll(async () => {
    mock = await createMock({ taskMs: 20, ...options });
    client = clientOf(mock);
  });
  afterAll(async () => {
    client?.agent.destroy();
    await mock?.stop();
  });
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the mock is not running');
    return value;
  };
  return { mock: () => there(mock), client: () => there(client) };
}

export const TM = '/mgmt/tm';
