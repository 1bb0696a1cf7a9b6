import { archiveName } from './archives.ts';
import type { Unit } from './unit.ts';
import { isFileName } from './uploads.ts';

// The few folders of a device that clients reach: what was uploaded, what can be downloaded, and archives. They
// are kept in memory; a path that leads anywhere else has nothing in it.

const FOLDERS: Readonly<Record<string, string>> = {
  '/var/config/rest/downloads': 'uploads',
  '/var/config/rest/madm': 'madm',
  '/var/config/rest/bulk': 'bulk',
  '/var/local/ucs': 'ucs-uploads',
  '/var/tmp': 'var-tmp',
  '/shared/tmp': 'shared-tmp',
  '/tmp': 'tmp',
};
const ARCHIVES = '/var/local/ucs';

interface Location {
  readonly folder: string;
  readonly name: string;
}

/** `undefined` for a path outside, and for names that are none. */
export function locate(path: string): Location | undefined {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash);
  const name = path.slice(slash + 1);
  if (folder === ARCHIVES && archiveName(name) === name) return { folder, name };
  const kept = Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder] : undefined;
  return kept === undefined || !isFileName(name) ? undefined : { folder: kept, name };
}

export function readFile({ archives, uploads }: Unit, path: string): Buffer | undefined {
  const at = locate(path);
  if (!at) return undefined;
  return at.folder === ARCHIVES ? archives.get(at.name)?.bytes : uploads.get(at.folder, at.name);
}

export function writeFile(unit: Unit, path: string, bytes: Buffer): void {
  const at = locate(path);
  if (!at) throw new Error(`no such folder: ${path}`);
  if (at.folder !== ARCHIVES) unit.uploads.put(at.folder, at.name, bytes);
  else unit.archives.add({ name: at.name, created: unit.now(), bytes, config: undefined, encrypted: false });
}

export function removeFile({ archives, uploads }: Unit, path: string): void {
  const at = locate(path);
  if (at?.folder === ARCHIVES) archives.remove(at.name);
  else if (at) uploads.remove(at.folder, at.name);
}
