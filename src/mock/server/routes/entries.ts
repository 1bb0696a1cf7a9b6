import { type Reply, json } from '../../wire/http.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { Tmos } from '../../tmos.ts';

// How a device tells what is no object: entries inside entries (device-facts: stats).

/** One item of a path that is no collection. */
export function stats(path: string, values: JsonObject, { text }: Tmos, item = '/0'): Reply {
  const kind = `tm:${path.replaceAll('/', ':')}:${path.split('/').at(-1) ?? ''}stats`;
  return json(200, {
    kind,
    selfLink: `https://localhost/mgmt/tm/${path}?ver=${text}`,
    entries: { [`https://localhost/mgmt/tm/${path}${item}`]: nested(values) },
  });
}

export const nested = (entries: JsonObject): JsonObject => ({ nestedStats: { entries } });

export const described = (values: Readonly<Record<string, string>>): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([name, description]) => [name, { description }]));
