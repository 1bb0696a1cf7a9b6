import { formatBytes } from './bytes.ts';
import type { Reporter } from './reporter.ts';
import type { ArchiveEntry, ArchiveView, Failure } from './views.ts';

export const archiveText: Reporter<ArchiveView> = (view) =>
  view.did === 'fail' ? { notes: [] } : { out: textOf(view), notes: [] };

function textOf(view: Exclude<ArchiveView, Failure>): string {
  switch (view.did) {
    case 'list':
      return listText(view.archives);
    case 'delete':
      return `deleted ${view.archive.name}`;
    case 'create':
      return `archived ${view.archive.name} (${formatBytes(view.archive.bytes)})`;
    case 'download':
      return `${view.file} (${formatBytes(view.bytes)}, sha256 ${view.sha256})`;
  }
}

function listText(archives: readonly ArchiveEntry[]): string {
  if (archives.length === 0) return 'There are no archives on the device.';
  const width = Math.max(...archives.map(({ name }) => name.length));
  const lines = archives.map(
    ({ name, bytes, created, tmos, encrypted }) =>
      `${name.padEnd(width)}  ${formatBytes(bytes).padStart(10)}  ${created}  TMOS ${tmos}${encrypted ? '  encrypted' : ''}`,
  );
  return lines.join('\n');
}
