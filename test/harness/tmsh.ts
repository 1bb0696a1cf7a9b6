// tmsh as a device reads it, written from its grammar and not from what prints it: words, strings and braces, and what
// a command comes to over REST.

/** A word, or what stands in braces. */
export type Read = string | readonly Read[];

/** The words of a line. Throws where a string or a brace is left open. */
export function readTmsh(line: string): Read[] {
  let at = 0;
  const list = (isNested: boolean): Read[] => {
    const words: Read[] = [];
    for (;;) {
      while (/\s/.test(line[at] ?? '')) at++;
      const character = line[at];
      if (character === undefined || character === '}') {
        if ((character === '}') !== isNested) throw new Error(`unbalanced braces: ${line}`);
        at++;
        return words;
      }
      if (character === '{') {
        at++;
        words.push(list(true));
      } else words.push(character === '"' ? string() : bare());
    }
  };
  const string = (): string => {
    let text = '';
    for (at++; line[at] !== '"'; at++) {
      if (line[at] === undefined) throw new Error(`open string: ${line}`);
      // `\"`, `\\` and `\?` are one character; before any other a backslash is a backslash.
      if (line[at] === '\\' && /["\\?]/.test(line[at + 1] ?? '')) at++;
      text += line[at] ?? '';
    }
    at++;
    if (/[^\s}]/.test(line[at] ?? ' ')) throw new Error(`text behind a string: ${line}`);
    return text;
  };
  const bare = (): string => {
    const word = /^[^\s{}";'#|\\$[\]?]+/.exec(line.slice(at))?.[0];
    if (word === undefined) throw new Error(`${line[at] ?? ''} cannot stand bare: ${line}`);
    at += word.length;
    return word;
  };
  return list(false);
}

export interface TmshRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const METHODS = { create: 'POST', modify: 'PATCH', delete: 'DELETE' } as const;
/** Components of two words; all others have three. */
const SHORT =
  /^(auth partition|sys folder|net (interface|vlan|self|route|route-domain)|ltm (node|pool|rule|snatpool|policy|virtual|virtual-address))$/;
/** Words that stand alone. */
const FLAGS = new Set(['vlans-enabled', 'vlans-disabled', 'tagged', 'untagged', 'blackhole']);
/** Lists without a verb, wherever they stand. */
const PLAIN = /^(options|activation-modes|cert-extension-includes|values|controls|requires)$/;
const VERBS = ['add', 'modify', 'replace-all-with'];
const RESERVED: Readonly<Record<string, string>> = { options: 'tmOptions', default: 'tmDefault' };

/** What a command asks for, as a request below `/mgmt/tm/`. */
export function requestOf(line: string): TmshRequest {
  const rule = /^(create) ltm rule (\S+) (\n[\s\S]*\n)$/.exec(line);
  if (rule) return request('create', 'ltm/rule', rule[2] ?? '', { apiAnonymous: rule[3] ?? '' });
  const [verb = '', ...words] = readTmsh(line);
  const length = SHORT.test(words.slice(0, 2).join(' ')) ? 2 : 3;
  const component = words.slice(0, length).join('/');
  const name = String(words[length]);
  const settings = words.slice(length + 1);
  const [first, second, third] = settings;
  if (component === 'ltm/pool' && verb === 'modify' && first === 'members' && second !== 'replace-all-with') {
    const [member, inner] = third as readonly [string, readonly Read[]];
    return request('modify', `ltm/pool/${urlName(name)}/members`, member, bodyOf(inner, component));
  }
  return request(String(verb), component, name, bodyOf(settings, component));
}

function request(verb: string, collection: string, name: string, body: TmshRequest['body']): TmshRequest {
  const method = METHODS[verb as keyof typeof METHODS];
  if (method !== 'POST') return { method, path: `${collection}/${urlName(name)}`, body };
  return { method, path: collection, body: { ...identity(name.replace(/\/$/, '')), ...body } };
}

function identity(path: string): Record<string, string> {
  const [, partition, ...names] = path.split('/');
  const name = names.pop();
  if (partition === undefined || name === undefined) return { name: path };
  return { name, partition, ...(names.length > 0 ? { subPath: names.join('/') } : {}) };
}

function urlName(path: string): string {
  return path.replaceAll('/', '~').replaceAll('%', '%25');
}

function bodyOf(words: readonly Read[], component: string): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const rest = [...words];
  const isOnOff = /^(ltm\/virtual|net\/interface)$/.test(component);
  while (rest.length > 0) {
    const word = String(rest.shift());
    const key = keyOf(word, component);
    if (FLAGS.has(word) || (isOnOff && /^(en|dis)abled$/.test(word))) body[key] = true;
    else if (word === 'monitor') body[key] = monitorOf(rest);
    else body[key] = valueOf(word, rest, component);
  }
  return body;
}

function valueOf(word: string, rest: Read[], component: string): unknown {
  const value = rest.shift();
  if (value === undefined) throw new Error(`${word} has no value`);
  if (typeof value === 'string' && VERBS.includes(value)) return itemsOf(rest.shift() as readonly Read[]);
  if (typeof value === 'string') return value === 'none' && /^(vlans|rules|persist)$/.test(word) ? [] : value;
  if ((word === 'rules' && component === 'ltm/virtual') || PLAIN.test(word)) return value;
  return bodyOf(value, word);
}

/** Names with braces behind them, or values. */
function itemsOf(words: readonly Read[]): unknown[] {
  if (words.every((word) => typeof word === 'string')) return [...words];
  return words.flatMap((word, index) =>
    typeof word === 'string' ? [{ name: word, ...bodyOf(words[index + 1] as readonly Read[], 'item') }] : [],
  );
}

function monitorOf(rest: Read[]): string {
  const words = [rest.shift()];
  if (words[0] === 'min') words.push(...rest.splice(0, 3));
  while (rest[0] === 'and') words.push(...rest.splice(0, 2));
  return words.map((word) => (Array.isArray(word) ? word.join(' ') : String(word))).join(' ');
}

function keyOf(word: string, component: string): string {
  if (word === 'name' && component === 'fqdn') return 'tmName';
  return (
    RESERVED[word] ??
    word.replaceAll(/-(.)/g, (_, letter: string) => (/\d/.test(letter) ? `_${letter}` : letter.toUpperCase()))
  );
}
