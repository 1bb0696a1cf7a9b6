import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** A persistence cookie that anybody can read the member's address from. */
export const cookieTellsAddress: Rule = {
  id: 'virtual/cookie-tells-address',
  severity: 'note',
  explanation:
    'The persistence cookie holds address and port of the member in a simple encoding (K6917), and is named ' +
    'after the pool. Encryption hides the address (K14784): persistence: { type: cookie, encryption: required, ' +
    'passphrase: ${env:NAME} }; cookieName hides the pool.',
  check: (subject) =>
    virtualsOf(subject)
      .filter(
        ({ written: { persistence } }) =>
          persistence === 'cookie' ||
          (typeof persistence === 'object' &&
            persistence.type === 'cookie' &&
            persistence.encryption === 'disabled'),
      )
      .map(({ at, name }) => ({
        at: [...at, 'persistence'],
        message: `${name}: the persistence cookie tells clients the addresses of the members`,
        hint: 'persistence: { type: cookie, encryption: required, passphrase: "${env:NAME}" }',
      })),
};
