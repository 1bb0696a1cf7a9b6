import { commonName, isSelfSigned, isSignedBy } from '../../../model/certificate.ts';
import { hitsOf } from './certificates.ts';
import type { Rule } from './rule.ts';

/** A chain that does not lead from the certificate to its root. */
export const tlsBrokenChain: Rule = {
  id: 'tls/broken-chain',
  severity: 'warning',
  explanation:
    'A chain holds, in this order, who signed the certificate, who signed that one, and so on; the root may be left ' +
    'out. With a link that is missing or belongs to another certificate, browsers that know the missing one by chance ' +
    'go on, and all other clients end the handshake. (RFC 5246, 7.4.2)',
  check: (subject) =>
    hitsOf(
      subject,
      (leaf, { chain }) => {
        if (chain.length === 0 || isSelfSigned(leaf)) return undefined;
        const links = [leaf, ...chain];
        const broken = links.findIndex((one, index) => {
          const next = links[index + 1];
          return next !== undefined && !isSignedBy(one, next);
        });
        const [one, next] = [links[broken], links[broken + 1]];
        if (!one || !next) return undefined;
        return {
          message: `the chain does not lead on: ${commonName(one)} was not signed by ${commonName(next)}`,
          hint: 'put in the chain that came with the certificate, who signed it first',
        };
      },
      'chain',
    ),
};
