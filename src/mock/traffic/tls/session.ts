import { createHash } from 'node:crypto';

/**
 * A name of a TLS session that is the same when the client resumes it: a digest of its master secret, the fifth part of
 * the session as OpenSSL writes it (version, TLS version, cipher, id, secret). The id itself is empty where the client
 * holds a ticket. A session of TLS 1.3 is resumed with another secret each time, so it has no name.
 */
export function sessionName(session: Buffer | undefined, protocol: string | null): string | undefined {
  if (!session || protocol === 'TLSv1.3') return undefined;
  const secret = partOf(session, 4);
  return secret && createHash('sha256').update(secret).digest('hex');
}

/** One element of the sequence that a text of DER holds. */
function partOf(der: Buffer, index: number): Buffer | undefined {
  let at = contentOf(der, 0)?.start;
  for (let count = 0; at !== undefined; count++) {
    const content = contentOf(der, at);
    if (!content) return undefined;
    if (count === index) return der.subarray(content.start, content.end);
    at = content.end;
  }
  return undefined;
}

function contentOf(der: Buffer, at: number): { readonly start: number; readonly end: number } | undefined {
  const first = der[at + 1];
  if (first === undefined) return undefined;
  if (first < 128) return { start: at + 2, end: at + 2 + first };
  const size = first & 127;
  if (size === 0 || size > 4 || at + 2 + size > der.length) return undefined;
  return { start: at + 2 + size, end: at + 2 + size + der.readUIntBE(at + 2, size) };
}
