import { cachedText } from '../../objects/cache.ts';
import { icrd, unsupported } from '../../wire/errors.ts';
import { json, nothing, type Reply } from '../../wire/http.ts';
import { operateAlone, readText } from '../../operations/operate.ts';
import { queueCommand } from '../../operations/transactions.ts';
import type { Command } from '../../unit/transactions.ts';
import type { Unit } from '../../unit/unit.ts';
import type { Call } from './route.ts';

/** Everything under /mgmt/tm that is configuration, and the lists of what there is. */
export function configuration(call: Call): Reply {
  const { method, segments, rawQuery, unit } = call;
  const command: Command = {
    method,
    segments: segments.slice(1),
    rawQuery,
    body: method === 'GET' ? {} : bodyOf(call),
  };
  if (method === 'GET') return read(call, command);
  if (organizing(command.segments, unit)) throw unsupported(command.segments.join('/'));
  const text = operateAlone(command, unit);
  return method === 'DELETE' ? nothing : json(200, text);
}

/** What hangs on the objects alone is kept as bytes; statistics and the system's own pages may not. */
function read({ path, rawQuery, unit }: Call, command: Command): Reply {
  const make = () => organizing(command.segments, unit) ?? readText(command, unit);
  const [module] = command.segments;
  const isKept = (module === 'ltm' || module === 'net') && command.segments.at(-1) !== 'stats';
  if (!isKept) return json(200, make());
  return { status: 200, body: cachedText(unit.store, `${path}?${rawQuery}`, make) };
}

export function bodyOf(call: Call) {
  return call.method === 'DELETE' ? {} : call.json();
}

/** `/mgmt/tm/ltm` and the like: a list of links to what is below. */
export function organizing(segments: readonly string[], { kinds, tmos }: Unit): string | undefined {
  const path = segments.join('/');
  const prefix = path === '' ? '' : `${path}/`;
  if (kinds.has(path)) return undefined;
  const below = new Set(
    [...kinds.keys(), 'sys/ucs', 'sys/version', 'sys/config']
      .filter((kind) => kind.startsWith(prefix))
      .map((kind) => kind.slice(prefix.length).split('/')[0] ?? ''),
  );
  if (below.size === 0) return undefined;
  const link = (name: string) => ({
    reference: { link: `https://localhost/mgmt/tm/${prefix}${name}?ver=${tmos.text}` },
  });
  return JSON.stringify({
    kind: `tm:${path === '' ? '' : `${path.replaceAll('/', ':')}:${segments.at(-1) ?? ''}`}collectionstate`,
    selfLink: `https://localhost/mgmt/tm/${path}?ver=${tmos.text}`,
    items: [...below].sort().map(link),
  });
}

/** A request that carries a transaction is only queued. */
export function queueInTransaction(call: Call, id: string): Reply {
  const { method, segments, rawQuery, unit, path } = call;
  if (!/^\d{1,20}$/.test(id)) throw icrd(`invalid transaction id ${id}`, 400);
  const command = {
    method,
    segments: segments.slice(1),
    rawQuery,
    body: method === 'GET' ? {} : bodyOf(call),
  };
  return json(200, queueCommand(id, command, path, unit));
}
