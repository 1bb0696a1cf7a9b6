import { AssumptionError } from '../api.ts';
import { checkTouched } from '../objects/check.ts';
import type { Kind } from '../objects/kind.ts';
import { create, type Operation } from '../objects/write.ts';
import type { Unit } from '../unit/unit.ts';
import { DeviceError } from '../wire/errors.ts';
import type { JsonObject } from '../wire/json.ts';
import { nameOf } from '../wire/names.ts';
import { newOperation } from './operate.ts';

/** Of kinds that need more than a name: addresses are those of documentation (RFC 5737). */
const LEAST: Readonly<Record<string, JsonObject>> = {
  'ltm/node': { address: '192.0.2.1' },
  'ltm/rule': { apiAnonymous: 'when CLIENT_ACCEPTED { }' },
  'ltm/snatpool': { members: ['192.0.2.2'] },
  'ltm/data-group/internal': { type: 'string' },
  'ltm/policy': { legacy: true, strategy: '/Common/first-match' },
  'ltm/virtual': { destination: '192.0.2.3:80', ipProtocol: 'tcp' },
};

/**
 * Objects that a device is taken to have, from path to kind, with their defaults and saved as if they had always
 * been there. One that is there already stays as it is.
 */
export function assume(assumptions: Readonly<Record<string, string>>, unit: Unit): void {
  const missing = Object.entries(assumptions)
    .map(([path, word]) => ({ path, kind: kindCalled(word, path, unit) }))
    .filter(({ path, kind }) => !isThere(kind, path, unit));
  if (missing.length === 0) return;
  const saved = new Set(unit.saved);
  const isSaved = unit.store.snapshot().every((entry) => saved.has(entry));
  for (const { path, kind } of missing) make(kind, path, unit);
  if (isSaved) unit.saved = unit.store.snapshot();
}

/** `ltm/profile/client-ssl`, or without its module `profile/client-ssl`. */
function kindCalled(word: string, path: string, { kinds }: Unit): Kind {
  const kind = kinds.get(word) ?? kinds.get(`ltm/${word}`);
  if (kind && isAssumable(kind)) return kind;
  const known = [...kinds.values()].filter(isAssumable).map((one) => one.path);
  throw new AssumptionError(path, `the mock knows no kind ${word}`, { word, known });
}

function isAssumable({ naming, definition }: Kind): boolean {
  return naming === 'partition' && (definition.methods ?? ['POST']).includes('POST');
}

function isThere(kind: Kind, path: string, { store }: Unit): boolean {
  const there = store.get(kind, path) ?? store.find(kind.family, path);
  if (there && there.kind !== kind)
    throw new AssumptionError(path, `it is there as ${there.kind.path}, and cannot be ${kind.path} too`);
  return there !== undefined;
}

function make(kind: Kind, path: string, unit: Unit): void {
  const work = newOperation(unit);
  try {
    unit.store.atomically(() => {
      makeFolders(path, work);
      create(kind, nameOf(path), LEAST[kind.path] ?? {}, work);
      checkTouched(work);
    });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    throw new AssumptionError(path, `the mock does not make a ${kind.path} of defaults: ${error.message}`);
  }
}

function makeFolders(path: string, work: Operation): void {
  const names = path.split('/').slice(1, -1);
  const folders = names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
  const folder = work.kinds.get('sys/folder');
  for (const one of folders)
    if (folder && !work.store.find('sys/folder', one)) create(folder, nameOf(one), {}, work);
}
