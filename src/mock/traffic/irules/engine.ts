import type { EventFacts, EventOutcome, RuleEngine, RuleSession, RuleText } from '../contract.ts';
import { dataGroupsList, factsList, poolsList } from './facts.ts';
import { type Limits, LIMITS } from './limits.ts';
import { InterpreterEnded, startTcl, type TclProcess } from './process.ts';
import { type Program, readProgram } from './program.ts';
import { readOutcome } from './reply.ts';
import { findTclsh } from './tclsh.ts';
import { tclList } from './words.ts';

// The rules of one mock, run by one Tcl. It is started when the first event is fired; a rule that ends it takes
// the variables of every connection along, and those connections fail.

export interface RuleEngineOptions {
  /** The clock of what times out, in milliseconds: faster than the real one where time is scaled. */
  readonly now: () => number;
  readonly limits?: Partial<Limits>;
  /** Where `tclsh` is looked for; default the PATH of this process. */
  readonly path?: string;
}

/** The rules of a virtual server, and which of them have a handler of an event, in the order they run. */
interface RuleSet {
  readonly programs: readonly Program[];
  readonly handlers: ReadonlyMap<string, readonly Numbered[]>;
}

interface Numbered {
  readonly program: Program;
  readonly index: number;
  readonly priority: number;
}

/** An interpreter, and what it has been told. */
interface Running {
  readonly tcl: TclProcess;
  readonly programs: Set<Program>;
  pools: unknown;
  dataGroups: unknown;
  poolsText: string;
  dataGroupsText: string;
  /** What RULE_INIT of each rule logs, for the log of the next event. */
  loading: Promise<readonly string[]>[];
}

const NOTHING: EventOutcome = { effects: [], log: [] };

export function createRuleEngine(options: RuleEngineOptions): RuleEngine {
  const limits = { ...LIMITS, ...options.limits };
  const programs = new Map<string, Program>();
  const sets = new WeakMap<readonly RuleText[], RuleSet>();
  let tclsh: { readonly path: string | undefined } | undefined;
  let running: Running | undefined;
  let stopped = false;
  let sessions = 0;

  const locate = () => (tclsh ??= { path: findTclsh(options.path ?? process.env.PATH) }).path;

  const current = (): Running | undefined => {
    const path = locate();
    if (path === undefined || stopped) return undefined;
    if (!running?.tcl.alive) running = fresh(startTcl(path, limits));
    return running;
  };

  const programOf = (rule: RuleText): Program => {
    const key = `${rule.path}\0${rule.text}`;
    const program = programs.get(key) ?? readProgram(rule, programs.size);
    programs.set(key, program);
    return program;
  };

  const setOf = (rules: readonly RuleText[]): RuleSet => {
    const set = sets.get(rules) ?? ruleSet(rules.map((rule) => programOf(rule)));
    sets.set(rules, set);
    return set;
  };

  return {
    get available() {
      return locate() !== undefined;
    },
    session: (rules) => openSession(`${++sessions}`, setOf(rules), current, options.now),
    stop: async () => {
      stopped = true;
      await running?.tcl.stop();
    },
  };
}

function fresh(tcl: TclProcess): Running {
  return {
    tcl,
    programs: new Set(),
    pools: undefined,
    dataGroups: undefined,
    poolsText: '',
    dataGroupsText: '',
    loading: [],
  };
}

function ruleSet(programs: readonly Program[]): RuleSet {
  const handlers = new Map<string, Numbered[]>();
  for (const program of programs) {
    for (const [index, { event, priority }] of program.handlers.entries())
      handlers.set(event, [...(handlers.get(event) ?? []), { program, index, priority }]);
  }
  // Those of one priority keep the order of the rules.
  for (const list of handlers.values()) list.sort((one, other) => one.priority - other.priority);
  return { programs, handlers };
}

function openSession(
  id: string,
  { programs, handlers }: RuleSet,
  current: () => Running | undefined,
  now: () => number,
): RuleSession {
  let own: Running | undefined;
  let closed = false;
  return {
    handles: (event) => event !== 'RULE_INIT' && handlers.has(event),
    fire: async (event, facts) => {
      const list = handlers.get(event);
      const [first] = list ?? [];
      if (!list || !first || closed) return NOTHING;
      const broken = list.find(({ program }) => program.broken !== undefined)?.program;
      if (broken) return failure(broken.path, event, broken.broken ?? '');
      own ??= current();
      if (!own) return failure(first.program.path, event, 'the mock has no tclsh, or was stopped');
      if (!own.tcl.alive) return failure(first.program.path, event, LOST);
      tellPrograms(own, programs);
      tellConfiguration(own, facts);
      const which = list.map(({ program, index }) => `${program.id}.${index}`).join(' ');
      const words = ['fire', id, event, which, factsList(facts), String(Math.round(now()))];
      const loading = own.loading.splice(0);
      const outcome = await run(own, event, first.program, words);
      if (loading.length === 0) return outcome;
      return { ...outcome, log: [...(await Promise.all(loading)).flat(), ...outcome.log] };
    },
    close: () => {
      closed = true;
      if (own?.tcl.alive) own.tcl.tell(['close', id]);
    },
  };
}

const LOST = "the mock's Tcl was started anew after another rule ended it: the variables are lost";

async function run(
  running: Running,
  event: string,
  { path }: Program,
  words: readonly string[],
): Promise<EventOutcome> {
  try {
    return readOutcome(await running.tcl.ask(words));
  } catch (error) {
    if (!(error instanceof InterpreterEnded)) throw error;
    return failure(path, event, error.guilty ? `ended by the mock: ${error.message}` : LOST);
  }
}

function failure(path: string, event: string, reason: string): EventOutcome {
  return { effects: [], log: [], failed: `01220001:3: TCL error: ${path} <${event}> - ${reason}` };
}

/** Each rule once; what it does when it is loaded is run then. */
function tellPrograms(running: Running, programs: readonly Program[]): void {
  for (const program of programs) {
    if (running.programs.has(program) || program.broken !== undefined) continue;
    running.programs.add(program);
    const handlers = program.handlers.flatMap(({ event, body }, index) => [
      `${program.id}.${index}`,
      event,
      body,
    ]);
    const procedures = program.procedures.flatMap(({ name, parameters, body }) => [name, parameters, body]);
    const words = ['program', String(program.id), program.path, tclList(procedures), tclList(handlers)];
    const loaded = run(running, 'RULE_INIT', program, words);
    running.loading.push(loaded.then(({ log, failed = [] }) => log.concat(failed)));
  }
}

/** Pools and data-groups, where they are others than the interpreter knows. */
function tellConfiguration(running: Running, { pools, dataGroups }: EventFacts): void {
  if (running.pools !== pools) {
    running.pools = pools;
    const text = poolsList(pools);
    if (text !== running.poolsText) running.tcl.tell(['pools', text]);
    running.poolsText = text;
  }
  if (running.dataGroups !== dataGroups) {
    running.dataGroups = dataGroups;
    const text = dataGroupsList(dataGroups);
    if (text !== running.dataGroupsText) running.tcl.tell(['groups', text]);
    running.dataGroupsText = text;
  }
}
