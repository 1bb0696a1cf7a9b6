import { describe, expect, it } from 'vitest';
import { CliError, EXIT } from '../../../src/exit.ts';
import {
  fromRecords,
  refuseUnknownKinds,
  toRecords,
} from '../../../src/targets/bigip/icontrol/inventory-records.ts';
import type { Inventory } from '../../../src/plan/inventory.ts';

const more = (value: unknown): string =>
  `created web more=${Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')}`;

/** What somebody else may have left there; each is one record. */
const FOREIGN: readonly (readonly [string, unknown])[] = [
  ['no data', { name: 'ltm/pool:/Common/web' }],
  ['a note of somebody', { name: 'ltm/pool:/Common/web', data: 'do not touch' }],
  ['no specs', { name: 'ltm/pool:/Common/web', data: 'created ' }],
  ['a name that is no key', { name: 'web', data: 'created web' }],
  ['base64 of no JSON', { name: 'ltm/pool:/Common/web', data: more('{"remembered":') }],
  ['a list', { name: 'ltm/pool:/Common/web', data: more(['kept']) }],
  ['digests that are no texts', { name: 'ltm/pool:/Common/web', data: more({ digests: { password: 1 } }) }],
  ['kept fields that are no list', { name: 'ltm/pool:/Common/web', data: more({ kept: 'rules' }) }],
  ['remembered values that are no map', { name: 'ltm/pool:/Common/web', data: more({ remembered: [] }) }],
  [
    'a loan of nobody',
    { name: 'ltm/pool:/Common/web', data: more({ lent: { state: { ours: 'disabled' } } }) },
  ],
  ['a key of another version', { name: 'ltm/pool:/Common/web', data: more({ lost: true }) }],
];

describe('a record that bigip-ws did not write', () => {
  it.each(FOREIGN)('%s is an ordinary error that names it and the way out', (_, record) => {
    const read = (): Inventory => fromRecords([{ name: 'ltm/node:/Common/n', data: 'created web' }, record]);
    expect(read).toThrow(CliError);
    const error = thrown(read);
    expect(error.code).toBe(EXIT.failed);
    const name = (record as { name: string }).name;
    expect(error.message).toContain(
      `/Common/bigip-ws-inventory has a record that this bigip-ws did not write`,
    );
    expect(error.message).toContain(JSON.stringify(name));
    expect(error.details.hint).toContain('remove or correct that record');
  });
});

function thrown(run: () => unknown): CliError {
  try {
    run();
  } catch (error) {
    if (error instanceof CliError) return error;
  }
  throw new Error('nothing was thrown');
}

it('reads what it wrote', () => {
  const inventory: Inventory = {
    'ltm/monitor/https:/Common/m': {
      origin: 'adopted',
      specs: ['shop', 'web'],
      remembered: { queue: null, list: [{ name: 'é' }] },
      lent: { state: { before: 'enabled', ours: 'disabled', by: ['shop', 'web'] } },
      attached: ['/Common/request-log'],
      digests: { password: 'a.b' },
      kept: ['rules'],
    },
    'sys/ucs:web': {
      origin: 'created',
      specs: ['web'],
      remembered: {},
      lent: {},
      attached: [],
      digests: {},
      kept: [],
    },
  };
  expect(fromRecords(toRecords(inventory))).toEqual(inventory);
});

it('refuses a record of this spec whose kind it does not have, and lets those of others be', () => {
  const inventory = fromRecords([{ name: 'ltm/odd:/Common/x', data: 'created web' }]);
  const refuse = (spec: string) => () => refuseUnknownKinds(inventory, spec, () => false);
  expect(refuse('shop')).not.toThrow();
  expect(thrown(refuse('web')).message).toContain('"ltm/odd:/Common/x"');
});
