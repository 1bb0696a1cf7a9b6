import { DeviceError, mcpd } from '../wire/errors.ts';
import type { JsonObject } from '../wire/json.ts';
import type { Tmos } from '../tmos.ts';

// Asynchronous tasks (device-facts: tasks): made, started with a PUT, polled, tidied. While one runs, every
// other write is refused with 503.

export interface Task {
  readonly id: number;
  readonly path: string;
  readonly body: JsonObject;
  readonly run: () => void;
  state: 'STARTED' | 'VALIDATING' | 'COMPLETED' | 'FAILED';
  since: number;
  failure: string | undefined;
  resultDeleted: boolean;
}

export class Tasks {
  readonly #tasks = new Map<number, Task>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #now: () => number;
  readonly #tmos: Tmos;
  #running = 0;
  #last = 0;
  /** How long a task takes; real time. */
  durationMs = 50;

  constructor(now: () => number, tmos: Tmos) {
    this.#now = now;
    this.#tmos = tmos;
  }

  get busy(): boolean {
    return this.#running > 0;
  }

  create(path: string, body: JsonObject, run: () => void): Task {
    this.#last = Math.max(this.#last + 1, this.#now() * 1000 + 276);
    const task: Task = {
      id: this.#last,
      path,
      body,
      run,
      state: 'STARTED',
      since: this.#now(),
      failure: undefined,
      resultDeleted: false,
    };
    this.#tasks.set(task.id, task);
    return task;
  }

  get(path: string, id: string): Task {
    const task = this.#tasks.get(Number(id));
    if (task?.path !== path) throw new DeviceError(404, `Task not found: ${id}`, 32964609);
    return task;
  }

  list(path: string): readonly Task[] {
    return [...this.#tasks.values()].filter((task) => task.path === path);
  }

  start(task: Task): void {
    if (task.state !== 'STARTED')
      throw mcpd('01070734', `Configuration error: task ${task.id} was already started.`);
    task.state = 'VALIDATING';
    task.since = this.#now();
    this.later(() => this.#finish(task));
  }

  #finish(task: Task): void {
    try {
      task.run();
      task.state = 'COMPLETED';
    } catch (error) {
      // Whatever went wrong, it must not end the process from within a timer.
      task.state = 'FAILED';
      task.failure = error instanceof Error ? error.message : String(error);
    }
    task.since = this.#now();
  }

  /** Runs something after the time a task takes, and holds other writes off meanwhile. */
  later(work: () => void): void {
    this.#running++;
    const timer = setTimeout(() => {
      this.#running--;
      this.#timers.delete(timer);
      work();
    }, this.durationMs);
    this.#timers.add(timer);
  }

  forget(id: string): void {
    this.#tasks.delete(Number(id));
  }

  remove(task: Task): void {
    this.#tasks.delete(task.id);
  }

  view(task: Task): JsonObject {
    const uri = `https://localhost/mgmt/tm/task/${task.path}/${task.id}`;
    return {
      ...task.body,
      _taskId: task.id,
      _taskState: task.state,
      _taskTimeInStateMs: this.#now() - task.since,
      ...(task.failure === undefined ? {} : { _taskErrorMessage: task.failure }),
      _taskResultLink: `${uri}/result?ver=${this.#tmos.text}`,
      selfLink: `${uri}?ver=${this.#tmos.text}`,
    };
  }

  /** A restart of the services forgets them; polling then answers that the task is not found. */
  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#tasks.clear();
    this.#running = 0;
  }
}
