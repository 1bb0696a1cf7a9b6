import { canonicalAddress, canonicalNetwork } from '../../../model/address.ts';
import type { FieldPolicy, Reference } from '../../../plan/kind.ts';
import { spelled } from './route-domain.ts';
import type { TmshForm } from './tmsh-form.ts';
import { asText, isList, toValue, type Value } from '../../../model/object.ts';

/** An iControl object as it was read: nothing about it is known yet. */
export type Reply = Readonly<Record<string, unknown>>;

export function isReply(value: unknown): value is Reply {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The maps in a list of the wire, `items` of a collection or of an expanded sub-collection; else none. */
export function itemsOf(value: unknown, key = 'items'): Reply[] {
  const list = isReply(value) ? value[key] : undefined;
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isReply) : [];
}

/** What reading one object needs to know of the rest of the device. */
export interface ReadContext {
  /** The IP address behind a virtual-address that is not named after it. */
  readonly addressOf: (virtualAddressPath: string) => string | undefined;
  /** The default route domain of a partition; 0 where nothing is said. */
  readonly routeDomainOf?: (partition: string) => number;
}

/**
 * One managed field: how the device's spellings become one canonical value and back. Everything a device
 * does to a value is undone here, before the diff.
 */
export interface Field extends FieldPolicy {
  /** The canonical value; `null` where the device has none. Never throws: an odd value is shown as it is. */
  readonly read: (raw: Reply, context: ReadContext) => Value;
  /** The part of a POST or PATCH body that sets the value. */
  readonly write: (value: Value) => Readonly<Record<string, Value>>;
  /** First TMOS version that has it; several, with blanks between, where older branches got it later. */
  readonly since?: string;
  /** The kinds it may refer to; they are created before. */
  readonly refKinds?: readonly string[];
  /** How tmsh writes it, where that does not follow from what `write` gives. */
  readonly tmsh?: TmshForm;
  /** Whether this value cannot be part of the POST and follows in a PATCH. */
  readonly afterCreation?: (value: Value) => boolean;
}

type Options = Pick<Field, 'impact'> &
  Partial<Pick<Field, 'since' | 'defaultValue' | 'immutable' | 'secret' | 'same' | 'tmsh'>>;

function plain(key: string, read: (value: unknown) => Value, options: Options, unset?: Value): Field {
  return {
    read: (raw) => read(raw[key]),
    write: (value) => ({ [key]: value ?? unset ?? null }),
    ...options,
  };
}

/** A word of a fixed vocabulary that the device always prints. */
export function word(key: string, options: Options): Field {
  return plain(key, toValue, options);
}

/** Free text. Unset is absent, `""` or `"none"`, by kind and version (13.1 profiles print `"none"`). */
export function text(key: string, options: Options): Field {
  return plain(key, unsetText, options, '');
}

/** A word, `none` where there is none. */
export function wordOrNone(key: string, options: Options): Field {
  return plain(key, unsetText, options, 'none');
}

export function unsetText(value: unknown): Value {
  const found = toValue(value);
  return found === '' || found === 'none' ? null : found;
}

/** How the device says that something is on or off. */
export function onOff(value: boolean): Value {
  return value ? 'enabled' : 'disabled';
}

/** A number that some versions and kinds print as text (`timeout: "180"`). */
export function count(key: string, options: Options): Field {
  return plain(key, asNumber, options);
}

export function asNumber(value: unknown): Value {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : toValue(value);
}

/** A rate or limit: `disabled`, `"0"` and 0 all mean none. */
export function limit(key: string, options: Options): Field {
  return plain(key, (value) => (value === 'disabled' || value === undefined ? 0 : asNumber(value)), options);
}

/** Seconds, or `indefinite`, which the device also prints as 4294967295. */
export function duration(key: string, options: Options): Field {
  const read = (value: unknown): Value => {
    const found = asNumber(value);
    return found === 4_294_967_295 ? 'indefinite' : found;
  };
  return {
    ...plain(key, read, options),
    write: (value) => ({ [key]: typeof value === 'number' ? value : asText(value) }),
  };
}

/** `enabled: true` or `disabled: true`; the other key is absent, never `false`. */
export function enabled(options: Options): Field {
  return {
    read: (raw) => raw.disabled !== true,
    write: (value) => (value === true ? { enabled: true } : { disabled: true }),
    ...options,
  };
}

/** The full path of another object, or none. */
export function path(key: string, kinds: readonly string[], options: Options): Field {
  return { ...plain(key, unsetText, options, 'none'), ...refersTo(kinds) };
}

/** Full paths whose order counts. */
export function paths(key: string, kinds: readonly string[], options: Options): Field {
  const read = (value: unknown): Value => (Array.isArray(value) ? value.map(toValue) : []);
  return { ...plain(key, read, options), ...refersTo(kinds) };
}

/** Texts whose order does not count. */
export function set(key: string, options: Options): Field {
  const read = (value: unknown): Value => (Array.isArray(value) ? value.map(String).sort() : []);
  return plain(key, read, options);
}

/** Of a field that holds paths: what they refer to. */
function refersTo(kinds: readonly string[]): Pick<Field, 'refs' | 'refKinds'> {
  return { refs: (value) => toReferences(kinds, value), refKinds: kinds };
}

export function toReferences(kinds: readonly string[], value: Value): Reference[] {
  const list = isList(value) ? value : [value];
  return list.filter((one) => typeof one === 'string').map((one) => ({ kinds, path: one }));
}

/** An IP address, in one spelling. */
export function address(key: string, options: Options): Field {
  return located(key, canonicalAddress, options);
}

function located(key: string, canonical: (text: string) => string, options: Options): Field {
  return {
    ...plain(key, toValue, options),
    read: (raw, context) => {
      const value = raw[key];
      return typeof value === 'string' ? inOwnPartition(canonical(value), raw, context) : toValue(value);
    },
  };
}

/** The default route domain of the partition that an object lies in. */
export function ownRouteDomain(raw: Reply, context: ReadContext): number {
  return context.routeDomainOf?.(typeof raw.partition === 'string' ? raw.partition : 'Common') ?? 0;
}

/** An address of an object without the route domain that is the default there (device-facts: route-domain-zero). */
export function inOwnPartition(text: string, raw: Reply, context: ReadContext): string {
  const own = ownRouteDomain(raw, context);
  return spelled(text, own, own);
}

/** An address with a prefix, in one spelling. */
export function network(key: string, options: Options): Field {
  return located(key, canonicalNetwork, options);
}

/**
 * Text of a monitor or the like in which the device keeps line ends as the characters `\r\n`; real ones
 * that were sent come back so.
 */
export function escapedText(key: string, options: Options): Field {
  return plain(key, (value) => escapeLineEnds(unsetText(value)), options, 'none');
}

export function escapeLineEnds(value: Value): Value {
  return typeof value === 'string' ? value.replaceAll('\r', '\\r').replaceAll('\n', '\\n') : value;
}

/** A secret: written, never read. */
export function secret(key: string, options: Options): Field {
  return { read: () => null, write: (value) => ({ [key]: value ?? 'none' }), secret: true, ...options };
}
