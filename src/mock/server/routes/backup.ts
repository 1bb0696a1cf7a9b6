import { archiveName } from '../../unit/archives.ts';
import { rest } from '../../wire/errors.ts';
import { type Reply, json } from '../../wire/http.ts';
import { type JsonObject, own, textAt } from '../../wire/json.ts';
import { runUcs } from '../../operations/ucs.ts';
import type { Call, Route } from './route.ts';

// The other way to an archive: `shared/sys/backup`, as F5's VS Code extension uses it (captured by its tests).

const backups = new WeakMap<object, Map<string, Record<string, string>>>();

function known({ unit }: Call): Map<string, Record<string, string>> {
  const own = backups.get(unit) ?? new Map<string, Record<string, string>>();
  backups.set(unit, own);
  return own;
}

const ACTIONS: Readonly<Record<string, { command: 'save' | 'load'; encrypted: boolean }>> = {
  BACKUP: { command: 'save', encrypted: false },
  BACKUP_WITH_ENCRYPTION: { command: 'save', encrypted: true },
  RESTORE: { command: 'load', encrypted: false },
  RESTORE_WITH_ENCRYPTION: { command: 'load', encrypted: true },
};

function start(call: Call): Reply {
  const body = call.json();
  const action = own(ACTIONS, textAt(body, 'action') ?? '');
  const name = archiveName(textAt(body, 'file') ?? '');
  if (!action) throw rest(400, `The mock does not simulate the action ${textAt(body, 'action') ?? ''}.`);
  if (name === undefined) throw rest(400, `invalid archive name ${textAt(body, 'file') ?? ''}`);
  const id = call.unit.random.uuid();
  const backup: Record<string, string> = {
    file: name,
    action: textAt(body, 'action') ?? '',
    id,
    status: 'STARTED',
  };
  known(call).set(id, backup);
  const passphrase = action.encrypted ? (textAt(body, 'passphrase') ?? '') : undefined;
  call.unit.tasks.later(() => {
    try {
      runUcs({ command: action.command, name, passphrase }, call.unit);
      backup.status = 'FINISHED';
    } catch {
      backup.status = 'FAILED';
    }
  });
  return json(202, { ...backup });
}

function poll(call: Call): Reply {
  const backup: JsonObject | undefined = known(call).get(call.params.id ?? '');
  if (!backup) throw rest(404, `backup ${call.params.id ?? ''} not found`);
  return json(200, { ...backup });
}

export const backupRoutes: readonly Route[] = [
  { path: 'tm/shared/sys/backup', methods: { POST: start } },
  { path: 'tm/shared/sys/backup/:id', methods: { GET: poll } },
];
