import { z } from 'zod';
import { specSchema } from './schema/schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The JSON Schema of a spec as it is written, short forms included; also shipped as docs/spec.schema.json. */
export function specJsonSchema(): object {
  const schema = z.toJSONSchema(specSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema, path }) => {
      if (!FIXED.has(String(path.at(-1)))) allowVariable(jsonSchema);
    },
  });
  return { ...schema, title: 'bigip-ws spec' };
}

/** Places where a variable cannot stand: names, and what decides how the rest is read. */
const FIXED = new Set(['propertyNames', 'version', 'type']);

const LIMITS = ['type', 'const', 'enum', 'minimum', 'maximum', 'pattern', 'minLength', 'maxLength'] as const;

/** `${name}` may stand for any scalar, so an editor must not call it wrong. */
function allowVariable(schema: JsonSchema): void {
  const isScalar = ['string', 'number', 'integer', 'boolean'].includes(String(schema.type));
  const limits = LIMITS.filter((key) => schema[key] !== undefined);
  const isPlainText = schema.type === 'string' && limits.length === 1;
  if (!isScalar || isPlainText) return;
  const limited: JsonSchema = Object.fromEntries(limits.map((key) => [key, schema[key]]));
  for (const key of limits) Reflect.deleteProperty(schema, key);
  schema.anyOf = [limited, { type: 'string', pattern: '\\$\\{' }];
}
