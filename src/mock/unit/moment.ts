import type { Moment } from '../api.ts';
import type { Entry } from '../objects/kind.ts';
import type { Unit } from './unit.ts';

// The state of one device at one moment: to compare it, and to go back to it.

export function momentOf({ store, saved, archives, tokens, transactions }: Unit): Moment {
  return {
    running: objectsOf(store.snapshot()),
    saved: objectsOf(saved),
    archives: archives.list().map(({ name }) => name),
    tokens: tokens.count,
    openTransactions: transactions
      .list()
      .filter(({ state }) => state === 'STARTED' || state === 'VALIDATING')
      .map(({ commands }) => commands.length),
  };
}

function objectsOf(entries: readonly Entry[]): Moment['running'] {
  return Object.fromEntries(
    entries.map(({ kind, key, parent, props, hidden }) => [
      `${kind.path}:${parent === '' ? '' : `${parent}:`}${key}`,
      Object.keys(hidden).length === 0 ? props : { ...props, hidden },
    ]),
  );
}

/** Objects, archives and condition; who was logged in is not brought back. */
export function keepMoment(unit: Unit): () => void {
  const [running, saved, archives] = [unit.store.snapshot(), unit.saved, unit.archives.list()];
  const condition = { ...unit.condition };
  return () => {
    unit.store.restore(running);
    unit.saved = saved;
    unit.archives.clear();
    for (const archive of archives) unit.archives.add(archive);
    Object.assign(unit.condition, condition);
  };
}
