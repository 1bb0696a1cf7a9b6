import type { Header } from '../contract.ts';

// Headers in the order of the wire, names as they were written.

const is = (name: string) => {
  const wanted = name.toLowerCase();
  return ([own]: Header) => own.toLowerCase() === wanted;
};

export function valueOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(is(name))?.[1];
}

export function valuesOf(headers: readonly Header[], name: string): readonly string[] {
  return headers.filter(is(name)).map(([, value]) => value);
}

export function without(headers: readonly Header[], name: string): readonly Header[] {
  const matches = is(name);
  return headers.filter((header) => !matches(header));
}

/** One header of the name, where the first one was. */
export function withValue(headers: readonly Header[], name: string, value: string): readonly Header[] {
  const matches = is(name);
  const at = headers.findIndex(matches);
  if (at < 0) return [...headers, [name, value]];
  return headers.flatMap((header, index) =>
    index === at ? [[header[0], value] as const] : matches(header) ? [] : [header],
  );
}

/** The words of a list such as `Connection: keep-alive, Upgrade`, in lower case. */
export function wordsOf(headers: readonly Header[], name: string): readonly string[] {
  return valuesOf(headers, name)
    .flatMap((value) => value.split(','))
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}
