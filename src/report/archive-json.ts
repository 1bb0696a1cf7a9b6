import * as z from 'zod';
import { count, diagnostic, formatVersion } from './diagnostic-json.ts';
import { jsonReport, type Reporter } from './reporter.ts';
import type { ArchiveView } from './views.ts';

const archive = z.strictObject({
  name: z.string(),
  bytes: count,
  created: z.string(),
  tmos: z.string(),
  encrypted: z.boolean(),
});

export const archiveDocument = z.strictObject({
  formatVersion,
  archives: z.array(archive).optional(),
  archive: archive.optional(),
  file: z.string().optional(),
  bytes: count.optional(),
  sha256: z.string().optional(),
  deleted: archive.optional(),
  errors: z.array(diagnostic),
});

export const archiveJson: Reporter<ArchiveView> = (view) =>
  jsonReport({ formatVersion: 1, ...membersOf(view) });

function membersOf(view: ArchiveView): object {
  switch (view.did) {
    case 'fail':
      return { errors: view.errors };
    case 'list':
      return { archives: view.archives, errors: [] };
    case 'delete':
      return { deleted: view.archive, errors: [] };
    case 'create':
      return { archive: view.archive, errors: [] };
    case 'download': {
      const { archive: entry, file, bytes, sha256 } = view;
      return { archive: entry, file, bytes, sha256, errors: [] };
    }
  }
}
