import { CliError, EXIT } from '../../../exit.ts';
import { isReply, itemsOf, type Reply } from '../resources/field.ts';
import { OddAnswerError } from './errors.ts';

/** A text in a reply; `undefined` where there is none. */
export function textIn(body: unknown, key: string): string | undefined {
  const value = isReply(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A number in a reply; `undefined` where there is none. */
export function numberOf(body: unknown, key: string): number | undefined {
  const value = isReply(body) ? body[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** A number that a reply must have; without it this is no answer of a BIG-IP. */
export function numberIn(body: unknown, key: string): number {
  const value = numberOf(body, key);
  if (value !== undefined) return value;
  throw new CliError(EXIT.failed, `the device answered without ${key}`, { hint: 'is this a BIG-IP?' });
}

/**
 * The items of a collection. An empty answer, or that of another collection, is no answer: read as an empty list it
 * would say that nothing is there (device-facts: empty-collections).
 */
export function listIn(body: unknown, collection: string): Reply[] {
  const kind = textIn(body, 'kind') ?? '';
  const prefix = `tm:${collection.replaceAll('/', ':')}:`;
  if (kind.startsWith(prefix) && /^[^:]*collectionstate$/.test(kind.slice(prefix.length)))
    return itemsOf(body);
  throw new OddAnswerError(`GET /mgmt/tm/${collection}`, `a list of ${collection}`);
}

/** The object that was asked for, by its full path. */
export function objectIn(body: unknown, path: string, request: string): Reply {
  if (isReply(body) && body.fullPath === path) return body;
  throw new OddAnswerError(request, `the object ${path}`);
}
