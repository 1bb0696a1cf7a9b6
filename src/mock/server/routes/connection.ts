import { tmsh } from '../../wire/errors.ts';
import { json, nothing } from '../../wire/http.ts';
import type { Call, Route } from './route.ts';

// The connection table: always empty, what passes through the mock is not in it. Deleting without a filter is refused: on a
// device it would cut every connection there is.

function optionsOf({ rawQuery }: Call): string | undefined {
  const value = new URLSearchParams(rawQuery).get('options');
  return value === null || value.trim() === '' ? undefined : value;
}

function checkFilter(options: string): void {
  const words = options.trim().split(/\s+/);
  const isFilter =
    words.length % 2 === 0 &&
    words.every((word, at) => at % 2 === 1 || /^(cs|ss)-(server|client)-(addr|port)$|^protocol$/.test(word));
  if (!isFilter) throw tmsh(`unexpected argument "${options}"`);
}

export const connectionRoutes: readonly Route[] = [
  {
    path: 'tm/sys/connection',
    methods: {
      GET: (call) => {
        const options = optionsOf(call);
        if (options !== undefined) checkFilter(options);
        return json(200, {
          kind: 'tm:sys:connection:connectionstats',
          selfLink: `https://localhost/mgmt/tm/sys/connection?ver=${call.unit.tmos.text}`,
          apiRawValues: { apiAnonymous: 'Sys::Connections\nTotal records returned: 0\n' },
        });
      },
      DELETE: (call) => {
        const options = optionsOf(call);
        if (options === undefined) {
          throw tmsh(
            'The mock refuses to delete connections without a filter: on a device this would cut all of them.',
          );
        }
        checkFilter(options);
        return nothing;
      },
    },
  },
];
