import type { ByteSource } from './source.ts';

/** The text of a head with the blank line behind it; or why there is none. */
export type HeadText = { readonly text: string } | { readonly none: 'end' | 'cut' | 'oversize' | 'garbage' };

const END = /\r?\n\r?\n/;

/**
 * Reads a head of at most `limit` bytes. Blank lines before it are dropped (RFC 9112, 2.2). What cannot become a head is
 * told at once: `begins` is tried on the first bytes.
 */
export async function readHead(source: ByteSource, limit: number, begins: RegExp): Promise<HeadText> {
  let text = '';
  for (;;) {
    const chunk = await source.next();
    if (!chunk) return { none: text === '' ? 'end' : 'cut' };
    text += chunk.toString('latin1');
    text = text.replace(/^(\r?\n)+/, '');
    if (!/^\r?$/.test(text) && !begins.test(text)) {
      source.unread(Buffer.from(text, 'latin1'));
      return { none: 'garbage' };
    }
    const end = END.exec(text.slice(0, limit + 4));
    if (end) {
      const length = end.index + end[0].length;
      source.unread(Buffer.from(text.slice(length), 'latin1'));
      return { text: text.slice(0, length) };
    }
    if (text.length > limit) {
      source.unread(Buffer.from(text, 'latin1'));
      return { none: 'oversize' };
    }
  }
}

/** A method and a blank, as far as they are there. */
export const BEGINS_REQUEST = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}( |$)/;
export const BEGINS_RESPONSE = /^H($|T($|T($|P($|\/))))/;
