import { isBuiltIn } from '../resources/built-in.ts';
import type { Rule } from './rule.ts';
import { virtualsOf } from './virtuals.ts';

/** SNAT without X-Forwarded-For: the members never learn who the clients are. */
export const noClientAddress: Rule = {
  id: 'virtual/no-client-address',
  severity: 'warning',
  explanation:
    'With SNAT the members see an address of the BIG-IP instead of the client’s: in logs, in limits by ' +
    'address, in access rules. X-Forwarded-For carries it in the handshake; that is once for each WebSocket, ' +
    'which is enough. The members must be told to trust the header from the self IP. (K4816)',
  check: (subject) =>
    virtualsOf(subject)
      .filter(({ written, http }) => http && written.snat !== 'none' && !written.xForwardedFor)
      // An HTTP profile of the device may insert the header itself.
      .filter(({ written }) => isBuiltIn(['ltm/profile/http'], written.httpProfile))
      .map(({ at, name }) => ({
        at: [...at, 'snat'],
        message: `${name}: with SNAT the members never see the addresses of the clients`,
        hint: 'add xForwardedFor: true',
      })),
};
