import { Chalk, type ChalkInstance } from 'chalk';
import { createMasker } from './model/mask.ts';

/** Everything a command may say or ask. Injected, so that commands are tested without a terminal. */
export interface Io {
  /** Data, to stdout, with a line end. */
  readonly out: (text: string) => void;
  /** The same; on a terminal it takes the place of all that is on it. */
  readonly redraw: (text: string) => void;
  /** Everything else, to stderr, with a line end. Silent with `--quiet`, but for errors. */
  readonly note: (text: string) => void;
  /** Errors and warnings, to stderr, always. */
  readonly complain: (text: string) => void;
  /** Colours for stdout and for stderr; plain where they are no terminal. */
  readonly paint: ChalkInstance;
  readonly paintNote: ChalkInstance;
  /** Whether questions can be asked. */
  readonly interactive: boolean;
  readonly confirm: (question: string) => Promise<boolean>;
  readonly askSecret: (question: string) => Promise<string>;
  /** All of stdin, for `--password-stdin`. */
  readonly readStdin: () => Promise<string>;
  /** Shows what is being done until something else is said: a spinner on a terminal, nothing elsewhere. */
  readonly progress: (text: string) => void;
  /** Ends what `progress` shows. */
  readonly endProgress: () => void;
  /** From now on these texts are masked by `mask`. */
  readonly hide: (secrets: readonly string[]) => void;
  /** A text with what is hidden masked. Applied to data before it is put into words, never to a document. */
  readonly mask: (text: string) => string;
}

export interface IoOptions {
  readonly quiet: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Ends a question that waits for its answer. */
  readonly signal: AbortSignal;
}

/** The cursor to the first place, and nothing behind it (ECMA-48). */
const CLEARED = '\u001b[H\u001b[2J';

/** The process's own terminal and streams. */
export function processIo({ quiet, env, signal }: IoOptions): Io {
  const { stdin, stdout, stderr } = process;
  // A terminal that does not know its width would be cleared for ever.
  const spinner = createSpinner(stderr.isTTY && stderr.columns > 0 && !quiet);
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    spinner.stop();
    stream.write(`${text}\n`);
  };
  return {
    out: (text) => write(stdout, text),
    redraw: (text) => write(stdout, stdout.isTTY ? `${CLEARED}${text}` : text),
    note: (text) => (quiet ? undefined : write(stderr, text)),
    complain: (text) => write(stderr, text),
    paint: new Chalk({ level: colourLevel(env, stdout.isTTY) }),
    paintNote: new Chalk({ level: colourLevel(env, stderr.isTTY) }),
    interactive: stdin.isTTY && stderr.isTTY,
    confirm: (question) => askYesOrNo(question, signal),
    askSecret: (question) => askPassword(question, signal),
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Buffer));
      return Buffer.concat(chunks).toString('utf8');
    },
    progress: spinner.show,
    endProgress: spinner.stop,
    ...createMasker(),
  };
}

/** `NO_COLOR` turns colours off, `FORCE_COLOR` on; else a terminal decides. */
function colourLevel(env: NodeJS.ProcessEnv, isTTY: boolean): 0 | 1 {
  if (env.NO_COLOR) return 0;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR === '0' ? 0 : 1;
  return isTTY && env.TERM !== 'dumb' ? 1 : 0;
}

/** Questions are written to stderr, so that stdout stays data. */
async function prompter(signal: AbortSignal) {
  const { default: inquirer } = await import('inquirer');
  return inquirer.createPromptModule({ output: process.stderr, signal });
}

async function askYesOrNo(message: string, signal: AbortSignal): Promise<boolean> {
  const prompt = await prompter(signal);
  const { yes } = await prompt<{ yes: boolean }>([{ type: 'confirm', name: 'yes', message, default: false }]);
  return yes;
}

async function askPassword(message: string, signal: AbortSignal): Promise<string> {
  const prompt = await prompter(signal);
  const { password } = await prompt<{ password: string }>([
    { type: 'password', name: 'password', message, mask: '*' },
  ]);
  return password;
}

/** A spinner that appears once its package is loaded, unless it was stopped meanwhile. */
function createSpinner(visible: boolean): { show: (text: string) => void; stop: () => void } {
  let shown: string | undefined;
  let spinner: { text: string; stop: () => unknown } | undefined;
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (shown !== undefined) spinner ??= ora({ text: shown, stream: process.stderr }).start();
  };
  return {
    show: (text) => {
      if (!visible) return;
      shown = text;
      if (spinner) spinner.text = text;
      else void start();
    },
    stop: () => {
      shown = undefined;
      spinner?.stop();
      spinner = undefined;
    },
  };
}
