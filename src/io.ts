import { Chalk, type ChalkInstance } from 'chalk';

/** Everything a command may say or ask. Injected, so that commands are tested without a terminal. */
export interface Io {
  /** Data, to stdout, with a line end. */
  readonly out: (text: string) => void;
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
  /** Shows what is being done until the work is over: a spinner on a terminal, plain lines elsewhere. */
  readonly during: <T>(text: string, work: (say: (text: string) => void) => Promise<T>) => Promise<T>;
  /** From now on these texts appear in no output. */
  readonly hide: (secrets: readonly string[]) => void;
  /** A text with what is hidden masked. */
  readonly mask: (text: string) => string;
}

export interface IoOptions {
  readonly quiet: boolean;
  readonly env: NodeJS.ProcessEnv;
}

/** Shorter values are too common in any text to be masked without making it unreadable. */
const SHORTEST_MASKED = 4;

/** The process's own terminal and streams. */
export function processIo({ quiet, env }: IoOptions): Io {
  const { stdin, stdout, stderr } = process;
  const hidden = new Set<string>();
  const mask = (text: string): string => {
    let masked = text;
    for (const secret of hidden) masked = masked.replaceAll(secret, '***');
    return masked;
  };
  const write = (stream: NodeJS.WriteStream, text: string): void => void stream.write(`${mask(text)}\n`);
  const interactive = stdin.isTTY && stderr.isTTY;
  return {
    out: (text) => write(stdout, text),
    note: (text) => (quiet ? undefined : write(stderr, text)),
    complain: (text) => write(stderr, text),
    paint: new Chalk({ level: colourLevel(env, stdout.isTTY) }),
    paintNote: new Chalk({ level: colourLevel(env, stderr.isTTY) }),
    interactive,
    confirm: askYesOrNo,
    askSecret: askPassword,
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Buffer));
      return Buffer.concat(chunks).toString('utf8');
    },
    during: (text, work) =>
      showProgress(text, work, {
        // A terminal that does not know its width would be cleared for ever.
        spinning: stderr.isTTY && stderr.columns > 0 && !quiet,
        quiet,
        mask,
      }),
    hide: (secrets) => {
      for (const secret of secrets) if (secret.length >= SHORTEST_MASKED) hidden.add(secret);
    },
    mask,
  };
}

/** `NO_COLOR` turns colours off, `FORCE_COLOR` on; else a terminal decides. */
function colourLevel(env: NodeJS.ProcessEnv, isTTY: boolean): 0 | 1 {
  if (env.NO_COLOR) return 0;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR === '0' ? 0 : 1;
  return isTTY && env.TERM !== 'dumb' ? 1 : 0;
}

/** Questions are written to stderr, so that stdout stays data. */
async function prompter() {
  const { default: inquirer } = await import('inquirer');
  return inquirer.createPromptModule({ output: process.stderr });
}

async function askYesOrNo(message: string): Promise<boolean> {
  const prompt = await prompter();
  const { yes } = await prompt<{ yes: boolean }>([{ type: 'confirm', name: 'yes', message, default: false }]);
  return yes;
}

async function askPassword(message: string): Promise<string> {
  const prompt = await prompter();
  const { password } = await prompt<{ password: string }>([
    { type: 'password', name: 'password', message, mask: '*' },
  ]);
  return password;
}

interface Showing {
  readonly spinning: boolean;
  readonly quiet: boolean;
  readonly mask: (text: string) => string;
}

async function showProgress<T>(
  text: string,
  work: (say: (text: string) => void) => Promise<T>,
  { spinning, quiet, mask }: Showing,
): Promise<T> {
  if (!spinning) {
    return work((line) => (quiet ? undefined : void process.stderr.write(`${mask(line)}\n`)));
  }
  const { default: ora } = await import('ora');
  const spinner = ora({ text: mask(text), stream: process.stderr }).start();
  try {
    return await work((line) => {
      spinner.text = mask(line);
    });
  } finally {
    spinner.stop();
  }
}
