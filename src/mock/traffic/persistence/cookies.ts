import type { Header } from '../contract.ts';
import { valuesOf } from '../message/headers.ts';

/** The values that a request gives for a cookie. */
export function cookiesNamed(headers: readonly Header[], name: string): readonly string[] {
  return valuesOf(headers, 'Cookie')
    .flatMap((line) => line.split(';'))
    .map((pair) => splitAt(pair.trim(), '='))
    .filter(([own]) => own === name)
    .map(([, value]) => value.replace(/^"(.*)"$/, '$1'));
}

export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** `path=/; secure`, as written. */
  readonly attributes: string;
}

export function parseSetCookie(line: string): SetCookie {
  const [pair, attributes] = splitAt(line, ';');
  const [name, value] = splitAt(pair.trim(), '=');
  return { name, value, attributes: attributes.trim() };
}

export function splitAt(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
