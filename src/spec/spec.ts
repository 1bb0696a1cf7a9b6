import type { Diagnostic } from '../model/diagnostic.ts';
import type * as z from 'zod';
import {
  type Definitions,
  mergeVariables,
  readVariableFlags,
  readVariables,
  unusedFlags,
  type Variables,
} from './definitions.ts';
import { otherWord } from './other-words.ts';
import { danglingReferences } from './references.ts';
import { schemaDiagnostics } from '../yaml/issues.ts';
import type { Locate } from '../yaml/locate.ts';
import { type Spec, specSchema } from './schema/schema.ts';
import { readSpecText } from '../yaml/text.ts';
import { resolveVariables, type Resolved } from './variables.ts';

export interface SpecInput {
  readonly file: string;
  readonly text: string | Uint8Array;
  /** `--vars-file`: over the spec's own `vars`. */
  readonly varsFile?: { readonly file: string; readonly text: string | Uint8Array } | undefined;
  /** `--var name=value`: over both, the last wins. */
  readonly vars: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A spec that follows the schema, and where each part of it stands. */
export interface ParsedSpec {
  readonly spec: Spec;
  readonly locate: Locate;
  /** Values from the environment, to be masked in every output. */
  readonly secrets: readonly string[];
  /** References that lead nowhere, for those who refuse the spec before it is turned into objects. */
  readonly dangling: () => readonly Diagnostic[];
}

/** Reads a spec from text to typed value: syntax, variables, schema. All problems of a stage come at once. */
export async function parseSpec(input: SpecInput): Promise<ParsedSpec | Diagnostic[]> {
  const text = await readSpecText(input.text, input.file);
  if (Array.isArray(text)) return text;
  const flags = readVariableFlags(input.vars);
  const variables = await variablesOf(input, text.value.vars, text.locate, flags);
  if (Array.isArray(variables)) return variables;
  const resolved = resolveVariables(text.value, {
    vars: variables,
    env: input.env,
    publicEnv: namesIn(text.value.publicEnv),
    locate: text.locate,
  });
  const told = [...unusedFlags(flags.variables, resolved.used, input.file), ...resolved.diagnostics];
  const parsed = specSchema.safeParse(resolved.value);
  const { locate } = text;
  if (!parsed.success) return [...told, ...inOrder(problemsOf(parsed.error, resolved, locate))];
  if (told.length > 0) return [...told, ...danglingReferences(resolved.value, locate)];
  const dangling = (): readonly Diagnostic[] => danglingReferences(resolved.value, locate);
  return { spec: parsed.data, locate, secrets: resolved.secrets, dangling };
}

/** What the schema says, and the references that lead nowhere: neither hides the other. */
function problemsOf(error: z.ZodError, resolved: Resolved, locate: Locate): Diagnostic[] {
  const { value, secrets, unresolved } = resolved;
  const context = { value, locate, schema: specSchema, secrets, unresolved, advice: otherWord };
  return [...schemaDiagnostics(error, context), ...danglingReferences(value, locate)];
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    ({ source: one }, { source: other }) =>
      (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0),
  );
}

async function variablesOf(
  input: SpecInput,
  own: unknown,
  locate: Locate,
  flags: Definitions,
): Promise<Variables | Diagnostic[]> {
  const definitions = [readVariables(own, locate, ['vars'])];
  if (input.varsFile) {
    const file = await readSpecText(input.varsFile.text, input.varsFile.file);
    if (Array.isArray(file)) return file;
    definitions.push(readVariables(file.value, file.locate, []));
  }
  definitions.push(flags);
  const problems = definitions.flatMap(({ diagnostics }) => diagnostics);
  return problems.length > 0 ? problems : mergeVariables(...definitions.map(({ variables }) => variables));
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
