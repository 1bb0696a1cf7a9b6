import { alignWithDevice } from '../targets/bigip/align.ts';
import { desiredObjects } from '../targets/bigip/desired.ts';
import type { Finding } from '../targets/bigip/desired/draft.ts';
import type { Client } from '../targets/bigip/icontrol/client.ts';
import {
  type DeviceInfo,
  findDangling,
  readDevice,
  readInventory,
  readObjects,
} from '../targets/bigip/icontrol/read.ts';
import { checkRules } from '../targets/bigip/lint/registry.ts';
import { kinds, resourceOf } from '../targets/bigip/resources/registry.ts';
import { SpecError } from '../exit.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { objectKey, type ObjectSet } from '../model/object.ts';
import type { TmosVersion } from '../model/version.ts';
import type { Inventory } from '../plan/inventory.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { ReportContext } from '../report/document.ts';
import type { Connection } from './connection.ts';
import type { LoadedSpec } from './load.ts';

/** What a spec wants of a device of one version. */
export interface Desired {
  readonly objects: ObjectSet;
  /** What was decided for the spec. */
  readonly decisions: readonly Diagnostic[];
  /** What the rules say of the spec. */
  readonly advice: readonly Diagnostic[];
}

/** Turns a spec into objects. Throws a `SpecError` with all problems when there is an error among them. */
export function desiredOf(loaded: LoadedSpec, version: TmosVersion): Desired {
  const { objects, findings } = desiredObjects(loaded.spec, version, loaded.rules);
  const place = (finding: Finding): Diagnostic => located(finding, loaded);
  const decisions = findings.map(place);
  const advice = checkRules({ spec: loaded.spec, objects, version }).map(place);
  const all = [...decisions, ...advice];
  if (all.some(({ severity }) => severity === 'error')) throw new SpecError(all);
  return { objects, decisions, advice };
}

function located({ at, ...rest }: Finding, { locate }: LoadedSpec): Diagnostic {
  return { ...rest, source: locate(at) };
}

/** A plan, and all that is needed to show it, to carry it out and to make it again. */
export interface Planned {
  readonly plan: Plan;
  readonly device: DeviceInfo;
  /** As it was read: `undefined` where the device has none yet. */
  readonly inventory: Inventory | undefined;
  readonly context: ReportContext;
  /** What was decided on the way here, worth knowing before a change. */
  readonly decisions: readonly Diagnostic[];
  /** Warnings of the rules about the spec. */
  readonly advice: readonly Diagnostic[];
}

export interface PlanOptions {
  readonly adopt: boolean;
  /** Plan to remove everything of the spec. */
  readonly destroy: boolean;
}

const NOTHING: Desired = { objects: new Map(), decisions: [], advice: [] };

/** Reads the device and compares. Only GET requests are sent. */
export async function planOn(
  connection: Connection,
  loaded: LoadedSpec,
  options: PlanOptions,
): Promise<Planned> {
  const { client } = connection.session;
  const [device, inventory] = await Promise.all([readDevice(client), readInventory(client)]);
  const { objects: asked, decisions, advice } = options.destroy ? NOTHING : desiredOf(loaded, device.version);
  const listed: Inventory = inventory ?? {};
  const spec = loaded.spec.name;
  const actual = await readObjects(client, { spec, desired: asked, inventory: listed });
  const leaves = (key: string): boolean => (listed[key]?.specs.includes(spec) ?? false) && !asked.has(key);
  const { objects: desired, renamed } = alignWithDevice(asked, actual, leaves);
  await refuseDangling(client, desired, actual, loaded);
  const archive = options.destroy ? undefined : loaded.spec.archive?.name;
  const { adopt } = options;
  const { locate } = loaded;
  const plan = makePlan({ spec, desired, actual, inventory: listed, kinds, adopt, archive, locate });
  return {
    plan,
    device,
    inventory,
    context: contextOf(connection, loaded, device),
    decisions: [
      ...decisions,
      ...renamed
        .filter((one) => one.desired.kind === 'ltm/node')
        .map((one) => usedInstead(one.desired.path, one.path, loaded, one.desired.at)),
    ],
    advice: advice.filter(({ severity }) => severity === 'warning'),
  };
}

function contextOf(
  { host }: Connection,
  loaded: LoadedSpec,
  { version, hostname }: DeviceInfo,
): ReportContext {
  return {
    spec: { name: loaded.spec.name, file: loaded.file },
    device: { host, version: version.text, hostname },
  };
}

async function refuseDangling(
  client: Client,
  desired: ObjectSet,
  actual: ObjectSet,
  loaded: LoadedSpec,
): Promise<void> {
  const dangling = await findDangling(client, desired, actual);
  if (dangling.length === 0) return;
  throw new SpecError(
    dangling.map(({ object, path, kinds: candidates }) => ({
      rule: 'spec/not-on-device',
      severity: 'error' as const,
      message: `${object.kind} ${object.path} refers to ${path}, which neither this spec nor the device has`,
      hint: `create it on the device, or define it in this spec (looked for: ${candidates.join(', ')})`,
      source: loaded.locate(object.at ?? []),
      object: `${object.kind} ${object.path}`,
    })),
  );
}

function usedInstead(
  path: string,
  other: string,
  loaded: LoadedSpec,
  at: readonly (string | number)[] | undefined,
): Diagnostic {
  return {
    rule: 'bigip/node-used',
    severity: 'note',
    message: `the node ${other} has the address of ${path} and is used as it is`,
    source: loaded.locate(at ?? []),
  };
}

/** The place in the spec of the object that a device's error text names, for the error message. */
export function sourceOfError(text: string, plan: Plan): { object: string; place: string } | undefined {
  const named = plan.changes
    .filter((change) => mentions(text, change.path) || mentions(text, inDeviceWords(change.path)))
    .sort((one, other) => other.path.length - one.path.length)[0];
  if (!named?.source) return undefined;
  const { file, line, column } = named.source;
  return { object: `${resourceOf(named.kind).label} ${named.path}`, place: `${file}:${line}:${column}` };
}

/** Whether a text names this path and not one that only begins or ends like it. */
function mentions(text: string, path: string): boolean {
  const at = text.indexOf(path);
  if (at < 0) return false;
  const outside = /^[^A-Za-z0-9_/.:%-]?$/;
  const [before, after] = [text.charAt(at - 1), text.charAt(at + path.length)];
  // A full stop or a colon may end a sentence of the device right after a name.
  const ends = outside.test(after) || /^[.:](?![A-Za-z0-9])/.test(text.slice(at + path.length));
  return (outside.test(before) && ends) || mentions(text.slice(at + 1), path);
}

/** The device writes a member as `/Common/pool /Common/node 80`. */
function inDeviceWords(path: string): string {
  return path.replace(/:(\/.*)[:.](\d+)$/, ' $1 $2');
}

/** Whether two plans would do the same, for the check between reading and writing. */
export function samePlan(one: Plan, other: Plan): boolean {
  const essence = ({ changes }: Plan): string =>
    JSON.stringify(changes.map(({ action, fields, ...change }) => [action, objectKey(change), fields]));
  return essence(one) === essence(other);
}
