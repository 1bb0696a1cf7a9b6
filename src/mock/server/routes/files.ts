import { readFile, writeFile } from '../../unit/files.ts';
import { notRegistered, rest } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { isFileName, parseRange } from '../../unit/uploads.ts';
import type { Call, Handler, Route } from './route.ts';

// File transfer in chunks, with Content-Range in the request (device-facts: file-transfer).

const CHUNK = 1024 * 1024;
const LOCAL: Readonly<Record<string, string>> = {
  uploads: '/var/config/rest/downloads',
  'ucs-uploads': '/var/local/ucs',
};

/** A file of one of the folders that can be read; over REST some of them only since a version. */
const fetchFrom =
  (folder: string, since: string): Handler =>
  ({ unit, params, headers, path }) => {
    if (!unit.tmos.atLeast(since)) throw notRegistered(path.replace(/^\/mgmt/, ''));
    const file = `${folder}/${params.name ?? ''}`;
    const content = readFile(unit, file);
    if (!content) throw rest(404, `File ${file} not found`);
    return chunk(content, header(headers['content-range']));
  };

function chunk(content: Buffer, contentRange: string | undefined): Reply {
  const type = 'application/octet-stream';
  const total = content.length;
  if (contentRange === undefined) {
    if (total > CHUNK) throw rest(400, `Content-Range is needed for files larger than ${CHUNK} bytes`);
    return { status: 200, type, body: content, headers: { 'Content-Range': `0-${total - 1}/${total}` } };
  }
  const range = parseRange(contentRange);
  if (!range || range.end < range.start) throw rest(400, `invalid Content-Range: ${contentRange}`);
  if (range.end - range.start + 1 > CHUNK) throw rest(400, `a chunk may have at most ${CHUNK} bytes`);
  // Who gives 0 as the size does not know it yet, and gets what there is (test_file_transfer.py of the SDK); else
  // a chunk that reaches beyond the end of the file is refused, and clients shrink it and ask again.
  const end = range.size === 0 ? Math.min(range.end, total - 1) : range.end;
  if (end >= total) throw rest(400, `Content-Range ${contentRange} is beyond the end of the file: ${total}`);
  const body = content.subarray(range.start, end + 1);
  return { status: 200, type, body, headers: { 'Content-Range': `${range.start}-${end}/${total}` } };
}

const header = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' ? value : undefined;

function upload(folder: 'uploads' | 'ucs-uploads'): (call: Call) => Reply {
  return ({ unit, params, headers, body, path }) => {
    const name = params.name ?? '';
    if (folder === 'ucs-uploads' && !unit.tmos.atLeast('13.0'))
      throw notRegistered(path.replace(/^\/mgmt/, ''));
    if (!isFileName(name)) throw rest(400, `invalid file name: ${name}`);
    if (body.length > CHUNK * 8) throw rest(413, `a chunk may have at most ${CHUNK * 8} bytes`);
    const range = parseRange(header(headers['content-range'])) ?? {
      start: 0,
      end: body.length - 1,
      size: body.length,
    };
    const { total, received, chunks, content } = unit.uploads.receive(folder, name, range, body);
    // What is named like an archive is one from now on; anything else is a file in their folder.
    if (content && folder === 'ucs-uploads') writeFile(unit, `/var/local/ucs/${name}`, content);
    return json(200, {
      remainingByteCount: total - received,
      usedChunks: { '0': chunks },
      totalByteCount: total,
      localFilePath: `${LOCAL[folder] ?? ''}/${name}`,
      temporaryFilePath: `/var/config/rest/downloads/tmp/${name}`,
      generation: 0,
      lastUpdateMicros: unit.now() * 1000,
    });
  };
}

export const fileRoutes: readonly Route[] = [
  { path: 'shared/file-transfer/ucs-downloads/:name', methods: { GET: fetchFrom('/var/local/ucs', '13.0') } },
  { path: 'shared/file-transfer/madm/:name', methods: { GET: fetchFrom('/var/config/rest/madm', '11.0') } },
  { path: 'shared/file-transfer/bulk/:name', methods: { GET: fetchFrom('/var/config/rest/bulk', '13.0') } },
  { path: 'shared/file-transfer/uploads/:name', methods: { POST: upload('uploads') } },
  { path: 'shared/file-transfer/ucs-uploads/:name', methods: { POST: upload('ucs-uploads') } },
];
