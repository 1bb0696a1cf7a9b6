import type { DeviceName, Event } from './events.ts';

/** A question with the answer that holds where nobody is there to give one. */
export interface Question {
  /** `drops`: connections would be cut or refused. */
  readonly about: 'apply' | 'destroy' | 'drops';
  readonly device: DeviceName;
  readonly answer: boolean;
}

/** Whoever runs a run: it is told what happens and answers questions. A run itself never prints. */
export interface Host {
  readonly notify: (event: Event) => void;
  /** Whether somebody is there to answer. */
  readonly attended: boolean;
  readonly ask: (question: Question) => Promise<boolean>;
  /** Runs work that must come to its end: an interruption that arrives meanwhile takes effect afterwards. */
  readonly uninterrupted: <T>(work: () => Promise<T>) => Promise<T>;
}
