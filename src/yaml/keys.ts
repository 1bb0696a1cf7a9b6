import { SCALAR_STYLE, type ScalarStyle } from 'js-yaml';
import type { Problem } from './problem.ts';
import { coreScalar } from './scalar.ts';

interface Refusal {
  readonly reason: string;
  readonly hint?: string;
}

/**
 * The name that a scalar key stands for. An unquoted number is taken by its text if reading and writing it
 * gives the same text (`1.1`, `8080`) and refused otherwise (`1.10` would become `1.1`).
 */
export function keyText(text: string, scalar: { style: ScalarStyle; tagStart: number }): string | Refusal {
  if (scalar.style !== SCALAR_STYLE.PLAIN || scalar.tagStart >= 0) return text;
  if (text === '<<') return { reason: 'merge keys (`<<`) are not part of YAML 1.2', hint: 'repeat the keys' };
  const value = coreScalar(text);
  if (typeof value === 'string' || (typeof value === 'number' && String(value) === text)) return text;
  if (text === '') return { reason: 'it is empty', hint: 'write a name before the `:`' };
  const kind = value === null ? 'null' : typeof value === 'number' ? `the number ${value}` : 'true or false';
  return { reason: `\`${text}\` unquoted means ${kind}`, hint: `quote it: "${text}"` };
}

/** The problem with a key that is not a name. */
export function badKey(reason: string, offset: number, hint = 'write the key as text'): Problem {
  return { rule: 'syntax/key', message: `this is not a usable key: ${reason}`, hint, offset };
}

/** The problem with a tag such as `!secret` or `!!binary`. */
export function badTag(tag: string, offset: number): Problem {
  return {
    rule: 'syntax/tag',
    message: `the tag \`${tag.slice(0, 40)}\` is not supported`,
    hint: 'remove the tag; quote the value if it starts with `!`',
    offset,
  };
}
