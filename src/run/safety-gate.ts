import type { Diagnostic } from '../model/diagnostic.ts';
import type { ObjectSet } from '../model/object.ts';
import type { Kinds } from '../plan/kind.ts';
import type { Plan } from '../plan/plan.ts';
import type { Job } from './job.ts';

/**
 * Reasons not to carry out a plan, whoever owns what: it looks like a mistake. `destroy` says by its name what it
 * does.
 */
export function gateRefusals(plan: Plan, desired: ObjectSet, { kinds, job }: Gate): Diagnostic[] {
  return job.destroy ? [] : emptySpec(plan, desired, kinds);
}

interface Gate {
  readonly kinds: Kinds;
  readonly job: Job;
}

/** Everything would go: a file that was emptied, or another one than was meant. */
function emptySpec({ spec, changes }: Plan, desired: ObjectSet, kinds: Kinds): Diagnostic[] {
  const isContainer = (kind: string): boolean => kinds.of(kind).holds !== undefined;
  const leaving = changes.filter(({ action }) => action === 'delete' || action === 'release').length;
  if (leaving === 0 || [...desired.values()].some(({ kind }) => !isContainer(kind))) return [];
  const what = leaving === 1 ? 'the one object' : `all ${leaving} objects`;
  return [
    {
      rule: 'run/empty-spec',
      severity: 'error',
      message: `the spec names no object, so ${what} that ${spec} has on the device would go`,
      hint: `if that is meant, say bigip-ws destroy; else it is the wrong file, or another spec's \`name:\``,
    },
  ];
}
