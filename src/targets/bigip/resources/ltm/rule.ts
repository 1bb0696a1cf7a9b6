import type { Field } from '../field.ts';
import { defineResource } from '../resource.ts';
import { fresh } from '../impact.ts';

export const ltmRule = defineResource({
  kind: 'ltm/rule',
  label: 'iRule',
  builtIn: ['_sys_https_redirect'],
  after: ['ltm/pool', 'ltm/node', 'auth/partition', 'sys/folder'],
  fields: { apiAnonymous: ruleText() },
});

/**
 * The text of an iRule as the device keeps it: trimmed at both ends, inner white space and comments as
 * they are (device-facts: irule-text). The lines that sign a rule are the device's own.
 */
function ruleText(): Field {
  return {
    read: (raw) => canonicalRule(typeof raw.apiAnonymous === 'string' ? raw.apiAnonymous : ''),
    write: (value) => ({ apiAnonymous: value }),
    ...fresh,
  };
}

export function canonicalRule(text: string): string {
  return text
    .replaceAll(/\r+\n/g, '\n')
    .replace(/\n?definition-(?:signature|checksum) \S+\s*$/g, '')
    .trim();
}
