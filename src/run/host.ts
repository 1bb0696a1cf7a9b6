import type { DeviceName, Event } from './events.ts';

/** A question with the answer that holds where nobody is there to give one. */
export interface Question {
  readonly about: 'apply' | 'destroy';
  readonly device: DeviceName;
  readonly answer: boolean;
}

/** Whoever runs a run: it is told what happens and answers questions. A run itself never prints. */
export interface Host {
  readonly notify: (event: Event) => void;
  readonly ask: (question: Question) => Promise<boolean>;
  /** Runs work that must come to its end: an interruption that arrives meanwhile takes effect afterwards. */
  readonly uninterrupted: <T>(work: () => Promise<T>) => Promise<T>;
}
