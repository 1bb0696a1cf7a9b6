import type { X509Certificate } from 'node:crypto';
import { commonName, covers } from '../../../model/certificate.ts';
import type { SpecPath } from '../../../model/object.ts';
import type { VirtualServer } from '../../../spec/schema/schema.ts';
import { certificatesOf, hitsOf } from './certificates.ts';
import type { Hit, Rule, Subject } from './rule.ts';

/** A certificate for another host than clients ask for. */
export const tlsNameNotCovered: Rule = {
  id: 'tls/name-not-covered',
  severity: 'warning',
  explanation:
    'Clients that ask for a name get a certificate that is not for it, and end the handshake. A certificate is for the ' +
    'names of its subjectAltName; *.example.com is for one label only: ws.example.com, and not a.ws.example.com. ' +
    'What routes match as host, and where redirectHttp leads, must be a name of one of the certificates. ' +
    '(RFC 6125, 6.4)',
  check: (subject) => [...serverNames(subject), ...hosts(subject)],
};

const HINT = 'have one made with this name in its subjectAltName';

function serverNames(subject: Subject): Hit[] {
  return hitsOf(
    subject,
    (leaf, { written: { serverName } }) =>
      serverName === undefined || covers(leaf, serverName)
        ? undefined
        : {
            message: `the certificate ${commonName(leaf)} is not for ${serverName}, but for ${namesOf(leaf)}`,
            hint: HINT,
          },
    'serverName',
  );
}

/** Nothing is said where one of the certificates is known to the device only, or cannot be read. */
function hosts(subject: Subject): Hit[] {
  return Object.entries(subject.spec.virtualServers).flatMap(([name, virtual]) => {
    const leaves = certificatesOf(subject).flatMap((view) => (view.name === name ? (view.leaf ?? []) : []));
    if (leaves.length === 0 || leaves.length < virtual.tls.client.length) return [];
    return hostsOf(virtual)
      .filter(({ host }) => !leaves.some((leaf) => covers(leaf, host)))
      .map(({ host, at }) => ({
        at: ['virtualServers', name, ...at],
        message: `${name}: no certificate here is for ${host}, but for ${leaves.map(namesOf).join(', ')}`,
        hint: HINT,
      }));
  });
}

function hostsOf({ routes, redirectHttp }: VirtualServer): { host: string; at: SpecPath }[] {
  const routed = routes.flatMap((route, index) =>
    (route.host ?? []).map((host) => ({ host, at: ['routes', index, 'host'] })),
  );
  const led = redirectHttp ? redirectHttp.host : undefined;
  return [...routed, ...(led === undefined ? [] : [{ host: led, at: ['redirectHttp', 'host'] }])];
}

function namesOf({ subjectAltName }: X509Certificate): string {
  return subjectAltName?.replaceAll('DNS:', '') ?? 'no name at all';
}
