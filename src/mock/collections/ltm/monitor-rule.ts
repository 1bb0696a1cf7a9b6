import { notFound, tmsh } from '../../wire/errors.ts';
import type { Json } from '../../wire/json.ts';
import type { ValueContext, Property } from '../../objects/kind.ts';
import { resolveName } from '../../objects/references.ts';
import { invalid } from '../../objects/values.ts';

// The `monitor` of a node, pool or member: one name, `a and b`, or `min 1 of { a b }` (device-facts: monitor-strings).

interface Options {
  /** Nodes and members have the word `default`, and it is what they start with. */
  readonly inheriting?: boolean;
}

/** What nodes and members read once set to none: without it they would inherit (device-facts: monitor-none). */
const NONE = '/Common/none';

const pathsIn = (value: Json) =>
  typeof value === 'string' ? (value.match(/\/[^\s{}]+/g) ?? []).filter((path) => path !== NONE) : [];

export function monitorRule({ inheriting = false }: Options = {}): Property {
  return {
    ...(inheriting ? { initial: 'default' } : {}),
    normalise: (value, context) => {
      if (typeof value !== 'string') throw invalid(context.property, value);
      const input = value.trim();
      if (input === '' || input === 'none' || input === NONE)
        return inheriting ? noneText(context) : undefined;
      if (input === 'default' || input === '/Common/default') return inheriting ? 'default' : undefined;
      return written(input, context);
    },
    reference: {
      family: 'monitor',
      link: false,
      targets: pathsIn,
      missing: (target) => notFound('monitor', target),
    },
  };
}

function noneText({ tmos }: ValueContext): string {
  return tmos.atLeast('14.0') ? NONE : `${NONE} `;
}

function written(input: string, context: ValueContext): string {
  const atLeast = /^min\s+(\d+)\s+of\s+(\{?)([^{}]*)\}?$/.exec(input);
  if (!atLeast) {
    const names = input.split(/\s+and\s+/).map((name) => resolved(name.trim(), context));
    // A blank after the last name is captured from 12.0.0 to 13.0.0, and none on 14.1.2.1.
    return names.join(' and ') + (context.tmos.atLeast('14.0') ? '' : ' ');
  }
  const [, count = '1', brace = '', list = ''] = atLeast;
  // Writing the braces back as they were read fails on many versions (ID645289).
  if (brace !== '' && !context.tmos.atLeast('16.0')) throw tmsh('unexpected argument "{"');
  const names = list
    .trim()
    .split(/\s+/)
    .map((name) => resolved(name, context));
  if (Number(count) < 1 || Number(count) > names.length) throw invalid(context.property, input);
  return `min ${count} of { ${names.join(' ')} }`;
}

function resolved(name: string, context: ValueContext): string {
  if (!/^[\w./:%-]+$/.test(name)) throw invalid(context.property, name);
  return resolveName(name, 'monitor', context);
}

/** Whether there is anything that watches. */
export function hasMonitor(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== 'default' && value.trim() !== NONE;
}

/** As statistics spell it: without braces (captured 16.0.0). */
export function monitorText(value: Json | undefined): string {
  return typeof value === 'string' && hasMonitor(value)
    ? value.replace(/[{}]/g, '').replace(/\s+/g, ' ').trim()
    : 'none';
}
