import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked, makeCertificate } from './certificates.ts';
import { readSpecText } from '../../src/yaml/text.ts';

const FOLDER = 'fixtures/specs';

const ca = await makeCertificate({ name: 'Fixture CA', isCa: true });
const site = await makeCertificate({
  name: 'ws.example.com',
  names: ['ws.example.com', '*.example.com'],
  by: ca,
});
const beta = await makeCertificate({ name: 'beta.example.com' });

/** Values of the environment variables that the fixtures name. */
export const FIXTURE_ENV: Readonly<Record<string, string>> = {
  MONITOR_PASSWORD: 'monitor-secret-1',
  COOKIE_PASSPHRASE: 'cookie-secret-1',
  UCS_PASSPHRASE: 'ucs-secret-1',
  PROBE_PASSWORD: 'probe-secret-1',
  SITE_CERTIFICATE: site.cert,
  SITE_KEY: locked(site, 'site-secret-1'),
  SITE_PASSPHRASE: 'site-secret-1',
  SITE_CHAIN: ca.cert,
  BETA_CERTIFICATE: beta.cert,
  BETA_KEY: beta.key,
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
