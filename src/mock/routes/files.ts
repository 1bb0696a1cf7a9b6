import { archiveName } from '../archives.ts';
import { notRegistered, rest } from '../errors.ts';
import { type Answer, json } from '../exchange.ts';
import { isFileName, parseRange } from '../uploads.ts';
import type { Call, Route } from './route.ts';

// File transfer in chunks, with Content-Range in the request (icontrol.md D.17).

const CHUNK = 1024 * 1024;
const LOCAL: Readonly<Record<string, string>> = {
  uploads: '/var/config/rest/downloads',
  'ucs-uploads': '/var/local/ucs',
};

function download(call: Call): Answer {
  const { unit, params, headers, path } = call;
  if (!unit.tmos.atLeast('13.0')) throw notRegistered(path.replace(/^\/mgmt/, ''));
  const name = archiveName(params.name ?? '');
  const content = name === undefined || name !== params.name ? undefined : unit.archives.get(name)?.bytes;
  if (!content) throw rest(404, `File /var/local/ucs/${params.name ?? ''} not found`);
  return chunk(content, header(headers['content-range']));
}

function chunk(content: Buffer, asked: string | undefined): Answer {
  const type = 'application/octet-stream';
  const total = content.length;
  if (asked === undefined) {
    if (total > CHUNK) throw rest(400, `Content-Range is needed for files larger than ${CHUNK} bytes`);
    return { status: 200, type, body: content, headers: { 'Content-Range': `0-${total - 1}/${total}` } };
  }
  const range = parseRange(asked);
  if (!range || range.end < range.start) throw rest(400, `invalid Content-Range: ${asked}`);
  // A chunk that reaches beyond the end of the file is refused; clients shrink it and ask again.
  if (range.end >= total) throw rest(400, `Content-Range ${asked} is beyond the end of the file: ${total}`);
  if (range.end - range.start + 1 > CHUNK) throw rest(400, `a chunk may have at most ${CHUNK} bytes`);
  const body = content.subarray(range.start, range.end + 1);
  return { status: 200, type, body, headers: { 'Content-Range': `${range.start}-${range.end}/${total}` } };
}

const header = (value: string | readonly string[] | undefined) =>
  typeof value === 'string' ? value : undefined;

function upload(folder: 'uploads' | 'ucs-uploads'): (call: Call) => Answer {
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
    if (content && folder === 'ucs-uploads') {
      const archive = archiveName(name);
      if (archive !== name) throw rest(400, `invalid archive name: ${name}`);
      unit.archives.add({ name, created: unit.now(), bytes: content, config: undefined, encrypted: false });
    }
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
  { path: 'shared/file-transfer/ucs-downloads/:name', methods: { GET: download } },
  { path: 'shared/file-transfer/uploads/:name', methods: { POST: upload('uploads') } },
  { path: 'shared/file-transfer/ucs-uploads/:name', methods: { POST: upload('ucs-uploads') } },
];
