import { tmsh } from '../errors.ts';
import { json } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { release, type Tmos } from '../tmos.ts';
import type { Call, Route } from './route.ts';

// What the system tells about itself, and `save`.

export function entry(path: string, values: JsonObject): JsonObject {
  return { [`https://localhost/mgmt/tm/${path}`]: { nestedStats: { entries: values } } };
}

export const described = (values: Readonly<Record<string, string>>): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([name, description]) => [name, { description }]));

export function stats(path: string, values: JsonObject, { text }: Tmos): JsonObject {
  const kind = `tm:${path.replaceAll('/', ':')}:${path.split('/').at(-1) ?? ''}stats`;
  return {
    kind,
    selfLink: `https://localhost/mgmt/tm/${path}?ver=${text}`,
    entries: entry(`${path}/0`, values),
  };
}

/** `save` is the only command here; what is not saved is lost on a restart. */
function config(call: Call) {
  const body = call.json();
  const { unit } = call;
  if (body.command !== 'save') {
    throw tmsh(`The mock does not simulate "${String(body.command)}" of sys config, only "save".`);
  }
  if (body.options !== undefined) throw tmsh('The mock does not simulate options of "save sys config".');
  unit.saved = unit.store.snapshot();
  return json(200, { kind: 'tm:sys:config:savestate', ...body });
}

export const systemRoutes: readonly Route[] = [
  {
    path: 'tm/sys/version',
    methods: {
      GET: ({ unit: { tmos } }) => {
        const { build, date } = release(tmos);
        const values = {
          Build: build,
          Date: date,
          Edition: 'Final',
          Product: 'BIG-IP',
          Title: 'Main Package',
        };
        return json(200, stats('sys/version', described({ ...values, Version: tmos.text }), tmos));
      },
    },
  },
  { path: 'tm/sys/config', methods: { POST: config } },
];
