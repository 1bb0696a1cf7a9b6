import type { Diagnostic } from '../model/diagnostic.ts';
import type * as z from 'zod';
import {
  type Definitions,
  mergeVariables,
  readVariableFlags,
  readVariables,
  unusedFlags,
} from './definitions.ts';
import { otherWord } from './other-words.ts';
import { danglingReferences } from './references.ts';
import { schemaDiagnostics } from '../yaml/issues.ts';
import type { Locate } from '../yaml/locate.ts';
import { type Spec, specSchema } from './schema/schema.ts';
import { readSpecText } from '../yaml/text.ts';
import { valueAt } from '../yaml/walk.ts';
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
  const { variables, diagnostics } = await variablesOf(input, text.value.vars, text.locate, flags);
  const resolved = resolveVariables(text.value, {
    vars: variables,
    env: input.env,
    publicEnv: namesIn(text.value.publicEnv),
    locate: text.locate,
  });
  // A variables file that cannot be read may define anything.
  const isComplete = !diagnostics.some(({ rule }) => rule.startsWith('syntax/'));
  const told = [
    ...diagnostics,
    ...unusedFlags(flags.variables, resolved.used, input.file),
    ...resolved.diagnostics.filter(({ rule }) => isComplete || rule !== 'variables/unknown'),
  ];
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
  // What is wrong with a variable is told where variables are read.
  const known = [
    ...unresolved,
    ['vars'],
    ...Object.keys(valueAt(value, ['vars']) ?? {}).map((name) => ['vars', name]),
  ];
  const context = { value, locate, schema: specSchema, secrets, unresolved: known, advice: otherWord };
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
): Promise<Definitions> {
  const layers = [readVariables(own, locate, ['vars']), await variablesOfFile(input), flags];
  return {
    variables: mergeVariables(...layers.map(({ variables }) => variables)),
    diagnostics: layers.flatMap(({ diagnostics }) => diagnostics),
  };
}

async function variablesOfFile({ varsFile }: SpecInput): Promise<Definitions> {
  if (!varsFile) return { variables: new Map(), diagnostics: [] };
  const file = await readSpecText(varsFile.text, varsFile.file);
  if (Array.isArray(file)) return { variables: new Map(), diagnostics: file };
  return readVariables(file.value, file.locate, []);
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
