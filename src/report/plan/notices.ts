import type { Diagnostic } from '../../model/diagnostic.ts';
import type { PlanView } from '../views.ts';

/** All that a person should know of a plan besides the plan itself. */
export function noticesOf({ decisions, foreign, refusals }: PlanView): Diagnostic[] {
  return [...decisions, ...foreign, ...refusals];
}

/** One line for what `validate` says at length. */
export function adviceText({ advice, spec }: PlanView): string {
  const count = advice.length;
  return `${count} ${count === 1 ? 'warning' : 'warnings'} about the spec: bigip-ws validate ${spec.file}`;
}
