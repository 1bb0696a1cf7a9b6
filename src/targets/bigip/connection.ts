import type { DeviceName } from '../../run/events.ts';
import type { Connection, ConnectOptions, Finding, Reading, Scope } from '../../run/target.ts';
import { asText, type ConfigObject, objectKey } from '../../model/object.ts';
import { alignWithDevice, type Renamed } from './align.ts';
import { ucsArchives } from './archives.ts';
import { deviceRefusals } from './gates/registry.ts';
import { applyPhases } from './icontrol/write/apply.ts';
import type { Client } from './icontrol/client.ts';
import { countConnections } from './icontrol/connections.ts';
import { type Dangling, familyOf, findDangling, findKinds } from './icontrol/lookup.ts';
import { type DeviceInfo, readDevice, readInventory, readObjects } from './icontrol/read.ts';
import { deviceLock } from './device-lock.ts';
import { saveConfig } from './icontrol/write/save.ts';
import { openSession } from './icontrol/session.ts';
import { leaveAttached, profilesOfNoKind } from './left-attached.ts';
import { DECIDED_PROFILE_KINDS } from './resources/attached-kinds.ts';
import { partitionOf } from './resources/object-path.ts';
import { readStates } from './states.ts';
import { subjectOf } from './subject.ts';

/** Logs in to a BIG-IP. Throws what refuses it: certificate, login, network. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { client, warning, end } = await openSession(options, options.login);
  const locking = deviceLock(client);
  // What the last look at the device showed is enough for its refusals: they follow it.
  let seen: DeviceInfo | undefined;
  const look = async (): Promise<DeviceInfo> => (seen = await readDevice(client));
  return {
    ...(warning === undefined ? {} : { warning }),
    facts: async () => nameOf(await look(), options.shownAs ?? options.host),
    inventory: () => readInventory(client),
    read: (scope) => read(client, scope),
    refusals: async (asked) => {
      const device = seen ?? (await look());
      return deviceRefusals({ ...asked, device, host: options.host, client });
    },
    connections: (device, objects) => countConnections(client, device, objects),
    states: (device, desired) => readStates(client, device, desired),
    apply: (phases, inventory, progress) =>
      applyPhases(client, phases, inventory, { ...progress, marks: locking.marks() }),
    subjectOf,
    pause: (milliseconds) => client.pause(milliseconds),
    persist: () => saveConfig(client),
    lock: locking.lock,
    backups: ucsArchives(client),
    close: end,
  };
}

function nameOf({ version, hostname }: DeviceInfo, host: string): DeviceName {
  return { host, version: version.text, hostname };
}

async function read(client: Client, { spec, desired, inventory }: Scope): Promise<Reading> {
  const actual = await readObjects(client, { spec, desired, inventory });
  const leaves = (key: string): boolean =>
    (inventory[key]?.specs.includes(spec) ?? false) && !desired.has(key);
  const aligned = alignWithDevice(desired, actual, leaves);
  const dangling = await findDangling(client, aligned.objects, actual);
  const kinds = await findKinds(client, DECIDED_PROFILE_KINDS, profilesOfNoKind(aligned.objects, actual));
  const left = leaveAttached(aligned.objects, actual, {
    kindOf: (path) => kinds.get(path),
    gave: (virtual) => inventory[objectKey(virtual)]?.attached ?? [],
  });
  return {
    actual,
    desired: left.objects,
    notes: [
      ...aligned.renamed.filter(({ desired: { kind } }) => kind === 'ltm/node').map(usedInstead),
      ...left.notes,
    ],
    dangling: [...dangling.map(leadsNowhere), ...aligned.outOfReach.map(elsewhere)],
  };
}

function usedInstead({ desired, path }: Renamed): Finding {
  return {
    rule: 'bigip/node-used',
    severity: 'note',
    message: `the node ${path} has the address of ${desired.path} and is used as it is`,
    at: desired.at ?? [],
  };
}

function elsewhere({ desired, path, onDevice }: Renamed): Finding {
  const address = asText(desired.fields.address);
  const what = onDevice ? 'is on the device as' : 'is in this spec as';
  return {
    rule: 'bigip/address-elsewhere',
    severity: 'error',
    message: `the address ${address} ${what} ${desired.kind} ${path}, which /${partitionOf(desired.path)} cannot refer to`,
    hint: 'an address exists once in a route domain: put both in one partition, or the first into /Common',
    at: desired.at ?? [],
    object: objectName(desired),
  };
}

function leadsNowhere({ object, path, kinds }: Dangling): Finding {
  const family = familyOf(kinds);
  const places = family === undefined ? kinds.join(', ') : `every type of ${family}`;
  return {
    rule: 'spec/not-on-device',
    severity: 'error',
    message: `${object.kind} ${object.path} refers to ${path}, which neither this spec nor the device has`,
    hint: `create it on the device, or define it in this spec (looked for: ${places})`,
    at: object.at ?? [],
    object: objectName(object),
  };
}

function objectName({ kind, path }: ConfigObject): string {
  return `${kind} ${path}`;
}
