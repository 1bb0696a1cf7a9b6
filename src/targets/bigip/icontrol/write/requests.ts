import type { Fields, Value } from '../../../../model/object.ts';
import type { Operation } from '../../../../plan/operation.ts';
import type { Inventory } from '../../../../plan/inventory.ts';
import { resourceOf } from '../../resources/registry.ts';
import { writeFields } from '../../resources/resource.ts';
import { INVENTORY_NAME } from '../../resources/reserved.ts';
import { INVENTORY_PATH, toRecords } from '../inventory-records.ts';
import type { Method } from '../wire.ts';
import { type Upload, uploadOf } from './uploads.ts';

/** One request that changes the device, below `/mgmt/tm/`. */
export interface WriteRequest {
  readonly method: Method;
  readonly path: string;
  readonly body?: Fields;
  /** A file that it names, which must be there before. */
  readonly upload?: Upload;
  /** The object it is for. */
  readonly object: { readonly kind: string; readonly path: string };
}

/** The requests of one operation: usually one; an object that starts offline takes two. */
export function requestsOf(operation: Operation): WriteRequest[] {
  const { verb, kind, path, fields } = operation;
  const resource = resourceOf(kind);
  const { collection, item, identity } = resource.locate(path);
  const object = { kind, path };
  if (verb === 'delete') return [{ method: 'DELETE', path: item, object }];
  const file = uploadOf(resource, path, fields);
  const upload = file ? { upload: file.upload } : {};
  if (verb === 'update') {
    const body = { ...writeFields(resource, fields), ...file?.body };
    return [{ method: 'PATCH', path: item, body, ...upload, object }];
  }
  const { first, later } = splitCreation(operation);
  const inline = operation.inline.map((child) => inlineBody(child));
  const key = operation.inline[0] && resourceOf(operation.inline[0].kind).partOf?.inline;
  const body: Fields = {
    ...identity,
    ...writeFields(resource, first),
    ...file?.body,
    ...(key === undefined ? {} : { [key]: inline }),
  };
  const after =
    Object.keys(later).length === 0
      ? []
      : [{ method: 'PATCH' as const, path: item, body: writeFields(resource, later), object }];
  return [
    { method: 'POST', path: collection, body, ...upload, object },
    ...after,
    ...operation.inline.flatMap(childAfter),
  ];
}

function inlineBody(child: Operation): Value {
  const resource = resourceOf(child.kind);
  return { ...resource.locate(child.path).identity, ...writeFields(resource, splitCreation(child).first) };
}

function childAfter(child: Operation): WriteRequest[] {
  const { later } = splitCreation(child);
  if (Object.keys(later).length === 0) return [];
  return requestsOf({ ...child, verb: 'update', fields: later });
}

function splitCreation({ kind, fields }: Operation): { first: Fields; later: Fields } {
  const policies = resourceOf(kind).fields;
  const waits = ([name, value]: [string, Value]): boolean => policies[name]?.afterCreation?.(value) ?? false;
  const entries = Object.entries(fields);
  return {
    first: Object.fromEntries(entries.filter((entry) => !waits(entry))),
    later: Object.fromEntries(entries.filter(waits)),
  };
}

/** The request that writes the inventory, or none where it stays as it is. */
export function inventoryRequest(before: Inventory | undefined, after: Inventory): WriteRequest[] {
  const object = { kind: 'ltm/data-group/internal', path: `/Common/${INVENTORY_NAME}` };
  const records = toRecords(after).map(({ name, data }) => ({ name, data }));
  if (before === undefined) {
    const body = { name: INVENTORY_NAME, partition: 'Common', type: 'string', records };
    return records.length === 0 ? [] : [{ method: 'POST', path: 'ltm/data-group/internal', body, object }];
  }
  if (JSON.stringify(toRecords(before)) === JSON.stringify(records)) return [];
  if (records.length === 0) return [{ method: 'DELETE', path: INVENTORY_PATH, object }];
  // 14.1.0.1 refuses an update that does not repeat the type (device-facts: data-groups).
  return [{ method: 'PATCH', path: INVENTORY_PATH, body: { type: 'string', records }, object }];
}
