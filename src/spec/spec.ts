import type { Diagnostic } from '../model/diagnostic.ts';
import { readVariableFlags, readVariables, mergeVariables, type Variables } from './definitions.ts';
import { schemaDiagnostics } from '../yaml/issues.ts';
import type { Locate } from '../yaml/locate.ts';
import { type Spec, specSchema } from './schema/schema.ts';
import { readSpecText } from '../yaml/text.ts';
import { resolveVariables } from './variables.ts';

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
}

/** Reads a spec from text to typed value: syntax, variables, schema. All problems of a stage come at once. */
export async function parseSpec(input: SpecInput): Promise<ParsedSpec | Diagnostic[]> {
  const text = await readSpecText(input.text, input.file);
  if (Array.isArray(text)) return text;
  const variables = await variablesOf(input, text.value.vars, text.locate);
  if (Array.isArray(variables)) return variables;
  const resolved = resolveVariables(text.value, {
    vars: variables,
    env: input.env,
    publicEnv: namesIn(text.value.publicEnv),
    locate: text.locate,
  });
  const parsed = specSchema.safeParse(resolved.value);
  const problems = parsed.success
    ? []
    : schemaDiagnostics(parsed.error, {
        value: resolved.value,
        locate: text.locate,
        schema: specSchema,
        secrets: resolved.secrets,
        unresolved: resolved.unresolved,
      });
  if (!parsed.success || resolved.diagnostics.length > 0) return [...resolved.diagnostics, ...problems];
  return { spec: parsed.data, locate: text.locate, secrets: resolved.secrets };
}

async function variablesOf(
  input: SpecInput,
  own: unknown,
  locate: Locate,
): Promise<Variables | Diagnostic[]> {
  const definitions = [readVariables(own, locate, ['vars'])];
  if (input.varsFile) {
    const file = await readSpecText(input.varsFile.text, input.varsFile.file);
    if (Array.isArray(file)) return file;
    definitions.push(readVariables(file.value, file.locate, []));
  }
  definitions.push(readVariableFlags(input.vars));
  const problems = definitions.flatMap(({ diagnostics }) => diagnostics);
  return problems.length > 0 ? problems : mergeVariables(...definitions.map(({ variables }) => variables));
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
