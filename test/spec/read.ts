import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { readSpecText, type SpecText } from '../../src/yaml/text.ts';

/** Reads a text that must be fine. */
export async function read(text: string | Uint8Array, file = 'spec.yaml'): Promise<SpecText> {
  const result = await readSpecText(text, file);
  if (Array.isArray(result)) throw new Error(JSON.stringify(result));
  return result;
}

/** Reads a text that must not be. */
export async function refuse(text: string | Uint8Array): Promise<Diagnostic[]> {
  const result = await readSpecText(text, 'spec.yaml');
  if (!Array.isArray(result)) throw new Error(`was read, its keys are ${Object.keys(result.value).join()}`);
  return result;
}

/** `rule line:column`, one for each diagnostic. */
export function placed(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ rule, source }) => `${rule} ${source?.line ?? '-'}:${source?.column ?? '-'}`);
}
