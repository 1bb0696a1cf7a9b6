import { escapeText } from './escape.ts';
import { withoutFormer } from './former-secret.ts';
import { mapMembers } from './map-members.ts';

/** What is shown in the place of a secret. */
export const MASK = '***';

/** Shorter values are too common in any text to be masked without making it unreadable. */
const SHORTEST_MASKED = 4;

/** Masks the secrets it has been told of. */
export interface Masker {
  readonly hide: (secrets: readonly string[]) => void;
  /** A text with every hidden secret masked, in each form that it may take on its way to a message. */
  readonly mask: (text: string) => string;
}

export function createMasker(): Masker {
  const forms = new Set<string>();
  return {
    hide: (secrets) => {
      for (const secret of secrets) {
        if (secret.length >= SHORTEST_MASKED) for (const form of formsOf(secret)) forms.add(form);
      }
    },
    mask: (text) => maskRanges(text, rangesOf(text, forms)),
  };
}

type Range = readonly [start: number, end: number];

/** Where secrets stand, also where one overlaps another and where a text was clipped inside of one. */
function rangesOf(text: string, forms: ReadonlySet<string>): Range[] {
  const ranges: Range[] = [];
  const clips = placesOf(text, CLIPPED);
  for (const form of forms) {
    let open: [start: number, end: number] | undefined;
    for (const at of placesOf(text, form)) {
      if (open && at < open[1]) open[1] = at + form.length;
      else ranges.push((open = [at, at + form.length]));
    }
    for (const end of clips) {
      const start = beginningOf(text, end, form);
      if (start !== undefined) ranges.push([start, end]);
    }
  }
  return ranges.sort(([one], [other]) => one - other);
}

const NOWHERE: readonly number[] = [];

/** Where a part starts in a text, overlapping itself or not. */
function placesOf(text: string, part: string): readonly number[] {
  let at = part.length > text.length ? -1 : text.indexOf(part);
  if (at < 0) return NOWHERE;
  const places: number[] = [];
  for (; at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}

/** What is put where a text was clipped. */
const CLIPPED = '…';

/** Where the longest beginning of a secret starts that ends at a place. */
function beginningOf(text: string, end: number, form: string): number | undefined {
  const longest = Math.min(form.length, end);
  for (let length = longest; length >= SHORTEST_MASKED; length--)
    if (text.startsWith(form.slice(0, length), end - length)) return end - length;
  return undefined;
}

/** The text with one mask for all that overlaps. */
function maskRanges(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  let shown = '';
  let done = 0;
  for (let index = 0; index < ranges.length;) {
    const [start, first] = ranges[index] ?? [text.length, text.length];
    let end = first;
    for (index++; (ranges[index]?.[0] ?? end) < end; index++) end = Math.max(end, ranges[index]?.[1] ?? 0);
    shown += text.slice(done, start) + MASK;
    done = end;
  }
  return shown + text.slice(done);
}

/** The forms that a secret may take before it is masked: escaped for JSON, HTML, a URL, a message; in base64. */
function formsOf(secret: string): string[] {
  const url = encodeURIComponent(wellFormed(secret));
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    secret.replaceAll('\r\n', '\n'),
    json,
    JSON.stringify(json).slice(1, -1),
    escapeText(secret),
    html(secret),
    url,
    url.replaceAll('%20', '+'),
    url.replaceAll(/%[0-9A-F]{2}/g, (one) => one.toLowerCase()),
    ...base64Of(secret),
  ].filter((form) => form.length >= SHORTEST_MASKED);
}

function html(secret: string): string {
  return secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Behind nothing, one and two bytes of something else, as in `user:password` of Basic authentication. */
function base64Of(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    // What neighbours decide too is left out: the first characters, and the last one of an open group.
    const inside = (text: string): string =>
      text.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, before === 0 ? undefined : -1);
    return [inside(bytes.toString('base64')), inside(bytes.toString('base64url'))];
  });
}

/** Members whose values are words of this tool or places that the user named, not values of a spec or device. */
const LITERAL = new Set(
  'action kind impact severity rule file method tmos type did check verdict step'.split(' '),
);

/** Members that hold values of a spec or a device, whose own members may have any name. */
const VALUES = new Set(['before', 'after', 'body']);

/**
 * Plain data with the texts in it masked: values only, so that a document stays what it is. Keys and the
 * members that hold words of this tool are never touched.
 */
export function maskData<T>(data: T, mask: (text: string) => string): T;
export function maskData(data: unknown, mask: (text: string) => string): unknown {
  return masked(data, mask, false);
}

function masked(data: unknown, mask: (text: string) => string, isValue: boolean): unknown {
  if (typeof data === 'string') return mask(data);
  if (typeof data !== 'object' || data === null) return data;
  return mapMembers(data, (value, key) => {
    const literal = !isValue && typeof value === 'string' && LITERAL.has(key);
    const known = !isValue && key === 'before' ? formerOf(data, mask) : value;
    return literal ? value : masked(known, mask, isValue || VALUES.has(key));
  });
}

/** The value that a change takes away, without what is likely a secret of before. */
function formerOf(change: object, mask: (text: string) => string): unknown {
  const { before, after }: { before?: unknown; after?: unknown } = change;
  return withoutFormer(before, after, masked(after, mask, true));
}

/** A text without halves of surrogate pairs, which no URL can hold. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
