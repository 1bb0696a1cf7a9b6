import type { Diagnostic } from '../../model/diagnostic.ts';
import { schemaDiagnostics } from '../../yaml/issues.ts';
import { readSpecText } from '../../yaml/text.ts';
import { faultsSchema } from './faults.ts';

/** Reads a YAML file of faults; what is wrong in it is told with its place, all at once. */
export async function readFaultFile(
  text: Uint8Array,
  file: string,
): Promise<{ readonly faults: unknown } | Diagnostic[]> {
  const read = await readSpecText(text, file);
  if (Array.isArray(read)) return read;
  const { value, locate } = read;
  const parsed = faultsSchema.safeParse(value);
  if (!parsed.success) return schemaDiagnostics(parsed.error, { value, locate, schema: faultsSchema });
  return { faults: parsed.data };
}
