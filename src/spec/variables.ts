import type { Diagnostic, Source } from '../model/diagnostic.ts';
import type { Variables } from './definitions.ts';
import type { Locate, SpecPath } from '../yaml/locate.ts';
import type { Scalar } from '../yaml/scalar.ts';
import { didYouMean } from '../yaml/suggest.ts';
import { readTemplate, type Piece } from './template.ts';

const MAX_DEPTH = 100;

export interface ResolveOptions {
  readonly vars: Variables;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names of environment variables whose values may be shown. */
  readonly publicEnv?: readonly string[];
  readonly locate: Locate;
}

export interface Resolved {
  readonly value: unknown;
  /** Every non-empty value taken from the environment that is not public, to be masked in all output. */
  readonly secrets: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where a reference without a value was left standing: whatever a schema says of it is no news. */
  readonly unresolved: readonly SpecPath[];
  /** Every variable that is asked for, by a value or by a variable that a value asks for. */
  readonly used: ReadonlySet<string>;
}

/** Keys of the spec whose values define variables rather than use them. */
const DEFINING = ['vars', 'publicEnv'];

/** What all interpolations of a spec may write together: variables that double each other stop here. */
const MAX_WRITTEN = 16 * 1024 * 1024;

/**
 * Replaces `${name}` and `${env:NAME}` in the scalar values (never the keys) of a spec. A value that is one
 * `${name}` and nothing else takes the variable's type; a value from the environment is always text. The
 * values of `vars` and `publicEnv` at the root stay as they are, and only variables in use are looked at.
 * All problems at once, as `variables/…`; where there is one, the reference stays as it was written.
 */
export function resolveVariables(value: unknown, options: ResolveOptions): Resolved {
  const resolver = new Resolver(options);
  const resolved = resolver.root(value);
  const { diagnostics, unresolved, used } = resolver;
  return { value: resolved, secrets: [...resolver.secrets], diagnostics, unresolved, used };
}

class Resolver {
  readonly secrets = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];
  readonly unresolved: SpecPath[] = [];
  readonly used = new Set<string>();
  readonly #options: ResolveOptions;
  readonly #containers = new Map<object, unknown>();
  readonly #variables = new Map<string, Scalar | undefined>();
  readonly #open: string[] = [];
  #written = 0;

  constructor(options: ResolveOptions) {
    this.#options = options;
  }

  root(value: unknown): unknown {
    if (!isMap(value)) return this.#value(value, []);
    return mapValues(value, (item, key) => (DEFINING.includes(key) ? item : this.#value(item, [key])));
  }

  /** What aliases share is resolved once and stays shared. */
  #value(value: unknown, path: SpecPath): unknown {
    if (typeof value === 'string') return this.#text(value, path);
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#containers.get(value);
    if (known !== undefined) return known;
    const resolved = Array.isArray(value)
      ? value.map((item: unknown, index) => this.#value(item, [...path, index]))
      : isMap(value)
        ? mapValues(value, (item, key) => this.#value(item, [...path, key]))
        : value;
    this.#containers.set(value, resolved);
    return resolved;
  }

  #text(text: string, path: SpecPath): Scalar {
    const resolved = this.#template(text, () => this.#options.locate(path, 'value'));
    if (resolved === undefined) this.unresolved.push(path);
    return resolved ?? text;
  }

  /** Undefined where a reference has no value; the reason is reported. */
  #template(text: string, where: () => Source | undefined): Scalar | undefined {
    if (!text.includes('${')) return text;
    const pieces = readTemplate(text);
    const values = pieces.map((piece) => this.#piece(piece, where));
    if (values.length === 1) return values[0];
    if (values.includes(undefined)) return undefined;
    return this.#join(values, where);
  }

  #join(values: readonly (Scalar | undefined)[], where: () => Source | undefined): string | undefined {
    const before = this.#written;
    for (const value of values) this.#written += String(value).length;
    if (this.#written <= MAX_WRITTEN) return values.join('');
    if (before <= MAX_WRITTEN)
      this.#report('variables/too-large', 'the variables expand to over 16 MiB', where);
    return undefined;
  }

  #piece(piece: Piece, where: () => Source | undefined): Scalar | undefined {
    if (piece.kind === 'text') return piece.text;
    if (piece.kind === 'bad') this.#report(piece.rule, piece.message, where, piece.hint);
    else return piece.kind === 'env' ? this.#env(piece.name, where) : this.#variable(piece.name, where);
    return undefined;
  }

  #env(name: string, where: () => Source | undefined): string | undefined {
    const { env, publicEnv = [] } = this.#options;
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value === undefined) {
      this.#report('variables/env-unset', `the environment variable ${name} is not set`, where);
    } else if (value !== '' && !publicEnv.includes(name)) this.secrets.add(value);
    return value;
  }

  #variable(name: string, where: () => Source | undefined): Scalar | undefined {
    this.used.add(name);
    const variable = this.#options.vars.get(name);
    if (variable === undefined) {
      const hint =
        didYouMean(name, [...this.#options.vars.keys()]) ?? `define it under vars: or with --var ${name}=…`;
      this.#report('variables/unknown', `no variable \`${name}\` is defined`, where, hint);
      return undefined;
    }
    if (variable.value === undefined) return undefined;
    if (this.#open.includes(name)) {
      const circle = [...this.#open.slice(this.#open.indexOf(name)), name].join(' → ');
      this.#report('variables/cycle', `the variable \`${name}\` stands for itself: ${circle}`, where);
      return undefined;
    }
    if (variable.value === null) {
      this.#report(
        'variables/no-value',
        `the variable \`${name}\` has no value`,
        where,
        `--var ${name}=… gives it one`,
      );
      return undefined;
    }
    return this.#memoised(name, variable.value, () => variable.source ?? where());
  }

  #memoised(name: string, value: Scalar, where: () => Source | undefined): Scalar | undefined {
    if (this.#variables.has(name)) return this.#variables.get(name);
    if (this.#open.length >= MAX_DEPTH) {
      this.#report('variables/cycle', `variables stand for each other more than ${MAX_DEPTH} deep`, where);
      return undefined;
    }
    this.#open.push(name);
    const resolved = typeof value === 'string' ? this.#template(value, where) : value;
    this.#open.pop();
    this.#variables.set(name, resolved);
    return resolved;
  }

  #report(rule: string, message: string, where: () => Source | undefined, hint?: string): void {
    const source = where();
    this.diagnostics.push({
      rule,
      severity: 'error',
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(source === undefined ? {} : { source }),
    });
  }
}

/** A copy with other values; a key `__proto__` stays a plain key. */
function mapValues(
  map: Readonly<Record<string, unknown>>,
  change: (value: unknown, key: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
