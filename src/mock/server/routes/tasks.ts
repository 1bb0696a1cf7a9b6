import { DeviceError } from '../../wire/errors.ts';
import { json, nothing } from '../../wire/http.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { Task } from '../../unit/tasks.ts';
import type { Call, Route } from './route.ts';

/** Tasks: made with a POST, started with a PUT, polled, removed with their result (device-facts: tasks). */
export function taskRoutes(path: string, make: (call: Call, body: JsonObject) => Task): readonly Route[] {
  const taskOf = ({ unit, params }: Call) => unit.tasks.get(path, params.id ?? '');
  return [
    {
      path: `tm/task/${path}`,
      methods: {
        GET: ({ unit }) => json(200, { items: unit.tasks.list(path).map((task) => unit.tasks.view(task)) }),
        POST: (call) => json(200, call.unit.tasks.view(make(call, call.json()))),
      },
    },
    {
      path: `tm/task/${path}/:id`,
      methods: {
        GET: (call) => json(200, call.unit.tasks.view(taskOf(call))),
        PUT: (call) => {
          const task = taskOf(call);
          if (call.json()._taskState !== 'VALIDATING')
            throw new DeviceError(400, 'only _taskState VALIDATING starts a task', 32964609);
          call.unit.tasks.start(task);
          return json(202, { code: 202, message: 'Task will execute asynchronously.', errorStack: [] });
        },
        DELETE: (call) => {
          call.unit.tasks.remove(taskOf(call));
          return nothing;
        },
      },
    },
    {
      path: `tm/task/${path}/:id/result`,
      methods: {
        GET: (call) => json(200, call.unit.tasks.view(taskOf(call))),
        DELETE: (call) => {
          const task = taskOf(call);
          if (task.resultDeleted)
            throw new DeviceError(400, `The result of task ${task.id} is deleted.`, 32964609);
          task.resultDeleted = true;
          return nothing;
        },
      },
    },
  ];
}
