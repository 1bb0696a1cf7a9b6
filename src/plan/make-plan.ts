import type { Diagnostic } from '../model/diagnostic.ts';
import type { Change, FieldChange } from './change.ts';
import { decide } from './decide/decide.ts';
import type { Problem } from './decide/problem.ts';
import type { Decision } from './decision.ts';
import type { PlanInput } from './input.ts';
import type { FieldPolicy } from './kind.ts';
import { ledgerOf } from './ledger/ledger.ts';
import type { Plan } from './plan.ts';
import { orderDecisions } from './schedule/order.ts';
import { phasesOf } from './schedule/phases.ts';

/** Compares what is desired with what is actual. Pure but for the salts of digests. */
export function makePlan(input: PlanInput): Plan {
  const { decisions, refusals, foreign } = decide(input);
  const ordered = orderDecisions(input.kinds, decisions);
  return {
    spec: input.spec,
    changes: ordered.map((decision) => changeOf(input, decision)),
    phases: phasesOf(input, ordered, ledgerOf(input, ordered)),
    refusals: refusals.map((problem) => located(input, problem)),
    foreign: foreign.map((problem) => located(input, problem)),
    inventory: input.inventory,
  };
}

function changeOf({ locate, kinds }: PlanInput, decision: Decision): Change {
  const { action, kind, path, impact, fields, at, note } = decision;
  return {
    action,
    kind,
    path,
    impact,
    fields: fields.map((change) => shownChange(change, kinds.of(kind).fields[change.field])),
    ...(at ? { source: locate(at) } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

function shownChange(change: FieldChange, policy: FieldPolicy | undefined): FieldChange {
  if (change.secret) return { ...change, before: null, after: null };
  const shown = policy?.shown;
  return shown ? { ...change, before: shown(change.before), after: shown(change.after) } : change;
}

function located({ locate }: PlanInput, { at, ...rest }: Problem): Diagnostic {
  return at ? { ...rest, source: locate(at) } : rest;
}
