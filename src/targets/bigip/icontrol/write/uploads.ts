import { createHash } from 'node:crypto';
import { asText, type Fields, objectKey } from '../../../../model/object.ts';
import type { Resource } from '../../resources/resource.ts';
import type { Client } from '../client.ts';
import { CliError, EXIT } from '../../../../exit.ts';
import { textIn } from '../reply.ts';

const UPLOADS = '/mgmt/shared/file-transfer/uploads';
const REMOVAL = '/mgmt/tm/util/unix-rm';
/** Where uploads come to lie (device-facts: file-transfer). */
const FOLDER = '/var/config/rest/downloads';
const CHUNK = 512 * 1024;

/** A file that an object is made of: uploaded before the request that names it, and removed after. */
export interface Upload {
  readonly name: string;
  readonly text: string;
}

/** The file of an object, and the part of a body that names it; nothing where no text is to be sent. */
export function uploadOf(
  { kind, uploads }: Pick<Resource, 'kind' | 'uploads'>,
  path: string,
  fields: Fields,
): { readonly upload: Upload; readonly body: Fields } | undefined {
  const text = uploads === undefined ? null : (fields[uploads] ?? null);
  if (text === null) return undefined;
  // No name of a spec is in it, since it becomes a word of a command; a run that was cut off leaves it to the next.
  const name = `bigip-ws-${createHash('sha256').update(objectKey({ kind, path })).digest('hex').slice(0, 32)}`;
  return { upload: { name, text: asText(text) }, body: { sourcePath: `file:${FOLDER}/${name}` } };
}

/**
 * Does work that needs these files on the device. They are gone from there afterwards, whatever comes of the work: it
 * has copies of its own by then.
 */
export async function withUploads<T>(
  client: Client,
  uploads: readonly Upload[],
  onLeft: (reason: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  if (uploads.length === 0) return work();
  try {
    for (const upload of uploads) await send(client, upload);
    return await work();
  } finally {
    const left = await remove(client, uploads);
    if (left !== undefined) onLeft(left);
  }
}

/** One after the other, in pieces: many at once are too many for a device (device-facts: file-transfer). */
async function send(client: Client, { name, text }: Upload): Promise<void> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += CHUNK) {
    const piece = bytes.subarray(from, from + CHUNK);
    const range = `${from}-${from + piece.length - 1}/${bytes.length}`;
    const headers = { 'Content-Type': 'application/octet-stream', 'Content-Range': range };
    const { body } = await client.request('POST', `${UPLOADS}/${name}`, { body: piece, headers });
    const isLast = from + CHUNK >= bytes.length;
    if (isLast && textIn(body, 'localFilePath') !== `${FOLDER}/${name}`)
      throw new CliError(EXIT.failed, `the device did not take the upload ${name}`, { hint: 'run it again' });
  }
}

/**
 * Why they could not be removed, or nothing. Devices clean up by themselves too, later, so it is no reason to fail. The
 * command says nothing where all went well; what was not uploaded is not there.
 */
async function remove(client: Client, uploads: readonly Upload[]): Promise<string | undefined> {
  const utilCmdArgs = uploads.map(({ name }) => `${FOLDER}/${name}`).join(' ');
  try {
    const sending = { body: { command: 'run', utilCmdArgs }, afterInterruption: true };
    const said = textIn((await client.request('POST', REMOVAL, sending)).body, 'commandResult') ?? '';
    const failures = said.split('\n').filter((line) => line !== '' && !line.includes('No such file'));
    return failures.length === 0 ? undefined : failures.join('; ');
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return error.message;
  }
}

/** The requests that bring files there and take them away, as they are shown; what is in them is not. */
export function transfersOf(uploads: readonly Upload[]): { before: Transfer[]; after: Transfer[] } {
  return {
    before: uploads.map(({ name }) => ({ method: 'POST', uri: `${UPLOADS}/${name}` })),
    after: uploads.map(({ name }) => ({
      method: 'POST',
      uri: REMOVAL,
      body: { command: 'run', utilCmdArgs: `${FOLDER}/${name}` },
    })),
  };
}

interface Transfer {
  readonly method: 'POST';
  readonly uri: string;
  readonly body?: Fields;
}
