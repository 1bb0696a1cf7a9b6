import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { CliError, EXIT } from '../../../exit.ts';
import type { Backup } from '../../../run/target.ts';
import type { Client } from './client.ts';
import { DeviceError } from './errors.ts';
import { readPages } from './pages.ts';
import { numberIn, textIn } from './reply.ts';

const TASK = '/mgmt/tm/task/sys/ucs';
const POLL_MS = 500;
/** A large configuration takes minutes. */
const LONGEST_MS = 15 * 60_000;
/** What F5's own clients ask for at a time; the device's limit is 1 MiB. */
const CHUNK = 512 * 1024;

/** All archives on the device, by name. */
export async function listArchives(client: Client): Promise<Backup[]> {
  const archives = await readPages(client, 'sys/ucs');
  return archives
    .map(({ apiRawValues: raw }) => ({
      name: textIn(raw, 'filename')?.split('/').at(-1) ?? '',
      bytes: Number.parseInt(textIn(raw, 'file_size') ?? '0', 10),
      created: textIn(raw, 'file_created_date') ?? '',
      tmos: textIn(raw, 'version') ?? '',
      encrypted: textIn(raw, 'encrypted') === 'yes',
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * Makes an archive of the running configuration and waits until the device lists it. While it runs the
 * device refuses other writes (device-facts: tasks).
 */
export async function createArchive(client: Client, name: string, passphrase?: string): Promise<Backup> {
  const options = passphrase === undefined ? {} : { options: [{ passphrase }] };
  const { body } = await client.request('POST', TASK, { body: { command: 'save', name, ...options } });
  const id = numberIn(body, '_taskId');
  await client.request('PUT', `${TASK}/${id}`, { body: { _taskState: 'VALIDATING' } });
  await waitForTask(client, id, name);
  const made = (await listArchives(client)).find((archive) => archive.name === name);
  if (!made)
    throw new CliError(EXIT.failed, `the device said the archive ${name} was made, but does not list it`);
  return made;
}

async function waitForTask(client: Client, id: number, name: string): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  for (let pause = 50; Date.now() < end; pause = Math.min(POLL_MS, pause * 2)) {
    const state = await taskState(client, id);
    if (state === 'COMPLETED') return deleteTask(client, id);
    if (state === 'FAILED') throw new CliError(EXIT.failed, `the device could not make the archive ${name}`);
    // Services that restart forget it: the list of archives tells whether it was done (device-facts: task-polling).
    if (state === 'gone') return;
    await client.pause(pause);
  }
  throw new CliError(EXIT.tryLater, `the archive ${name} was not done after ${LONGEST_MS / 60_000} minutes`);
}

/** Polling may meet 400, 504 or nonsense meanwhile; only a missing task is final (device-facts: task-polling). */
async function taskState(client: Client, id: number): Promise<string | undefined> {
  try {
    const { body } = await client.request('GET', `${TASK}/${id}`);
    return textIn(body, '_taskState');
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    if (error.status === 401 || error.status === 403) throw error;
    return error.status === 404 || error.text.includes('Task not found') ? 'gone' : undefined;
  }
}

async function deleteTask(client: Client, id: number): Promise<void> {
  try {
    await client.request('DELETE', `${TASK}/${id}`);
  } catch (error) {
    // Tidying only: the device forgets tasks by itself.
    if (!(error instanceof DeviceError)) throw error;
  }
}

export async function deleteArchive(client: Client, name: string): Promise<void> {
  await client.request('DELETE', `/mgmt/tm/sys/ucs/${encodeURIComponent(name)}`);
}

export interface Downloaded {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Fetches an archive in chunks into `file` (mode 0600). The file appears under its name only when it is
 * whole: as long as the device lists it, and (as every UCS that is not encrypted is a gzip file) with the
 * checksum that it ends with.
 */
export async function downloadArchive(
  client: Client,
  archive: Backup,
  file: string,
  onProgress: (bytes: number) => void,
): Promise<Downloaded> {
  // A name that nobody can foresee, opened only if it is new: no link is followed and no file taken over.
  const part = `${file}.${randomUUID()}.part`;
  const handle = await open(part, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let total = archive.bytes;
    while (bytes < total) {
      const chunk = await readChunk(client, archive.name, bytes, total);
      total = chunk.total;
      await handle.write(chunk.data);
      hash.update(chunk.data);
      bytes += chunk.data.length;
      onProgress(bytes);
    }
    if (bytes !== archive.bytes) throw wrongSize(archive, bytes);
    await handle.sync();
    await handle.close();
    await checkGzip(part, archive);
    await rename(part, file);
    return { bytes, sha256: hash.digest('hex') };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}

function wrongSize(archive: Backup, bytes: number): CliError {
  return new CliError(
    EXIT.failed,
    `${archive.name} has ${archive.bytes} bytes on the device, ${bytes} arrived`,
    {
      hint: 'it was changed meanwhile, or the transfer broke; try again',
    },
  );
}

/** The range is a header of the request; the size comes back in that of the reply (device-facts: file-transfer). */
async function readChunk(
  client: Client,
  name: string,
  from: number,
  total: number,
): Promise<{ data: Uint8Array; total: number }> {
  const to = Math.min(from + CHUNK, total) - 1;
  const { body, headers } = await client.request(
    'GET',
    `/mgmt/shared/file-transfer/ucs-downloads/${encodeURIComponent(name)}`,
    {
      headers: { 'Content-Range': `${from}-${to}/${total}`, 'Content-Type': 'application/octet-stream' },
      binary: true,
    },
  );
  const data = body instanceof Uint8Array ? body : new Uint8Array();
  const size = Number(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]);
  if (data.length === 0) throw new CliError(EXIT.failed, `the device sent no data for ${name}`);
  if (size > total) throw wrongTotal(name, size, total);
  if (data.length > to - from + 1) throw wrongRange(name, data.length, to - from + 1);
  return { data, total: Number.isFinite(size) && size > 0 ? size : total };
}

function wrongTotal(name: string, size: number, total: number): CliError {
  return new CliError(EXIT.failed, `${name} grows while it is fetched: ${total} bytes, now ${size}`, {
    hint: 'it is being written; try again when that is over',
  });
}

function wrongRange(name: string, bytes: number, asked: number): CliError {
  return new CliError(EXIT.failed, `the device sent ${bytes} bytes of ${name}, ${asked} were asked for`, {
    hint: 'try again; if it stays so, fetch it with scp',
  });
}

async function checkGzip(file: string, archive: Backup): Promise<void> {
  if (archive.encrypted) return;
  const [{ createReadStream }, { createGunzip }, { pipeline }, { Writable }] = await Promise.all([
    import('node:fs'),
    import('node:zlib'),
    import('node:stream/promises'),
    import('node:stream'),
  ]);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file), createGunzip(), nowhere);
  } catch (cause) {
    throw new CliError(EXIT.failed, `${archive.name} arrived damaged: its own checksum does not fit`, {
      hint: 'try again; if it stays so, the archive on the device is damaged',
      cause,
    });
  }
}
