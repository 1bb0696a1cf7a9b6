import * as z from 'zod';

/** The JSON Schema of a document, under its title. Documents are an interface: keys are added, never changed. */
export function jsonSchema(title: string, document: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(document, { target: 'draft-7', io: 'output' });
  return { $schema, title, ...rest };
}
