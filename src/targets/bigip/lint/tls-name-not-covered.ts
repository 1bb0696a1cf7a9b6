import type { X509Certificate } from 'node:crypto';
import { commonName, covers } from '../../../model/certificate.ts';
import { hitsOf } from './certificates.ts';
import type { Rule } from './rule.ts';

/** A certificate for another host. */
export const tlsNameNotCovered: Rule = {
  id: 'tls/name-not-covered',
  severity: 'warning',
  explanation:
    'Clients that ask for a name get a certificate that is not for it, and end the handshake. A certificate is for the ' +
    'names of its subjectAltName; *.example.com is for one label only: ws.example.com, and not a.ws.example.com. ' +
    '(RFC 6125, 6.4)',
  check: (subject) =>
    hitsOf(
      subject,
      (leaf, { written: { serverName } }) => {
        const [name] = uncovered(leaf, serverName === undefined ? [] : [serverName]);
        if (name === undefined) return undefined;
        return {
          message: `the certificate ${commonName(leaf)} is not for ${name}, but for ${namesOf(leaf)}`,
          hint: 'have one made with this name in its subjectAltName',
        };
      },
      'serverName',
    ),
};

/** The host names of these that a certificate is not for. */
export function uncovered(certificate: X509Certificate, hosts: readonly string[]): string[] {
  return hosts.filter((host) => !covers(certificate, host));
}

function namesOf({ subjectAltName }: X509Certificate): string {
  return subjectAltName?.replaceAll('DNS:', '') ?? 'no name at all';
}
