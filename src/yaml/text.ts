import { constructFromEvents, CORE_SCHEMA, parseEvents, type Event } from 'js-yaml';
import type { Diagnostic } from '../model/diagnostic.ts';
import { positions } from './lines.ts';
import { locator, type Locate } from './locate.ts';
import { problemDiagnostics, type Problem } from './problem.ts';
import { firstProblem, syntaxProblems } from './syntax.ts';
import { readTree } from './tree.ts';

/** A larger spec is refused before it is read. */
export const MAX_SPEC_BYTES = 16 * 1024 * 1024;

/** Lines and commas together: beyond this a text under 16 MiB would still take a gigabyte to parse. */
const MAX_PARTS = 1_000_000;

/** The plain value of a file (maps, lists, text, numbers, booleans, null) and where each part stands. */
export interface SpecText {
  readonly value: Readonly<Record<string, unknown>>;
  readonly locate: Locate;
}

/**
 * Reads YAML 1.2 (core schema, so also JSON) whose root is a map; bytes must be UTF-8. Values that aliases
 * share are shared objects: do not change them in place. `file` is only for the positions. Problems come as
 * diagnostics with rules `syntax/…`, all that can be told apart at once; nothing is thrown.
 */
export async function readSpecText(
  text: string | Uint8Array,
  file: string,
): Promise<SpecText | Diagnostic[]> {
  const size = typeof text === 'string' ? Buffer.byteLength(text) : text.byteLength;
  if (size > MAX_SPEC_BYTES) return [tooLarge(file, size)];
  const decoded = typeof text === 'string' ? text.replace(/^\uFEFF/u, '') : decode(text);
  if (decoded === undefined || decoded.includes('\0')) return [notText(file)];
  if ((decoded.match(/[,\n]/g)?.length ?? 0) <= MAX_PARTS) return parse(decoded, file);
  return [
    wholeFile(file, 'syntax/too-large', 'the file has over a million lines and commas; that is no spec'),
  ];
}

/** The diagnostic for a file of so many bytes, for those who look at the size before they read. */
export function tooLarge(file: string, bytes: number): Diagnostic {
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  return wholeFile(file, 'syntax/too-large', `the file has ${size}; a spec may have 16 MiB`);
}

async function parse(text: string, file: string): Promise<SpecText | Diagnostic[]> {
  const positionOf = positions(text);
  const failed = (problems: readonly Problem[]): Diagnostic[] =>
    problemDiagnostics(problems, file, positionOf);
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: 100 });
  } catch (error) {
    return failed(await syntaxProblems(text, error));
  }
  const { root, problems } = readTree(text, events, positionOf);
  if (problems.length > 0) return failed(problems);
  try {
    const [value] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA });
    if (isMap(value) && root) return { value, locate: locator(root, file, positionOf) };
    if (value === undefined || value === null) return [empty(file)];
    const offset = root?.start ?? 0;
    return failed([{ rule: 'syntax/root', message: rootMessage(value), hint: ROOT_HINT, offset }]);
  } catch (error) {
    return failed([firstProblem(error)]);
  }
}

const ROOT_HINT = 'start with lines such as `version: 1`';

function rootMessage(value: unknown): string {
  return `the file must hold a map of keys, but holds ${Array.isArray(value) ? 'a list' : 'a single value'}`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function notText(file: string): Diagnostic {
  const message = 'the file is not text: it holds NUL bytes or bytes that are not UTF-8';
  return { ...wholeFile(file, 'syntax/not-text', message), hint: 'save it as UTF-8' };
}

function empty(file: string): Diagnostic {
  return {
    ...wholeFile(file, 'syntax/empty', 'the spec is empty'),
    hint: 'docs/reference.yaml shows all it can say',
  };
}

function wholeFile(file: string, rule: string, message: string): Diagnostic {
  return { rule, severity: 'error', message, source: { file, line: 0, column: 0 } };
}
