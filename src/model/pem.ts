// PEM, as files and variables of the environment hold it.

/** One block of it: what it calls itself, and its text in one spelling. */
export interface PemBlock {
  readonly label: string;
  readonly text: string;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^]*?)-----END \1-----/g;

/** Whether a text is meant to be PEM, and no name of a file. */
export function isPem(text: string): boolean {
  return text.includes('-----BEGIN ');
}

/**
 * The blocks of a text, each as the device gets it: lines of 64 letters, ended by line feeds, nothing around them.
 * Two files that differ in this only are one certificate.
 */
export function pemBlocks(text: string): PemBlock[] {
  return [...withLineEnds(text).matchAll(BLOCK)].map(([, label = '', body = '']) => ({
    label,
    text: `-----BEGIN ${label}-----\n${spelled(body)}-----END ${label}-----\n`,
  }));
}

/** A variable of a CI system often keeps line ends as the two letters `\n`. */
function withLineEnds(text: string): string {
  return /[\r\n]/.test(text.trim()) ? text : text.replaceAll('\\r', '').replaceAll('\\n', '\n');
}

/** An old encrypted key says in headers how it is encrypted, and a blank line ends them. */
function spelled(body: string): string {
  const lines = body.split(/[\r\n]+/).map((line) => line.trim());
  const headers = lines.filter((line) => line.includes(': '));
  const letters = lines
    .filter((line) => !line.includes(': '))
    .join('')
    .replaceAll(/\s/g, '');
  const folded = letters.replaceAll(/.{1,64}/g, '$&\n');
  return headers.length === 0 ? folded : `${headers.join('\n')}\n\n${folded}`;
}

export function certificatesIn(text: string): string[] {
  return pemBlocks(text).flatMap(({ label, text: one }) => (label === 'CERTIFICATE' ? [one] : []));
}

export function privateKeyIn(text: string): string | undefined {
  return pemBlocks(text).find(({ label }) => label.endsWith('PRIVATE KEY'))?.text;
}
