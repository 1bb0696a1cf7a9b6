import { gzipSync, gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { JsonObject } from '../wire/json.ts';
import { release, type Tmos } from '../tmos.ts';

// UCS archives. A file is a gzipped tar of the configuration and of filler, so that sizes, chunks and
// checksums mean something: the same configuration gives the same bytes.

export interface Archive {
  readonly name: string;
  readonly created: number;
  readonly bytes: Buffer;
  /** The configuration inside; none in a file that came from elsewhere. */
  readonly config: string | undefined;
  readonly encrypted: boolean;
}

const FOLDER = '/var/local/ucs/';
const FILLER = 640 * 1024;

export class Archives {
  readonly #archives = new Map<string, Archive>();

  list(): readonly Archive[] {
    return [...this.#archives.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  get(name: string): Archive | undefined {
    return this.#archives.get(name);
  }

  add(archive: Archive): void {
    this.#archives.set(archive.name, archive);
  }

  remove(name: string): boolean {
    return this.#archives.delete(name);
  }

  clear(): void {
    this.#archives.clear();
  }
}

/** The bare name of an archive: a path into the archive folder is taken, any other leads nowhere. */
export function archiveName(input: string): string | undefined {
  const name = input.startsWith(FOLDER) ? input.slice(FOLDER.length) : input;
  if (!/^[A-Za-z0-9_][\w.+@-]{0,200}$/.test(name) || name.includes('..')) return undefined;
  return name.endsWith('.ucs') ? name : `${name}.ucs`;
}

export function makeArchive(name: string, config: string, created: number, encrypted: boolean): Archive {
  const tar = Buffer.concat([
    ...tarFile('config/bigip-mock.json', Buffer.from(config)),
    ...tarFile('var/filler', filler(config)),
    Buffer.alloc(1024),
  ]);
  return { name, created, bytes: gzipSync(tar, { level: 1 }), config, encrypted };
}

/** The configuration inside a file that came back: what this mock wrote, this mock reads. */
export function configIn(bytes: Buffer): string | undefined {
  try {
    const tar = gunzipSync(bytes, { maxOutputLength: 256 * 1024 * 1024 });
    if (tar.toString('latin1', 0, 22) !== 'config/bigip-mock.json') return undefined;
    const size = Number.parseInt(tar.toString('latin1', 124, 135), 8);
    return tar.toString('utf8', 512, 512 + size);
  } catch {
    return undefined;
  }
}

/** Bytes that do not compress, grown from the content. */
function filler(config: string): Buffer {
  const bytes = Buffer.alloc(FILLER);
  let state = createHash('sha256').update(config).digest().readUInt32LE() || 1;
  for (let at = 0; at < FILLER; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes.writeInt32LE(state | 0, at);
  }
  return bytes;
}

function tarFile(name: string, content: Buffer): readonly Buffer[] {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write('0000600\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('00000000000\0', 136, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write('0ustar\0', 156, 'latin1');
  header.write('00', 263, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}

/** An item of the list has no name: all it tells stands in `apiRawValues` (device-facts: ucs-list). */
export function archiveView(archive: Archive, tmos: Tmos): JsonObject {
  const { build, built, changelist, date, jobId, sequence } = release(tmos);
  return {
    kind: 'tm:sys:ucs:ucsstate',
    generation: 0,
    apiRawValues: {
      base_build: build,
      build,
      built,
      changelist,
      edition: 'Final',
      encrypted: archive.encrypted ? 'yes' : 'no',
      file_created_date: new Date(archive.created).toISOString().replace(/\.\d+Z$/, 'Z'),
      file_size: `${archive.bytes.length} (in bytes)`,
      filename: `${FOLDER}${archive.name}`,
      install_date: date,
      job_id: jobId,
      product: 'BIG-IP',
      sequence,
      version: tmos.text,
    },
  };
}
