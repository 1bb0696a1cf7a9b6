import type { Diagnostic, Source } from '../model/diagnostic.ts';
import type { Locate } from '../yaml/locate.ts';
import { printable } from '../yaml/printable.ts';
import { coreScalar, isScalar, type Scalar } from '../yaml/scalar.ts';
import { didYouMean } from '../yaml/suggest.ts';
import { isVariableName } from './template.ts';

/**
 * One variable. `null` declares it without a value, undefined one whose definition is no good, which is told
 * by itself; `source` is absent for one from the command line.
 */
export interface Variable {
  readonly value: Scalar | undefined;
  readonly source?: Source;
}

export type Variables = ReadonlyMap<string, Variable>;

export interface Definitions {
  readonly variables: Variables;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The variables that a map of scalars defines: `vars:` of a spec (`path` is `['vars']`) or a whole variables
 * file (`path` is `[]`). `undefined` defines none.
 */
export function readVariables(map: unknown, locate: Locate, path: readonly string[]): Definitions {
  const variables = new Map<string, Variable>();
  const diagnostics: Diagnostic[] = [];
  const refuse = (rule: string, message: string, source: Source): void => {
    diagnostics.push({ rule, severity: 'error', message, source });
  };
  if (map === undefined || map === null) return { variables, diagnostics };
  if (typeof map !== 'object' || Array.isArray(map)) {
    refuse('variables/not-scalar', 'variables are a map of names to values', locate(path));
    return { variables, diagnostics };
  }
  for (const [name, value] of Object.entries(map)) {
    const source = locate([...path, name]);
    const shown = `\`${printable(name)}\``;
    if (!isVariableName(name)) refuse('variables/name', `${shown} cannot be the name of a variable`, source);
    else {
      variables.set(name, { value: isScalar(value) ? value : undefined, source });
      if (!isScalar(value))
        refuse('variables/not-scalar', `the variable ${shown} must be text, a number, true or false`, source);
    }
  }
  return { variables, diagnostics };
}

/**
 * The variables of `--var name=value` flags, a later one over an earlier one. The value is read as an
 * unquoted YAML scalar, so `8001` is a number and `true` a boolean; nothing after `=` is the empty text.
 */
export function readVariableFlags(flags: readonly string[]): Definitions {
  const variables = new Map<string, Variable>();
  const diagnostics: Diagnostic[] = [];
  for (const flag of flags) {
    const at = flag.indexOf('=');
    const name = flag.slice(0, Math.max(at, 0));
    if (isVariableName(name))
      variables.set(name, { value: at + 1 < flag.length ? coreScalar(flag.slice(at + 1)) : '' });
    else diagnostics.push(badFlag(at < 0 ? 'has no `=`' : 'has no usable name before its `=`'));
  }
  return { variables, diagnostics };
}

/** One set of variables out of several; a later one wins (the spec, then files, then flags). */
export function mergeVariables(...layers: readonly Variables[]): Variables {
  return new Map(layers.flatMap((layer) => [...layer]));
}

/** A flag that changes nothing is a slip: the value that it was to change stays as it is. */
export function unusedFlags(flags: Variables, used: ReadonlySet<string>, file: string): Diagnostic[] {
  const known = used.size === 0 ? 'the spec uses no variable' : `it uses ${[...used].sort().join(', ')}`;
  return [...flags.keys()]
    .filter((name) => !used.has(name))
    .map((name) => ({
      rule: 'variables/unused-flag',
      severity: 'error',
      message: `--var ${name}=… changes nothing: the spec does not use \`\${${name}}\``,
      hint: didYouMean(name, [...used]) ?? known,
      source: { file, line: 0, column: 0 },
    }));
}

// What was given is not shown: a password may stand where the name should be.
function badFlag(problem: string): Diagnostic {
  const hint = 'write --var name=value';
  return { rule: 'variables/flag', severity: 'error', message: `a --var flag ${problem}`, hint };
}
