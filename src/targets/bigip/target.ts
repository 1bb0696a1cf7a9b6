import { parseVersion, version } from '../../model/version.ts';
import type { Target } from '../../run/target.ts';
import { backendsOf } from './backends.ts';
import { desiredObjects } from './desired.ts';
import { checkRules, explanations } from './lint/registry.ts';
import { returnPath } from './lint/return-path.ts';
import { SUPPRESSED } from './lint/suppress.ts';
import { renderObjects } from './render.ts';
import { kinds } from './resources/registry.ts';
import { servicesOf } from './services.ts';

/** F5 BIG-IP, over iControl REST. */
export const bigip: Target = {
  name: 'bigip',
  kinds,
  // An LTS release that is supported.
  assumedVersion: '17.1.2',
  isVersion: (text) => parseVersion(text) !== undefined,
  desired: (input) => desiredObjects(input.spec, version(input.version), input.files),
  lint: (input) => checkRules({ ...input, version: version(input.version) }),
  lintRules: explanations,
  services: servicesOf,
  backends: backendsOf,
  answeredPast: (input) =>
    checkRules({ ...input, version: version(input.version) })
      .filter(({ rule, message }) => rule === returnPath.id && !message.includes(SUPPRESSED))
      .map(({ at }) => String(at[1])),
  render: renderObjects,
  connect: async (options) => (await import('./connection.ts')).connect(options),
};
