import { readFile, stat } from 'node:fs/promises';
import { SpecError } from '../../exit.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { SpecPath } from '../../model/object.ts';
import type { LoadedSpec } from '../../run/job.ts';
import { type ParsedSpec, parseSpec } from '../../spec/spec.ts';
import { MAX_SPEC_BYTES, tooLarge } from '../../yaml/text.ts';
import type { Deps } from '../deps.ts';
import { readCertificates } from './certificates.ts';
import { besideSpec, readInput, TooLargeError } from '../files.ts';
import type { VariableFlags } from '../options.ts';

/** mcpd keeps at most this in one message (01020057). */
const LARGEST_RULE = 65_535;

/**
 * Reads a spec. Throws a `SpecError` with all problems of it, a `CliError` (64) for a file that cannot be
 * read. Values from the environment are masked in all output from here on.
 */
export async function loadSpec(file: string, flags: VariableFlags, deps: Deps): Promise<LoadedSpec> {
  const text = await readSpec(file, deps.cwd);
  const varsFile =
    flags.varsFile === undefined
      ? undefined
      : {
          file: flags.varsFile,
          text: await readInput(flags.varsFile, deps.cwd, 'variables file', MAX_SPEC_BYTES),
        };
  const parsed = await parseSpec({ file, text, varsFile, vars: flags.var ?? [], env: deps.env });
  if (Array.isArray(parsed)) throw new SpecError(parsed);
  deps.io.hide(parsed.secrets);
  const certificates = await readCertificates(file, parsed, deps);
  const rules = await readRules(file, parsed, deps);
  const files = new Map([...certificates.files, ...rules]);
  return { ...parsed, file, files, notes: certificates.notes, now: deps.now?.() ?? new Date() };
}

async function readSpec(file: string, cwd: string): Promise<Uint8Array> {
  try {
    return await readInput(file, cwd, 'spec', MAX_SPEC_BYTES);
  } catch (error) {
    if (error instanceof TooLargeError) throw new SpecError([tooLarge(file, error.bytes)]);
    throw error;
  }
}

async function readRules(
  file: string,
  { spec, locate, dangling }: ParsedSpec,
  deps: Deps,
): Promise<Map<string, string>> {
  const rules = new Map<string, string>();
  const problems: Diagnostic[] = [];
  for (const [name, rule] of Object.entries(spec.rules)) {
    const at = ['rules', name];
    const text = rule.text ?? (await readRule(file, rule.file ?? '', deps.cwd));
    const problem = typeof text === 'string' ? ruleProblem(text) : text.problem;
    if (problem !== undefined) problems.push(bad(at, `the iRule ${name}: ${problem}`, locate));
    else if (typeof text === 'string') rules.set(rule.file ?? name, text);
  }
  if (problems.length > 0) throw new SpecError([...problems, ...dangling()]);
  return rules;
}

async function readRule(spec: string, file: string, cwd: string): Promise<string | { problem: string }> {
  const path = await besideSpec(spec, file, cwd);
  if (path === undefined) return { problem: `${file} is not in the folder of the spec` };
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) return { problem: `there is no file ${file} beside the spec` };
  return info.size > LARGEST_RULE * 2 ? { problem: tooLong(info.size) } : readFile(path, 'utf8');
}

function ruleProblem(text: string): string | undefined {
  if (text.includes('\0')) return 'it is not text';
  if (text.trim() === '') return 'it is empty';
  const bytes = Buffer.byteLength(text);
  return bytes > LARGEST_RULE ? tooLong(bytes) : undefined;
}

function tooLong(bytes: number): string {
  return `it has ${bytes} bytes; the device takes ${LARGEST_RULE}`;
}

function bad(at: SpecPath, message: string, locate: ParsedSpec['locate']): Diagnostic {
  return { rule: 'spec/rule-file', severity: 'error', message, source: locate(at) };
}
