import { alreadyExists, notFound, tmsh } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { shown, textAt } from '../../wire/json.ts';
import { kindAt } from '../../objects/kind.ts';
import { parentKey } from '../../objects/entry.ts';
import type { Unit } from '../../unit/unit.ts';
import type { Call, Route } from './route.ts';

// `mv cm device`: the name of the device object, which changing the host name leaves as it was. F5's Ansible
// module bigip_hostname does the one after the other.

const pathOf = (name: string) => (name.startsWith('/') ? name : `/Common/${name}`);

function move(call: Call): Reply {
  const body = call.json();
  if (body.command !== 'mv') {
    throw tmsh(`The mock does not simulate the command "${shown(body.command)}" on cm/device, only "mv".`);
  }
  const from = pathOf(textAt(body, 'name') ?? '');
  const to = pathOf(textAt(body, 'target') ?? '');
  call.unit.store.atomically(() => {
    rename(call.unit, from, to);
  });
  return json(200, { kind: 'tm:cm:device:mvstate', ...body });
}

function rename({ store, kinds }: Unit, from: string, to: string): void {
  const kind = kindAt(kinds, 'cm/device');
  const entry = store.get(kind, from);
  if (!entry) throw notFound(kind.word, from);
  if (store.get(kind, to)) throw alreadyExists(kind.word, to, 'Common');
  const generation = store.nextGeneration();
  store.put(kind, from, '', undefined);
  store.put(kind, to, '', { ...entry, key: to, generation });
  for (const group of store.list(kindAt(kinds, 'cm/device-group'))) {
    for (const child of group.kind.children.values()) {
      const member = store.get(child, from, parentKey(group));
      if (!member) continue;
      store.put(child, from, member.parent, undefined);
      store.put(child, to, member.parent, { ...member, key: to, generation });
    }
  }
  const trust = store.find('cm/trust-domain', '/Common/Root');
  if (trust)
    store.put(trust.kind, trust.key, '', {
      ...trust,
      generation,
      props: { ...trust.props, caDevices: [to] },
    });
}

export const deviceMoveRoutes: readonly Route[] = [{ path: 'tm/cm/device', methods: { POST: move } }];
