import type { DeviceName } from '../../run/events.ts';
import type { Connection, ConnectOptions, Finding, Reading, Scope } from '../../run/target.ts';
import { asText, type ConfigObject } from '../../model/object.ts';
import { alignWithDevice, type Renamed } from './align.ts';
import { ucsArchives } from './archives.ts';
import { applyPhases } from './icontrol/apply.ts';
import type { Client } from './icontrol/client.ts';
import { countConnections } from './icontrol/connections.ts';
import { type Dangling, findDangling, readDevice, readInventory, readObjects } from './icontrol/read.ts';
import { deviceLock } from './device-lock.ts';
import { saveConfig } from './icontrol/save.ts';
import { openSession } from './icontrol/session.ts';
import { type KeptProfiles, keepProfiles } from './kept-profiles.ts';
import { partitionOf } from './resources/object-path.ts';
import { subjectOf } from './subject.ts';

/** Logs in to a BIG-IP. Throws what refuses it: certificate, login, network. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { client, warning, end } = await openSession(options, options.login);
  const locking = deviceLock(client);
  return {
    ...(warning === undefined ? {} : { warning }),
    facts: () => readFacts(client, options.shownAs ?? options.host),
    inventory: () => readInventory(client),
    read: (scope) => read(client, scope),
    connections: (device, objects) => countConnections(client, device, objects),
    apply: (phases, inventory, progress) =>
      applyPhases(client, phases, inventory, { ...progress, marks: locking.marks() }),
    subjectOf,
    persist: () => saveConfig(client),
    lock: locking.lock,
    backups: ucsArchives(client),
    close: end,
  };
}

async function readFacts(client: Client, host: string): Promise<DeviceName> {
  const { version, hostname } = await readDevice(client);
  return { host, version: version.text, hostname };
}

async function read(client: Client, { spec, desired, inventory }: Scope): Promise<Reading> {
  const actual = await readObjects(client, { spec, desired, inventory });
  const leaves = (key: string): boolean =>
    (inventory[key]?.specs.includes(spec) ?? false) && !desired.has(key);
  const aligned = alignWithDevice(desired, actual, leaves);
  const dangling = await findDangling(client, aligned.objects, actual);
  const { objects, kept } = keepProfiles(aligned.objects, actual, () => []);
  return {
    actual,
    desired: objects,
    notes: [
      ...aligned.renamed.filter(({ desired: { kind } }) => kind === 'ltm/node').map(usedInstead),
      ...kept.map(leftAttached),
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

function leftAttached({ virtual, paths }: KeptProfiles): Finding {
  return {
    rule: 'bigip/left-attached',
    severity: 'note',
    message: `${paths.join(', ')} ${paths.length === 1 ? 'is' : 'are'} left attached to ${virtual.path}: the spec does not name ${paths.length === 1 ? 'it' : 'them'}`,
    hint: 'to manage it, name it in profiles: by its path',
    at: virtual.at ?? [],
    object: nameOf(virtual),
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
    object: nameOf(desired),
  };
}

function leadsNowhere({ object, path, kinds }: Dangling): Finding {
  return {
    rule: 'spec/not-on-device',
    severity: 'error',
    message: `${object.kind} ${object.path} refers to ${path}, which neither this spec nor the device has`,
    hint: `create it on the device, or define it in this spec (looked for: ${kinds.join(', ')})`,
    at: object.at ?? [],
    object: nameOf(object),
  };
}

function nameOf({ kind, path }: ConfigObject): string {
  return `${kind} ${path}`;
}
