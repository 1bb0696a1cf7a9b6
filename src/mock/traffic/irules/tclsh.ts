import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** The Tcl that the files below templates/mock/irules/ are written for. */
const VERSION = '8.6';

/** The `tclsh` that a shell would find, by its whole path: the interpreter itself gets no PATH. */
export function findTclsh(path: string | undefined): string | undefined {
  const folders = (path ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const files = ['tclsh', `tclsh${VERSION}`].flatMap((name) => folders.map((folder) => join(folder, name)));
  return files.find((file) => isExecutable(file) && versionOf(file) === VERSION);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(file: string): string {
  const { stdout, error } = spawnSync(file, [], {
    input: 'puts $tcl_version',
    encoding: 'utf8',
    env: {},
    timeout: 10_000,
  });
  return error ? '' : stdout.trim();
}
