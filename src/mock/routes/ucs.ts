import { archiveName, archiveView } from '../archives.ts';
import { DeviceError, notFound, notRegistered } from '../errors.ts';
import { type Answer, json, nothing } from '../exchange.ts';
import { parseQuery } from '../query.ts';
import { listText } from '../read.ts';
import { runUcs, ucsCommand } from '../ucs.ts';
import type { Call, Route } from './route.ts';

// Archives and the tasks that make them (icontrol.md D.16).

const TASK = 'sys/ucs';

function requireVersion({ unit, path }: Call, version: string): void {
  if (!unit.tmos.atLeast(version)) throw notRegistered(path.replace(/^\/mgmt/, ''));
}

/** The synchronous form answers after the work is done, with an echo of what was asked. */
async function saveOrLoad(call: Call): Promise<Answer> {
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
  {
    path: 'tm/task/sys/ucs',
    methods: {
      GET: ({ unit }) => json(200, { items: unit.tasks.list(TASK).map((task) => unit.tasks.view(task)) }),
      POST: (call) => {
        requireVersion(call, '12.0');
        const body = call.json();
        const command = ucsCommand(body);
        return json(
          200,
          call.unit.tasks.view(call.unit.tasks.create(TASK, body, () => runUcs(command, call.unit))),
        );
      },
    },
  },
  {
    path: 'tm/task/sys/ucs/:id',
    methods: {
      GET: ({ unit, params }) => json(200, unit.tasks.view(unit.tasks.get(TASK, params.id ?? ''))),
      PUT: (call) => {
        const task = call.unit.tasks.get(TASK, call.params.id ?? '');
        const state = call.json()._taskState;
        if (state !== 'VALIDATING')
          throw new DeviceError(400, 'only _taskState VALIDATING starts a task', 32964609);
        call.unit.tasks.start(task);
        return json(202, { code: 202, message: 'Task will execute asynchronously.', errorStack: [] });
      },
      DELETE: ({ unit, params }) => {
        unit.tasks.remove(unit.tasks.get(TASK, params.id ?? ''));
        return nothing;
      },
    },
  },
  {
    path: 'tm/task/sys/ucs/:id/result',
    methods: {
      GET: ({ unit, params }) => {
        const task = unit.tasks.get(TASK, params.id ?? '');
        return json(200, unit.tasks.view(task));
      },
      DELETE: ({ unit, params }) => {
        const task = unit.tasks.get(TASK, params.id ?? '');
        if (task.resultDeleted)
          throw new DeviceError(400, `The result of task ${task.id} is deleted.`, 32964609);
        task.resultDeleted = true;
        return nothing;
      },
    },
  },
];
