import { alternatives, type JsonSchema, valuesOf } from './json-schema.ts';

/** What may be written for a schema, in words: `whole number, 1 to 65535, or text`. */
export function typeInWords(schema: JsonSchema): string {
  const parts = [...new Set(alternatives(schema).map(plainType))];
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')}; or ${parts.at(-1) ?? ''}`;
}

function plainType(schema: JsonSchema): string {
  if (schema.title !== undefined) return schema.title;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return schema.enum.map(code).join(', ');
  if (schema.type === 'array') return listType(schema.items);
  if (schema.properties) return isInline(schema) ? inlineMap(schema.properties) : 'map';
  if (schema.type === 'object') return 'map';
  if (schema.$ref !== undefined) return 'any value';
  return scalarType(schema);
}

function listType(items: JsonSchema | undefined): string {
  if (!items) return 'list';
  const inner = typeInWords(items);
  return inner.includes(';') ? `list of (${inner})` : `list of ${inner}`;
}

function scalarType({ type, minimum, maximum }: JsonSchema): string {
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    boolean: '`true`, `false`',
    integer: 'whole number',
    number: 'number',
  };
  if (Array.isArray(type)) return type.map((one: string) => words[one] ?? one).join(', ');
  const word = words[String(type)] ?? String(type);
  if (minimum === undefined || maximum === undefined) return word;
  return maximum >= Number.MAX_SAFE_INTEGER ? `${word} from ${minimum}` : `${word}, ${minimum} to ${maximum}`;
}

/** A small map without words of its own is written out where it stands instead of in a section. */
export function isInline({ properties }: JsonSchema): boolean {
  return Object.values(properties ?? {}).every(({ description }) => description === undefined);
}

function inlineMap(properties: NonNullable<JsonSchema['properties']>): string {
  const fields = Object.entries(properties).map(([name, field]) => {
    const standard = field.default === undefined ? '' : ` (default ${code(field.default)})`;
    return `${code(name)}: ${typeInWords(field)}${standard}`;
  });
  return `map of ${fields.join(' and ')}`;
}

/** Whether there is a section about what is inside. */
export function hasSection(schema: JsonSchema): boolean {
  return alternatives(schema).some((one) => {
    const inner = valuesOf(one) ?? one.items;
    return one.properties ? !isInline(one) : inner !== undefined && hasSection(inner);
  });
}

export function code(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
