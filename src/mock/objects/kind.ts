import type { DeviceError } from '../wire/errors.ts';
import type { Json, JsonObject } from '../wire/json.ts';
import type { ObjectName } from '../wire/names.ts';
import type { Tmos } from '../tmos.ts';

// The types that know each other: a definition has hooks that see objects, and an object knows its kind.
// A collection is data: its properties in the order of the wire, what each may hold and refers to, and a few
// hooks for what the device does on its own account. Everything else is derived from it.

/** What a normaliser may look at. */
export interface ValueContext {
  readonly tmos: Tmos;
  readonly store: Store;
  readonly partition: string;
  readonly property: string;
}

export interface Reference {
  /** The name space of the target: a kind's path, or `profile`, `monitor`, `vlan` where kinds share one. */
  readonly family: string;
  /** Must exist, but does not keep the target from being deleted. */
  readonly weak?: boolean;
  /** Whether the device prints `<property>Reference` beside the value. */
  readonly link: boolean;
  /** The value is a list of `{name, partition}`, each printed with a `nameReference`. */
  readonly named?: boolean;
  readonly targets: (value: Json) => readonly string[];
  /** The refusal of a target that is not there; the general one when absent. */
  readonly missing?: (target: string, user: { word: string; path: string }) => DeviceError;
}

export interface Property {
  /** The value as the device keeps it; `undefined` unsets it. Throws a refusal. */
  readonly normalise: (value: Json, context: ValueContext) => Json | undefined;
  readonly initial?: Json | ((tmos: Tmos) => Json | undefined);
  readonly since?: string;
  readonly until?: string;
  /** Cannot change after creation. */
  readonly fixed?: boolean;
  /** Told by the device; ignored when sent. */
  readonly readOnly?: boolean;
  /** Never taken from `defaultsFrom`. */
  readonly ownOnly?: boolean;
  readonly reference?: Reference;
  /** A nested block. */
  readonly fields?: Properties;
}

export type Properties = Readonly<Record<string, Property>>;

