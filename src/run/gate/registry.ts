import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Job } from '../job.ts';
import { deletions } from './deletions.ts';
import { emptySpec } from './empty-spec.ts';
import type { Gate, GateInput } from './gate.ts';
import { otherSpec } from './other-spec.ts';

/** Adding a gate is its file and a line here; one that only a target can know is in that target. */
const GATES: readonly Gate[] = [emptySpec, deletions, otherSpec];

/**
 * Reasons not to carry out a plan, whoever owns what: it looks like a mistake. All of them at once. `destroy` says by
 * its name what it does.
 */
export function gateRefusals(
  input: Omit<GateInput, 'allowed'>,
  { destroy, allowed = {} }: Job,
): Diagnostic[] {
  return destroy ? [] : GATES.flatMap((gate) => gate({ ...input, allowed }));
}
