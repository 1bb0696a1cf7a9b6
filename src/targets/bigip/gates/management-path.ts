import { parseAddress, parseNetwork } from '../../../model/address.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import { asText, type ConfigObject, isList, type ObjectSet } from '../../../model/object.ts';
import type { Change } from '../../../plan/change.ts';
import { readKinds } from '../icontrol/read.ts';
import type { DeviceGate, DeviceGateInput } from './gate.ts';

const NETWORK = ['net/self', 'net/vlan', 'net/interface', 'net/route'];

/**
 * A change to what this connection, or the group of the device, reaches it by: it may cut off whoever could undo it.
 * Over the management port none of these objects matters to the connection itself.
 */
export const managementPath: DeviceGate = async (input) => {
  const { plan, allowed } = input;
  const changes = plan.changes.filter((change) => NETWORK.includes(change.kind) && touches(change));
  if (allowed.managementPath || changes.length === 0) return [];
  const uses = usesOf(input);
  if (uses.length === 0) return [];
  const path = pathsOf(uses, await networkOf(input, changes));
  return changes.flatMap((change) => refusal(change, path));
};

/** What a new object does is nothing yet; of one that is there, all but what nobody feels, and being open for more. */
function touches({ action, impact, fields }: Change): boolean {
  const opens = fields.length === 1 && fields[0]?.field === 'allowService' && impact === 'new-connections';
  return action !== 'create' && impact !== 'none' && !opens;
}

interface Use {
  readonly address: string;
  readonly use: string;
}

/** The addresses that must stay reachable: where we are connected to, and what the group uses of this unit. */
function usesOf({ host, device: { units } }: DeviceGateInput): Use[] {
  const own = units.find(({ isSelf }) => isSelf);
  const ours = [{ address: host, use: 'this connection' }, ...(own?.addresses ?? [])];
  return ours.filter(({ address }) => parseAddress(address));
}

/** What was read for the plan, and what it lacks to tell which VLAN is whose. */
async function networkOf(
  { reading, ask, client }: DeviceGateInput,
  changes: readonly Change[],
): Promise<ObjectSet> {
  const known = new Set([...reading.actual.values()].map(({ kind }) => kind));
  const needed = ['net/self', ...(changes.some(({ kind }) => kind === 'net/interface') ? ['net/vlan'] : [])];
  const lacking = needed.filter((kind) => !known.has(kind));
  if (!ask || lacking.length === 0) return reading.actual;
  return new Map([...reading.actual, ...(await readKinds(client, lacking))]);
}

/** By kind and path: what each object carries. */
type Paths = ReadonlyMap<string, string>;

function pathsOf(uses: readonly Use[], network: ObjectSet): Paths {
  const paths = new Map<string, string>();
  const objects = [...network.values()];
  for (const self of objects.filter(({ kind }) => kind === 'net/self')) {
    const use = uses.find(({ address }) => isAt(self, address))?.use;
    if (use === undefined) continue;
    paths.set(`net/self ${self.path}`, use);
    const vlan = asText(self.fields.vlan);
    paths.set(`net/vlan ${vlan}`, use);
    for (const port of portsOf(network.get(`net/vlan:${vlan}`))) paths.set(`net/interface ${port}`, use);
    // Answers to whoever is not on a network of ours go by a route, and which one is not for us to know.
    paths.set('net/route', use);
  }
  return paths;
}

function isAt({ fields }: ConfigObject, address: string): boolean {
  const wanted = parseAddress(address);
  return wanted !== undefined && parseNetwork(asText(fields.address))?.ip === wanted.ip;
}

function portsOf(vlan: ConfigObject | undefined): string[] {
  const ports = vlan?.fields.interfaces;
  return isList(ports) ? ports.map((one) => asText(one).split(' ')[0] ?? '') : [];
}

function refusal({ kind, path, action, fields, source }: Change, paths: Paths): Diagnostic[] {
  const use = paths.get(`${kind} ${path}`) ?? paths.get(kind);
  if (use === undefined) return [];
  const what = fields.length === 0 ? '' : ` (${fields.map(({ field }) => field).join(', ')})`;
  return [
    {
      rule: 'bigip/management-path',
      severity: 'error',
      message: `${action} ${kind} ${path}${what} touches what ${use} uses: it may cut off whoever could undo it`,
      hint: 'run it over the management port, or with --allow-management-path when somebody is at the console',
      object: `${kind} ${path}`,
      ...(source ? { source } : {}),
    },
  ];
}
