import { fileURLToPath } from 'node:url';

/** The path of a file below `templates/`: beside `src/` in a checkout, beside `dist/` where it is installed. */
export function shipped(name: string): string {
  return fileURLToPath(new URL(`../templates/${name}`, import.meta.url));
}
