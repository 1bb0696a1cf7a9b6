import { tmsh } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { type JsonObject, textAt } from '../../wire/json.ts';
import { setRole } from '../../unit/role.ts';
import type { Call } from './route.ts';

// `run sys failover`, by keys or in words (test_failover.py of the Python SDK).

const KEYS = ['command', 'utilCmdArgs', 'online', 'offline', 'standby', 'traffic-group', 'trafficGroup'];

function wanted(body: JsonObject): string {
  const strange = Object.keys(body).find((key) => !KEYS.includes(key));
  if (strange !== undefined) throw tmsh(`The mock does not simulate "${strange}" of run sys failover.`);
  const [first = ''] = (textAt(body, 'utilCmdArgs') ?? '').trim().split(/\s+/);
  if (first !== '') return first;
  return ['online', 'offline'].find((key) => body[key] === true) ?? 'standby';
}

/** A unit that stands alone has nobody to hand its traffic groups to: `standby` leaves it active. */
export function runFailover(call: Call): Reply {
  const body = call.json();
  if (body.command !== 'run') throw tmsh('The mock simulates only "run sys failover".');
  const what = wanted(body);
  if (what === 'offline') setRole('forced-offline', call.unit);
  else if (what === 'online') setRole('active', call.unit);
  else if (what !== 'standby') throw tmsh(`unexpected argument "${what}"`);
  return json(200, { kind: 'tm:sys:failover:runstate', ...body });
}
