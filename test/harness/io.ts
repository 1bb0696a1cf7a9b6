import { Chalk } from 'chalk';
import type { Io } from '../../src/io.ts';
import { createMasker } from '../../src/model/mask.ts';

/** An `Io` that keeps what was said, and answers questions from a list. */
export interface Captured {
  readonly io: Io;
  readonly out: () => string;
  readonly err: () => string;
  /** The questions that were asked. */
  readonly asked: readonly string[];
}

export interface Terminal {
  /** Whether questions can be asked; then each is answered with this. */
  readonly answer?: boolean;
}

export function capturedIo({ answer }: Terminal = {}): Captured {
  const out: string[] = [];
  const err: string[] = [];
  const asked: string[] = [];
  const paint = new Chalk({ level: 0 });
  const io: Io = {
    out: (text) => void out.push(text),
    redraw: (text) => void out.push(text),
    note: (text) => void err.push(text),
    complain: (text) => void err.push(text),
    paint,
    paintNote: paint,
    interactive: answer !== undefined,
    confirm: (question) => {
      asked.push(question);
      return Promise.resolve(answer ?? false);
    },
    askSecret: () => Promise.reject(new Error('no test asks for a secret')),
    readStdin: () => Promise.resolve(''),
    progress: () => undefined,
    endProgress: () => undefined,
    ...createMasker(),
  };
  return { io, out: () => out.join('\n'), err: () => err.join('\n'), asked };
}
