import { isDeepStrictEqual } from 'node:util';
import { alternatives, type JsonSchema, valuesOf } from './json-schema.ts';
import { code, hasSection, isInline, typeInWords } from './types.ts';

/** Maps that can be written at one place: several where a union has variants. */
interface Section {
  readonly title: string;
  readonly variants: { readonly label: string; readonly schema: JsonSchema }[];
}

/** Fields that nearly every object has are described once. */
const EVERYWHERE = ['partition', 'folder', 'description', 'properties'];

/** All fields of the spec as Markdown: a table for each map, one row for each field. */
export function specMarkdown(root: JsonSchema): string {
  const sections = new Map<string, Section>();
  collect(root, '', '', sections);
  const common = commonFields(sections);
  const everyObject = [
    '### In every object',
    '',
    ...table(Object.entries(common).map(([name, schema]) => row(name, [{ label: '', schema, of: 1 }], []))),
  ];
  const [first, ...others] = [...sections.values()].map((section) => sectionLines(section, common));
  return [...(first ?? []), ...everyObject, '', ...others.flat()].join('\n');
}

/** Adds the sections of a schema and of what is inside it, in the order of the spec. */
function collect(schema: JsonSchema, path: string, label: string, sections: Map<string, Section>): void {
  for (const one of alternatives(schema)) {
    const values = valuesOf(one);
    if (values) collect(values, `${path}.<name>`, 'in a map', sections);
    if (one.items) collect(one.items, `${path}[]`, 'in a list', sections);
    if (!one.properties || isInline(one)) continue;
    const key = path.replaceAll(/\.<name>|\[\]/g, '.*');
    const section = sections.get(key) ?? { title: path.replace(/^\./, ''), variants: [] };
    sections.set(key, section);
    section.variants.push({ label: labelOf(one) ?? label, schema: one });
    for (const [name, field] of Object.entries(one.properties)) {
      collect(field, `${path}.${name}`, '', sections);
    }
  }
}

/** The word that tells a variant of a union: `http` of `type: http`. */
function labelOf({ properties }: JsonSchema): string | undefined {
  const told = Object.entries(properties ?? {}).find(([, field]) => field.const !== undefined);
  return told?.[0] === 'type' ? String(told[1].const) : undefined;
}

function commonFields(sections: ReadonlyMap<string, Section>): Readonly<Record<string, JsonSchema>> {
  const fields = sections.get('.pools.*')?.variants[0]?.schema.properties ?? {};
  return Object.fromEntries(Object.entries(fields).filter(([name]) => EVERYWHERE.includes(name)));
}

function sectionLines({ title, variants }: Section, common: Readonly<Record<string, JsonSchema>>): string[] {
  const names = [...new Set(variants.flatMap(({ schema }) => Object.keys(schema.properties ?? {})))];
  const isCommon = (name: string): boolean =>
    variants.every(({ schema }) => isDeepStrictEqual(schema.properties?.[name], common[name]));
  const own = names.filter((name) => !isCommon(name));
  const shared = names.filter(isCommon);
  const rows = own.map((name) => {
    const having = variants.flatMap(({ label, schema }) => {
      const field = schema.properties?.[name];
      return field ? [{ label, schema: field, of: variants.length }] : [];
    });
    return row(
      name,
      having,
      variants.map(({ schema }) => schema),
    );
  });
  const also =
    shared.length === 0
      ? []
      : [`And ${shared.map(code).join(', ')}, [as in every object](#in-every-object).`, ''];
  return [`### ${title === '' ? 'At the top' : code(title)}`, '', ...table(rows), '', ...also];
}

interface Having {
  readonly label: string;
  readonly schema: JsonSchema;
  /** How many variants there are. */
  readonly of: number;
}

function row(name: string, having: readonly Having[], owners: readonly JsonSchema[]): string[] {
  const types = [...new Set(having.map(({ schema }) => typeInWords(schema)))];
  const only =
    having.length < (having[0]?.of ?? 0) ? ` Only ${having.map(({ label }) => label).join(', ')}.` : '';
  const described = having[0]?.schema.description ?? '';
  const below = having.some(({ schema }) => hasSection(schema)) ? ' See below.' : '';
  return [code(name), types.join(', '), defaults(name, having, owners), `${described}${only}${below}`.trim()];
}

function defaults(name: string, having: readonly Having[], owners: readonly JsonSchema[]): string {
  const places = owners.filter(({ properties }) => properties?.[name]);
  if (places.length > 0 && places.every(({ required }) => required?.includes(name))) return '**required**';
  const byValue = new Map<string, string[]>();
  for (const { label, schema } of having) {
    const text = defaultInWords(schema.default);
    byValue.set(text, [...(byValue.get(text) ?? []), label]);
  }
  const [only] = byValue.size === 1 ? byValue.keys() : [];
  return only ?? [...byValue].map(([text, labels]) => `${text} (${labels.join(', ')})`).join('; ');
}

function defaultInWords(value: unknown): string {
  if (value === undefined) return '–';
  if (value === '') return 'empty';
  return typeof value === 'object' && Object.keys(value ?? {}).length === 0 ? '–' : code(value);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(['field', 'type', 'default', 'what it is']), '| --- | --- | --- | --- |', ...rows.map(line)];
}
