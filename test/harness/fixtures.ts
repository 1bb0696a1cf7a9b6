import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSpecText } from '../../src/yaml/text.ts';

const FOLDER = 'fixtures/specs';

/** Values of the environment variables that the fixtures name. */
export const FIXTURE_ENV: Readonly<Record<string, string>> = {
  MONITOR_PASSWORD: 'monitor-secret-1',
  COOKIE_PASSPHRASE: 'cookie-secret-1',
  UCS_PASSPHRASE: 'ucs-secret-1',
  PROBE_PASSWORD: 'probe-secret-1',
};

/** The paths of all specs of real situations. */
export const fixtures: readonly string[] = readdirSync(FOLDER)
  .filter((file) => /\.(ya?ml|json)$/.test(file))
  .sort()
  .map((file) => join(FOLDER, file));

/** A fixture as the plain value that its text holds, before variables and the schema. */
export async function plainValue(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readSpecText(readFileSync(file, 'utf8'), file);
  if (Array.isArray(text)) throw new Error(JSON.stringify(text));
  return text.value;
}
