import { FAULTS, type FaultId } from './faults.ts';
import type { CheckName, Finding } from './finding.ts';

/** Something is wrong with the other side, and a check ends with it. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly id: FaultId;

  constructor(id: FaultId, message: string) {
    super(message);
    this.id = id;
  }
}

export function findingOf(check: CheckName, { id, message }: Pick<Fault, 'id' | 'message'>): Finding {
  const { verdict = 'failed', means, next } = FAULTS[id];
  return { check, verdict, message, rule: id, why: means, hint: next };
}

/** Runs a check; a fault becomes its finding, anything else is thrown on. */
export async function checked(
  check: CheckName,
  work: () => Promise<Omit<Finding, 'check' | 'verdict'>>,
): Promise<Finding> {
  try {
    return { check, verdict: 'passed', ...(await work()) };
  } catch (error) {
    if (error instanceof Fault) return findingOf(check, error);
    throw error;
  }
}

const LONGEST = 160;

/** Text of the other side, short enough for a line. What is unsafe in it is escaped where it is printed. */
export function clip(text: string, longest = LONGEST): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