/** One configuration object. Never changed: a write puts another one in its place. */
export interface Entry {
  readonly kind: Kind;
  /** Full path, or the bare name where the kind has no partition. */
  readonly key: string;
  /** Where the object sits in another one: the keys from the outermost down, else ''. */
  readonly parent: string;
  readonly generation: number;
  readonly props: JsonObject;
  /** The properties that were set, not inherited. */
  readonly own: ReadonlySet<string>;
  /** What the device knows and does not print. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly system: boolean;
}

/** What monitors found; `disabled` by what it answered. */
export interface Health {
  readonly state: 'checking' | 'up' | 'down' | 'disabled';
  /** Why it is down. */
  readonly why?: string;
}

export interface Tally {
  readonly current: number;
  readonly most: number;
  readonly total: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly requests: number;
}

/** What traffic knows of objects. */
export interface Live {
  /** Of a member or node that is watched. */
  health(entry: Entry): Health | undefined;
  tally(entry: Entry): Tally | undefined;
}

/** The objects of a device, as definitions and their hooks see them (store.ts keeps them). */
export interface Store {
  /** Undefined where no traffic passes. */
  readonly live: Live | undefined;
  get(kind: Kind, key: string, parent?: string): Entry | undefined;
  /** An object by name, whichever kind of the family it is. */
  find(family: string, key: string): Entry | undefined;
  /** Objects by their second name, e.g. nodes by address. */
  withAlias(kind: Kind, alias: string): readonly Entry[];
  /** Who refers to an object. */
  users(family: string, key: string): readonly Entry[];
  /** The objects of a collection in the order of their names. */
  list(kind: Kind, parent?: string): readonly Entry[];
  count(kind: Kind, parent?: string): number;
  all(): Iterable<Entry>;
  /** A running number for what the device counts itself, such as `vsIndex`. */
  nextSerial(): number;
  nextGeneration(): number;
  put(kind: Kind, key: string, parent: string, entry: Entry | undefined): void;
}

/** An object while it is being written. */
export interface Draft {
  readonly kind: Kind;
  readonly parent: string;
  readonly name: ObjectName;
  readonly before: Entry | undefined;
  readonly input: JsonObject;
  readonly props: Record<string, Json>;
  readonly own: Set<string>;
  readonly hidden: Record<string, string>;
}

/** What hooks may do beside reading: the same operations a client has, within the same transaction. */
export interface Work {
  readonly store: Store;
  readonly tmos: Tmos;
  readonly kinds: Kinds;
  readonly now: () => number;
  readonly transaction: TransactionMarks | undefined;
  /** The content of an uploaded file, by the path it has on the device. */
  readonly uploaded: (path: string) => Buffer | undefined;
  create(kind: Kind, name: ObjectName, body: JsonObject, parent?: string): Entry;
  modify(entry: Entry, changes: JsonObject): Entry;
  replace(entry: Entry, body: JsonObject): Entry;
  remove(entry: Entry): void;
  /** Stores values as they are, without validation: for what only the device itself writes. */
  put(entry: Entry, changes: { props?: JsonObject; hidden?: Readonly<Record<string, string>> }): Entry;
}

/** What one transaction remembers of its commands. */
export interface TransactionMarks {
  /** Objects a command of this transaction took out of use; the device still holds them as used. */
  readonly detached: Set<string>;
  /** What a command of this transaction gave up in so many words (`pool: none`), so that it is not held. */
  readonly released: Set<string>;
  /** The folders there were when the commit began. */
  readonly folders: ReadonlySet<string>;
}

export interface Target {
  readonly family: string;
  readonly path: string;
}

export interface Hooks {
  readonly prepare?: (draft: Draft, work: Work) => void;
  readonly stored?: (entry: Entry, before: Entry | undefined, work: Work) => void;
  readonly childrenStored?: (entry: Entry, work: Work) => void;
  readonly deleting?: (entry: Entry, work: Work) => void;
  readonly deleted?: (entry: Entry, work: Work) => void;
  /** Rules over several objects, at the end of a request or transaction. */
  readonly check?: (entry: Entry, work: Work) => void;
  readonly references?: (entry: Entry) => readonly Target[];
  /** Where name, partition and subPath are not what the key says. */
  readonly naming?: (entry: Entry) => { name: string; partition?: string; subPath?: string };
  readonly view?: (props: JsonObject, entry: Entry, store: Store, tmos: Tmos) => JsonObject;
}

export interface BuiltIn {
  readonly name: string;
  readonly props?: JsonObject;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly since?: string;
  readonly until?: string;
  readonly generation?: number;
  readonly children?: Readonly<Record<string, readonly BuiltIn[]>>;
}

export interface KindDefinition {
  /** `ltm/pool`; of a sub-collection only its own word. */
  readonly path: string;
  /** The type word in messages. */
  readonly word: string;
  /** Where another text is used when somebody refers to a missing one (`pool` beside `Pool`). */
  readonly referenceWord?: string;
  readonly family?: string;
  readonly naming?: 'partition' | 'plain' | 'singleton';
  readonly properties: Properties;
  readonly required?: readonly string[];
  /** Keys of other kinds or versions that a known client sends along and a device takes without a word. */
  readonly ignores?: readonly string[];
  /** Flags of which one is true and the other absent. */
  readonly pairs?: readonly (readonly [string, string])[];
  readonly children?: readonly KindDefinition[];
  /** Properties that are printed after the references to sub-collections. */
  readonly tail?: readonly string[];
  /** How messages name an item of a sub-collection. */
  readonly described?: (key: string, parent: string) => string;
  /** Of a sub-collection whose items are names of other objects: their family. */
  readonly itemsOf?: string;
  readonly builtIns?: readonly BuiltIn[];
  readonly methods?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  /** Values come from the object named by `defaultsFrom`; this one when none is named. */
  readonly inherits?: string;
  /** A second name space in which an object can be found, such as its address. */
  readonly alias?: (entry: Entry) => string | undefined;
  /** The answer depends on other objects, so it may not be kept with the object. */
  readonly volatile?: boolean;
  /** Objects print `generation: 0` (monitors do). */
  readonly noGeneration?: boolean;
  /** An object taken out of use inside a transaction cannot be deleted in the same one. */
  readonly heldByTransaction?: (path: string) => DeviceError;
  /** Another spelling of a name that means the same: port names go, `%0` where the name is an address. */
  readonly canonicalName?: (name: string) => string;
  readonly hooks?: Hooks;
}

/** A definition made ready for one TMOS version. */
export interface Kind {
  readonly path: string;
  readonly definition: KindDefinition;
  readonly word: string;
  readonly family: string;
  readonly naming: 'partition' | 'plain' | 'singleton';
  readonly properties: Properties;
  readonly initials: JsonObject;
  readonly referencing: readonly (readonly [string, Property])[];
  readonly children: ReadonlyMap<string, Kind>;
  readonly hooks: Hooks;
}

export type Kinds = ReadonlyMap<string, Kind>;

/** The kind under a path that this mock itself names. */
export function kindAt(kinds: Kinds, path: string): Kind {
  const kind = kinds.get(path);
  if (!kind) throw new Error(`the mock has no collection ${path}`);
  return kind;
}
