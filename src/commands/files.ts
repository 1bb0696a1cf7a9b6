import { randomBytes } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { CliError, EXIT } from '../exit.ts';

/** Reads a file that a flag or argument names; what cannot be read is a usage error. */
export async function readInput(file: string, cwd: string, what: string, largest: number): Promise<Buffer> {
  const path = resolve(cwd, file);
  const info = await stat(path).catch((error: unknown) => {
    throw cannotRead(file, what, error);
  });
  if (info.isDirectory()) {
    throw new CliError(EXIT.usage, `${file} is a directory`, { hint: `name the ${what} itself` });
  }
  if (info.size > largest) throw new TooLargeError(file, info.size);
  return readFile(path).catch((error: unknown) => {
    throw cannotRead(file, what, error);
  });
}

/**
 * Writes a file that only its owner can read. It is written beside its place under a name of its own, which
 * no link can stand at already, and moved: neither a link nor the mode of an older file is taken over.
 */
export async function writePrivately(path: string, data: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(beside, data, { mode: 0o600, flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** The file has more bytes than anybody writes; it was not read. */
export class TooLargeError extends Error {
  readonly bytes: number;

  constructor(file: string, bytes: number) {
    super(`${file} has ${bytes} bytes`);
    this.bytes = bytes;
  }
}

function cannotRead(file: string, what: string, error: unknown): CliError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason =
    code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'permission denied' : String(error);
  return new CliError(EXIT.usage, `cannot read the ${what} ${file}: ${reason}`, { cause: error });
}

/**
 * The path of a file that a spec names, relative to the spec. Only files in the spec's own folder and
 * below are read, links resolved: `undefined` for any other.
 */
export async function besideSpec(spec: string, file: string, cwd: string): Promise<string | undefined> {
  const folder = await realpath(dirname(resolve(cwd, spec)));
  const path = resolve(folder, file);
  const real = await realpath(path).catch(() => path);
  return real.startsWith(folder + sep) ? real : undefined;
}
