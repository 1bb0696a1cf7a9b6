import { archiveName, archiveView } from '../../unit/archives.ts';
import { notFound, notRegistered } from '../../wire/errors.ts';
import { type Reply, json, nothing } from '../../wire/http.ts';
import { parseQuery } from '../../wire/query.ts';
import { listText } from '../../objects/view.ts';
import { runUcs, ucsCommand } from '../../operations/ucs.ts';
import type { Call, Route } from './route.ts';
import { taskRoutes } from './tasks.ts';

// Archives and the tasks that make them (device-facts: ucs, tasks).

function requireVersion({ unit, path }: Call, version: string): void {
  if (!unit.tmos.atLeast(version)) throw notRegistered(path.replace(/^\/mgmt/, ''));
}

/** The synchronous form answers after the work is done, with an echo of what was asked. */
async function saveOrLoad(call: Call): Promise<Reply> {
  requireVersion(call, '12.0');
  const body = call.json();
  const command = ucsCommand(body);
  await new Promise<void>((resolve) => call.unit.tasks.later(resolve));
  runUcs(command, call.unit);
  return json(200, { kind: 'tm:sys:ucs:savestate', ...body });
}

function find(call: Call): string {
  const name = archiveName(call.params.name ?? '');
  if (name === undefined || !call.unit.archives.get(name)) {
    throw notFound('ucs', `/var/local/ucs/${call.params.name ?? ''}`);
  }
  return name;
}

export const ucsRoutes: readonly Route[] = [
  {
    path: 'tm/sys/ucs',
    methods: {
      GET: (call) => {
        requireVersion(call, '12.1.0');
        const { archives, tmos } = call.unit;
        const all = archives.list();
        const textsOf = (from: number, to: number) =>
          all.slice(from, to).map((archive) => JSON.stringify(archiveView(archive, tmos)));
        const query = parseQuery(call.rawQuery);
        return json(
          200,
          listText('tm:sys:ucs:ucscollectionstate', 'sys/ucs', all.length, textsOf, query, tmos),
        );
      },
      POST: saveOrLoad,
    },
  },
  {
    path: 'tm/sys/ucs/:name',
    methods: {
      DELETE: (call) => {
        call.unit.archives.remove(find(call));
        return nothing;
      },
    },
  },
  ...taskRoutes('sys/ucs', (call, body) => {
    requireVersion(call, '12.0');
    const command = ucsCommand(body);
    return call.unit.tasks.create('sys/ucs', body, () => runUcs(command, call.unit));
  }),
];
