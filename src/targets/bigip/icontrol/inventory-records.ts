import { CliError, EXIT } from '../../../exit.ts';
import { type Fields, toValue } from '../../../model/object.ts';
import { isReply } from '../resources/field.ts';
import { INVENTORY_NAME } from '../resources/reserved.ts';
import type { Inventory, InventoryEntry, Lent } from '../../../plan/inventory.ts';

/** The internal data-group on the device that lists what each spec manages. */
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

function entryText({ origin, specs, remembered, digests, kept, lent, attached }: InventoryEntry): string {
  const more = {
    ...(Object.keys(remembered).length > 0 ? { remembered } : {}),
    ...(Object.keys(digests).length > 0 ? { digests } : {}),
    ...(kept.length > 0 ? { kept } : {}),
    ...(Object.keys(lent).length > 0 ? { lent } : {}),
    ...(attached.length > 0 ? { attached } : {}),
  };
  const rest =
    Object.keys(more).length > 0 ? ` more=${Buffer.from(JSON.stringify(more)).toString('base64url')}` : '';
  return `${origin} ${specs.join(',')}${rest}`;
}

const RECORD = /^(created|adopted) ([A-Za-z0-9_.,-]+)(?: more=([A-Za-z0-9_-]+))?$/;

/** Kind and path; a kind of this tool has no colon and at least one slash. */
const KEY = /^[a-z][a-z0-9/-]*:./;

/** Reads the records of a data-group; one that is not ours to understand is an error, not ignored. */
export function fromRecords(records: readonly unknown[]): Inventory {
  return Object.fromEntries(records.map(readRecord));
}

function readRecord(record: unknown): [string, InventoryEntry] {
  const { name, data } = isReply(record) ? record : {};
  const match = typeof data === 'string' ? RECORD.exec(data) : null;
  if (typeof name !== 'string' || !KEY.test(name) || !match) throw notOurs(record);
  const [, origin, specs = '', more] = match;
  const rest = more === undefined ? {} : readMore(more);
  if (!rest) throw notOurs(record);
  return [
    name,
    {
      origin: origin === 'adopted' ? 'adopted' : 'created',
      specs: specs.split(','),
      remembered: {},
      lent: {},
      attached: [],
      digests: {},
      kept: [],
      ...rest,
    },
  ];
}

/**
 * A record of this spec whose kind this version does not have: what it stands for could neither be compared
 * nor given back. Those of other specs are none of our business.
 */
export function refuseUnknownKinds(
  inventory: Inventory,
  spec: string,
  isKnown: (key: string) => boolean,
): void {
  const odd = Object.keys(inventory).find((key) => inventory[key]?.specs.includes(spec) && !isKnown(key));
  if (odd !== undefined) throw notOurs({ name: odd });
}

/** Which of them it is: by name where it has one, else as it is. */
function notOurs(record: unknown): CliError {
  const named = isReply(record) && typeof record.name === 'string' ? record.name : record;
  return new CliError(
    EXIT.failed,
    `/Common/${INVENTORY_NAME} has a record that this bigip-ws did not write: ${JSON.stringify(named)}`,
    {
      hint: `look at it (tmsh list ltm data-group internal /Common/${INVENTORY_NAME}), and remove or correct that record`,
      object: `ltm/data-group/internal /Common/${INVENTORY_NAME}`,
    },
  );
}

type More = Partial<Pick<InventoryEntry, 'remembered' | 'digests' | 'kept' | 'lent' | 'attached'>>;

/** `undefined` where the text is no JSON of this shape. */
function readMore(text: string): More | undefined {
  const value = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  if (!isReply(value) || Object.keys(value).some((key) => !MORE.includes(key))) return undefined;
  const { remembered = {}, digests = {}, kept = [], lent = {}, attached = [] } = value;
  const loans = isReply(lent) ? loansOf(lent) : undefined;
  return isReply(remembered) && isTexts(digests) && isTextList(kept) && isTextList(attached) && loans
    ? { remembered: fieldsOf(remembered), digests, kept, lent: loans, attached }
    : undefined;
}

const MORE: readonly string[] = ['remembered', 'digests', 'kept', 'lent', 'attached'];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fieldsOf(map: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, toValue(value)]));
}

function loansOf(map: Readonly<Record<string, unknown>>): Record<string, Lent> | undefined {
  const loans: Record<string, Lent> = {};
  for (const [field, one] of Object.entries(map)) {
    if (!isReply(one) || !isTextList(one.by)) return undefined;
    loans[field] = { before: toValue(one.before), ours: toValue(one.ours), by: one.by };
  }
  return loans;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isReply(value) && Object.values(value).every((one) => typeof one === 'string');
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
