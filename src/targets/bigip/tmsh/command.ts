import { asText, type Fields, isList, parseObjectKey, type Value } from '../../../model/object.ts';
import type { WriteRequest } from '../icontrol/write/requests.ts';
import { findResource, partIn } from '../resources/registry.ts';
import { tmshFormsOf } from '../resources/resource.ts';

/** Stands in a request in the place of a secret; no value of a spec is this very one. */
export const WITHHELD: Fields = Object.freeze({ withheld: true });

/** What stands in no command: the script takes it from the environment. */
export interface Secret {
  /** What tmsh calls it. */
  readonly secret: string;
}

/** A file of its own that an object is made of; over REST it is uploaded before. */
export interface SourceFile {
  /** Its URL there. */
  readonly file: string;
}

/** The text of an iRule: everything between its braces, as it is. */
export interface Block {
  readonly block: string;
}

/** One word, or a list of them in braces. A text is not quoted yet: that is for whoever prints it. */
export type Word = string | Secret | SourceFile | Block | readonly Word[];

/** A command of tmsh, in the order in which it is typed. */
export interface Command {
  readonly verb: string;
  /** `ltm pool /Common/web`. */
  readonly object: readonly string[];
  readonly settings: readonly Word[];
}

const VERBS = { POST: 'create', PATCH: 'modify', DELETE: 'delete' } as const;
/** What is done to a part of an object, in a command that modifies the object. */
const PART_VERBS = { POST: 'add', PATCH: 'modify', DELETE: 'delete' } as const;

/** The name stands before the settings, as a full path. */
const IDENTITY = new Set(['name', 'partition', 'subPath']);

/** Lists that take no verb wherever they stand (device-facts: tmsh-lists); others of one kind say so themselves. */
const PLAIN_LISTS = new Set([
  'tmOptions',
  'activationModes',
  'certExtensionIncludes',
  'values',
  'controls',
  'requires',
]);

/** The command that does what a request does. */
export function commandOf({ method, body = {}, object }: WriteRequest): Command {
  const { kind, path } = object;
  // An action: `publish ltm policy`.
  if (typeof body.command === 'string')
    return { verb: body.command, object: [...kind.split('/'), path], settings: [] };
  if (method === 'GET' || method === 'PUT') throw new Error(`${method} of ${path} is no command of tmsh`);
  const resource = findResource(kind);
  const fixed = method === 'PATCH' ? (resource?.tmshFixed ?? []) : [];
  const said = Object.entries(body).filter(([key]) => !fixed.includes(key));
  const settings = settingsOf(Object.fromEntries(said), object);
  if (!resource?.partOf) {
    const name = resource?.tmshName?.(path) ?? path;
    return { verb: VERBS[method], object: [...kind.split('/'), name], settings };
  }
  const whole = parseObjectKey(resource.partOf.key(path));
  const name = asText(resource.locate(path).identity.name);
  return {
    verb: 'modify',
    object: [...whole.kind.split('/'), whole.path],
    settings: [resource.partOf.inline, PART_VERBS[method], [name, settings]],
  };
}

/** What each key of a body is in tmsh: a form of its own, parts of the object, or what follows from the value. */
function settingsOf(body: Fields, { kind, path }: WriteRequest['object']): Word[] {
  const resource = findResource(kind);
  const forms = resource && tmshFormsOf(resource);
  return Object.entries(body)
    .filter(([key]) => !IDENTITY.has(key))
    .flatMap(([key, value]): Word[] => {
      if (key === 'apiAnonymous') return [{ block: asText(value) }];
      const word = tmshWord(key);
      const part = partIn(kind, key);
      if (part && isList(value) && value.length > 0)
        return [word, 'replace-all-with', value.flatMap((one) => partWords(one, { kind: part.kind, path }))];
      return [word, ...(forms?.get(key)?.(value, path) ?? valueWords(key, value))];
    });
}

function partWords(value: Value, object: WriteRequest['object']): Word[] {
  return isMap(value) ? [asText(value.name), settingsOf(value, object)] : [asText(value)];
}

function valueWords(key: string, value: Value): Word[] {
  // A word that stands alone: `enabled`, `vlans-disabled`, `tagged` (device-facts: tmsh-words).
  if (value === true) return [];
  if (value === WITHHELD) return [{ secret: tmshWord(key) }];
  if (key === 'sourcePath') return [{ file: asText(value) }];
  if (!isSet(value)) return ['none'];
  if (isMap(value)) return [mapWords(value)];
  if (!isList(value)) return [asText(value)];
  return [...(PLAIN_LISTS.has(key) ? [] : ['replace-all-with']), value.flatMap(itemWords)];
}

/** One of a list: a name with its settings, settings without a name, or a value. */
function itemWords(value: Value): Word[] {
  if (!isMap(value)) return [asText(value)];
  const { name, ...rest } = value;
  // What is not set of a new thing needs no word.
  const set = Object.fromEntries(Object.entries(rest).filter(([, one]) => isSet(one)));
  return name === undefined ? [mapWords(rest)] : [asText(name), mapWords(set)];
}

function mapWords(value: Fields): Word[] {
  return Object.entries(value).flatMap(([key, one]) => [tmshWord(key), ...valueWords(key, one)]);
}

function isSet(value: Value): boolean {
  return value !== null && value !== '' && value !== 'none' && !(isList(value) && value.length === 0);
}

function isMap(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** `finWait_2Timeout` is `fin-wait-2-timeout`, `tmName` is `name` (device-facts: key-spelling); what is no such key stays. */
export function tmshWord(key: string): string {
  if (!/^[a-z][A-Za-z0-9_]*$/.test(key)) return key;
  return key
    .replace(/^tm(?=[A-Z])/, '')
    .replaceAll('_', '-')
    .replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/^-/, '');
}
