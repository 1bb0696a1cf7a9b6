import type { Fields } from '../../../model/object.ts';
import { isReply } from '../resources/field.ts';
import type { Inventory, InventoryEntry } from '../../../plan/inventory.ts';

/** The internal data-group on the device that lists what each spec manages. */
export const INVENTORY_NAME = 'bigip-ws-inventory';
export const INVENTORY_PATH = `ltm/data-group/internal/~Common~${INVENTORY_NAME}`;

export interface InventoryRecord {
  readonly name: string;
  readonly data: string;
}

/**
 * One record for each object: the name is kind and path, the data `created kaazing,shop`, followed where
 * needed by `more=` and the rest in base64url. Data-groups change quotes, backslashes and braces on the
 * way through (device-facts: escaped-text), so the data has none, and a person can still read who owns what.
 */
export function toRecords(inventory: Inventory): InventoryRecord[] {
  return Object.entries(inventory)
    .map(([name, entry]) => ({ name, data: entryText(entry) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function entryText({ origin, specs, remembered, digests, kept }: InventoryEntry): string {
  const more = {
    ...(Object.keys(remembered).length > 0 ? { remembered } : {}),
    ...(Object.keys(digests).length > 0 ? { digests } : {}),
    ...(kept.length > 0 ? { kept } : {}),
  };
  const rest =
    Object.keys(more).length > 0 ? ` more=${Buffer.from(JSON.stringify(more)).toString('base64url')}` : '';
  return `${origin} ${specs.join(',')}${rest}`;
}

const RECORD = /^(created|adopted) ([A-Za-z0-9_.,-]+)(?: more=([A-Za-z0-9_-]+))?$/;

/** Reads the records of a data-group; one that is not ours to understand is an error, not ignored. */
export function fromRecords(records: readonly unknown[]): Inventory {
  return Object.fromEntries(records.map(readRecord));
}

function readRecord(record: unknown): [string, InventoryEntry] {
  const { name, data } = isReply(record) ? record : {};
  const match = typeof data === 'string' ? RECORD.exec(data) : null;
  if (typeof name !== 'string' || !match) {
    throw new Error(
      `/Common/${INVENTORY_NAME} has a record that bigip-ws did not write: ${JSON.stringify(record)}`,
    );
  }
  const [, origin, specs = '', more] = match;
  const rest = more === undefined ? {} : readMore(more);
  return [
    name,
    {
      origin: origin === 'adopted' ? 'adopted' : 'created',
      specs: specs.split(','),
      remembered: {},
      digests: {},
      kept: [],
      ...rest,
    },
  ];
}

interface More {
  remembered?: Fields;
  digests?: Record<string, string>;
  kept?: string[];
}

function readMore(text: string): More {
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as More;
}
