import { readFileSync } from 'node:fs';

/** The version of this tool, from its manifest: beside `src/` in a checkout, beside `dist/` in the package. */
export function toolVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
