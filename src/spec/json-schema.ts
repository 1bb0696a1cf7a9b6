import { z } from 'zod';
import { specSchema } from './schema/schema.ts';

/** The JSON Schema of a spec as it is written, short forms included; also shipped as docs/spec.schema.json. */
export function specJsonSchema(): object {
  const schema = z.toJSONSchema(specSchema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
  return { ...schema, title: 'bigip-ws spec' };
}
