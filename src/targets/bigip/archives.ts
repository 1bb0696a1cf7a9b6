import { CliError, EXIT } from '../../exit.ts';
import { atLeast, version } from '../../model/version.ts';
import type { Backup, Backups } from '../../run/target.ts';
import { createArchive, deleteArchive, downloadArchive, listArchives } from './icontrol/archive.ts';
import type { Client } from './icontrol/client.ts';

/** `sys ucs` can be listed from here on. */
const FIRST_WITH_ARCHIVES = '12.1';

/** Archives before changes of one spec that are kept on the device. */
const KEPT = 3;

/** The UCS archives of one device. */
export function ucsArchives(client: Client): Backups {
  return {
    require: (device) => {
      if (atLeast(version(device.version), FIRST_WITH_ARCHIVES)) return;
      throw new CliError(
        EXIT.refused,
        `TMOS ${device.version} makes no archives over REST; nothing was changed`,
        { hint: 'archive it in the GUI or with tmsh save sys ucs, then add --no-archive' },
      );
    },
    list: () => listArchives(client),
    nameBefore,
    surplus,
    create: (name, passphrase) => createArchive(client, name, passphrase),
    delete: (name) => deleteArchive(client, name),
    download: (archive, file, onProgress) => downloadArchive(client, archive, file, onProgress),
  };
}

/** `bigip-ws-kaazing-20261121T073339Z.ucs`; a second later where this second has one already. */
function nameBefore(spec: string, present: readonly Backup[]): string {
  const taken = new Set(present.map(({ name }) => name));
  for (let time = Date.now(); ; time += 1000) {
    const name = `bigip-ws-${spec}-${new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.ucs`;
    if (!taken.has(name)) return name;
  }
}

function surplus(spec: string, present: readonly Backup[]): Backup[] {
  const stamp = /^\d{8}T\d{6}Z\.ucs$/;
  const prefix = `bigip-ws-${spec}-`;
  return present
    .filter(({ name }) => name.startsWith(prefix) && stamp.test(name.slice(prefix.length)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .slice(0, -KEPT);
}
