import { archiveName, configIn, makeArchive } from '../unit/archives.ts';
import { icrd, mcpd, tmsh } from '../wire/errors.ts';
import { isList, isObject, type JsonObject, scalarText, textAt } from '../wire/json.ts';
import { entriesOf, entriesText } from '../unit/state-file.ts';
import type { Unit } from '../unit/unit.ts';

// Saving and loading archives, whichever address asked for it.

export interface UcsCommand {
  readonly command: 'save' | 'load';
  readonly name: string;
  readonly passphrase: string | undefined;
}

/** What a body asks for; refused when the mock cannot do it. */
export function ucsCommand(body: JsonObject): UcsCommand {
  const command = textAt(body, 'command');
  if (command !== 'save' && command !== 'load') throw tmsh(`unexpected argument "${command ?? ''}"`);
  const input = textAt(body, 'name');
  const name = input === undefined ? undefined : archiveName(input);
  if (name === undefined) throw tmsh(`invalid archive name "${input ?? ''}"`);
  const options = isList(body.options) ? body.options.filter(isObject) : [];
  const passphrase = options
    .map((option) => scalarText(option.passphrase))
    .find((value) => value !== undefined);
  return { command, name, passphrase };
}

export function runUcs({ command, name, passphrase }: UcsCommand, unit: Unit): void {
  if (command === 'save') {
    saveArchive(name, passphrase !== undefined, unit);
    return;
  }
  const archive = unit.archives.get(name);
  if (!archive) throw icrd(`/var/local/ucs/${name} not found`, 404);
  if (archive.encrypted && passphrase === undefined)
    throw mcpd('01070734', 'Configuration error: the archive is encrypted');
  const config = archive.config ?? configIn(archive.bytes);
  if (config === undefined)
    throw mcpd('01070734', 'Configuration error: this mock loads only archives that a mock wrote');
  restore(config, unit);
}

/** A save writes the running configuration too: what was not saved before is saved now. */
export function saveArchive(name: string, encrypted: boolean, unit: Unit): void {
  const running = unit.store.snapshot();
  unit.saved = running;
  unit.archives.add(makeArchive(name, entriesText(running), unit.now(), encrypted));
  unit.persist();
}

function restore(config: string, unit: Unit): void {
  const wrapped: unknown = JSON.parse(`{"entries":${config}}`);
  const entries = entriesOf(isObject(wrapped) ? wrapped.entries : undefined, unit.kinds);
  unit.store.restore(entries);
  unit.store.nextGeneration();
  unit.saved = entries;
  unit.persist();
}
