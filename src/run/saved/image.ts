import { type ConfigObject, objectKey, toValue, type Value } from '../../model/object.ts';
import { digestSecret } from '../../plan/digest.ts';
import type { Kinds } from '../../plan/kind.ts';
import { parentKey } from '../../plan/references.ts';
import type { DeviceName } from '../events.ts';
import type { LoadedSpec } from '../job.ts';
import type { PlannedRun } from '../plan-run.ts';
import { type SealedPhase, type Sealing, sealPhase } from './seal.ts';

/** Salted digests, each by the name of what it is of. */
export type Digests = Readonly<Record<string, string>>;

/**
 * What a saved plan is bound to, and what it sends. It has no secret: where one is sent there is a digest of it, and
 * of what is compared only digests are kept. It has no operational state either: a member may go down.
 */
export interface PlanImage {
  readonly salt: string;
  readonly device: DeviceName;
  /** Each part of the spec, with what it takes from variables, files and the environment. */
  readonly spec: Digests;
  /** Each object that the spec names, owns, or has the parent of, as it is on the device. */
  readonly objects: Digests;
  /** Each record of the inventory; `null` where the device has none. */
  readonly inventory: Digests | null;
  readonly phases: readonly SealedPhase[];
}

export interface Imaged {
  readonly planned: PlannedRun;
  readonly loaded: LoadedSpec;
  readonly kinds: Kinds;
  /** Gives another text for one that holds a secret. */
  readonly mask: Sealing['mask'];
}

export function imageOf({ planned, loaded, kinds, mask }: Imaged, salt: string): PlanImage {
  const { device, plan, inventory } = planned;
  const { host, version, hostname } = device;
  const digest = (value: unknown): string => digestSecret(toValue(value), salt);
  const files = Object.fromEntries([...loaded.files].sort(([one], [other]) => (one < other ? -1 : 1)));
  return {
    salt,
    device: { host, version, hostname },
    spec: digests(Object.entries({ ...loaded.spec, files }), digest),
    objects: digests(inScope(planned, kinds), digest),
    inventory: inventory ? digests(Object.entries(inventory), digest) : null,
    phases: plan.phases.map((phase) => sealPhase({ kinds, salt, mask }, phase)),
  };
}

function digests(
  entries: readonly (readonly [string, unknown])[],
  digest: (value: unknown) => string,
): Digests {
  return Object.fromEntries(entries.map(([key, value]) => [key, digest(value)]));
}

/** What the plan was made of: objects that the spec names or lists, and the parts that they have. */
function inScope({ reading, plan, inventory }: PlannedRun, kinds: Kinds): [string, Value][] {
  const { desired, actual } = reading;
  const isOurs = (key: string): boolean =>
    desired.has(key) || (inventory?.[key]?.specs.includes(plan.spec) ?? false);
  return [...actual.values()]
    .filter((object) => isOurs(objectKey(object)) || isOurs(parentKey(kinds, object) ?? ''))
    .map((object) => [objectKey(object), essence(object, desired.get(objectKey(object)))]);
}

/** The fields that this tool knows, what is attached, and the raw keys that the spec sets. */
function essence({ fields, attached = [], reply }: ConfigObject, desired: ConfigObject | undefined): Value {
  const raw = (desired?.rawKeys ?? []).map((key): [string, Value] => [key, toValue(reply?.[key])]);
  return [fields, attached, Object.fromEntries(raw)];
}
