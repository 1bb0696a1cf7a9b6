import { expect, test } from 'vitest';
import { findOnMock } from '../../src/commands/stage/places.ts';
import type { TrafficPlace } from '../../src/mock/api.ts';

const at = { address: '127.0.0.1', port: 20_001 };
const place = (address: string, more: Partial<TrafficPlace> = {}): TrafficPlace => ({
  of: 'virtual',
  path: `/Common/${address}`,
  address,
  port: 80,
  at,
  ...more,
});
const found = (address: string, ...places: TrafficPlace[]) =>
  findOnMock({ places: () => places, settled: () => Promise.resolve() })({ address, port: 80 });

test('an address in one route domain is where the mock has it', () => {
  expect(found('10.0.0.1', place('10.0.0.1%7'), place('10.0.0.2'))).toMatchObject(at);
});

test('of an address in several route domains nobody can tell which is meant', () => {
  expect(found('10.0.0.1', place('10.0.0.1%7'), place('10.0.0.1%8'))).toMatchObject({
    why: expect.stringContaining('several route domains') as string,
  });
});

test('two pools may have one member', () => {
  const member = { of: 'member', path: '/Common/other:m' } as const;
  expect(found('10.0.0.1', place('10.0.0.1', member), place('10.0.0.1', member))).toMatchObject(at);
});

test('what the mock does not carry is told with its reason, what it does not have is nowhere', () => {
  expect(found('10.0.0.1', place('10.0.0.1', { at: undefined, why: 'is disabled' }))).toMatchObject({
    why: 'is disabled',
  });
  expect(found('10.0.0.9', place('10.0.0.1'))).toBeUndefined();
});
