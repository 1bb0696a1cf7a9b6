import type { HeldClient } from './clients.ts';
import type { StepDone, StepName, StepVerdict } from './result.ts';
import type { RehearseRun, StagedGateway } from './stage.ts';

/** What a step came to. */
export type Outcome = Omit<StepDone, 'step' | 'milliseconds'>;

/** A rehearsal under way: what steps leave for those that follow. */
export interface Rehearsing {
  readonly run: RehearseRun;
  /** WebSockets that are open, or were when something cut them. */
  clients: readonly HeldClient[];
  /** Milliseconds that each took to open. */
  readonly handshakes: number[];
  /** The gateway that was stopped and is to come back. */
  stopped: StagedGateway | undefined;
}

/** One thing that is rehearsed. A failure ends the rehearsal. */
export interface Step {
  readonly name: StepName;
  /** Left out where it does not apply to what is rehearsed. */
  readonly applies?: (run: RehearseRun) => boolean;
  readonly play: (rehearsing: Rehearsing) => Promise<Outcome>;
}

const outcome =
  (verdict: StepVerdict) =>
  (...says: readonly string[]): Outcome => ({ verdict, says });

export const passed = outcome('passed');
export const skipped = outcome('skipped');

export function failed(says: readonly string[], more: Pick<StepDone, 'source' | 'hint'> = {}): Outcome {
  return {
    verdict: 'failed',
    says,
    ...(more.source ? { source: more.source } : {}),
    ...(more.hint === undefined ? {} : { hint: more.hint }),
  };
}

/** `3 members`, `1 member`. */
export function countOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `1.6 s (16 s of the device’s time)`. */
export function timeText(milliseconds: number, timeScale: number): string {
  const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
  const own = seconds(milliseconds);
  return timeScale === 1 ? own : `${own} (${seconds(milliseconds * timeScale)} of the device's time)`;
}
