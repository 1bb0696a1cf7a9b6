import type { KindDefinition } from '../../objects/kind.ts';
import { enabled, number, text, trueFalse, word } from '../../objects/values.ts';
import { singleton } from '../parts/singleton.ts';

// Settings of which there is one of each. Keys and defaults as recorded on 13.1 (fixtures of F5's Ansible
// collection) and 14.1.2.1 (genieparser).

const passwordPolicy = singleton('auth/password-policy', {
  description: text(),
  expirationWarning: number(7, { min: 1, max: 255 }),
  maxDuration: number(99999, { min: 1, max: 99999 }),
  maxLoginFailures: number(0, { max: 65535 }),
  minDuration: number(0, { max: 255 }),
  minimumLength: number(6, { min: 6, max: 255 }),
  passwordMemory: number(0, { max: 127 }),
  policyEnforcement: enabled('enabled'),
  requiredLowercase: number(0, { max: 127 }),
  requiredNumeric: number(0, { max: 127 }),
  requiredSpecial: number(0, { max: 127 }),
  requiredUppercase: number(0, { max: 127 }),
});

const source = singleton('auth/source', {
  fallback: trueFalse('false'),
  type: word(['local', 'active-directory', 'cert-ldap', 'krbdelegate', 'ldap', 'radius', 'tacacs'], 'local', {
    also: { clientcert: 'cert-ldap' },
  }),
});

export const authSettings: readonly KindDefinition[] = [passwordPolicy, source];
