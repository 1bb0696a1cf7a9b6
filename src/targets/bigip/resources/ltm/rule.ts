import { asText, type ConfigObject } from '../../../../model/object.ts';
import { ruleReferences } from '../../../../model/rule-references.ts';
import type { Reference } from '../../../../plan/kind.ts';
import type { Field } from '../field.ts';
import { partitionOf } from '../object-path.ts';
import { defineResource, references } from '../resource.ts';
import { fresh } from '../impact.ts';

const fields = { apiAnonymous: ruleText() };

export const ltmRule = defineResource({
  kind: 'ltm/rule',
  label: 'iRule',
  purpose:
    'Code that a virtual server runs on its connections. Without one, or an HTTP profile that knows WebSockets, an upgrade is lost.',
  howTo: 'step 10',
  builtIn: ['_sys_https_redirect'],
  after: ['ltm/pool', 'ltm/snatpool', 'ltm/node', 'ltm/data-group/internal', 'auth/partition', 'sys/folder'],
  fields,
  refs: (object) => [...references(fields, object), ...named(object)],
});

/**
 * What the text names. A bare name outside of /Common is the own partition's or /Common's, and which one
 * only the device can say; a virtual server that is named refers to rules itself.
 */
function named({ path, fields: { apiAnonymous } }: ConfigObject): Reference[] {
  return ruleReferences(asText(apiAnonymous))
    .filter(({ kinds }) => !kinds.includes('ltm/virtual'))
    .filter(({ name }) => name.startsWith('/') || partitionOf(path) === 'Common')
    .map(({ kinds, name }) => ({ kinds, path: name.startsWith('/') ? name : `/Common/${name}` }))
    .filter((reference) => reference.path !== path);
}

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
