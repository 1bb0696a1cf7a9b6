import type { X509Certificate } from 'node:crypto';
import type { SpecPath } from '../../../model/object.ts';
import { commonName, readCertificate } from '../../../model/certificate.ts';
import type { OwnClient } from '../../../spec/schema/virtual/tls.ts';
import { type Material, materialOf } from '../desired/virtual/tls.ts';
import type { Hit, Subject } from './rule.ts';

/** A certificate of the spec, with what stands beside it. */
export interface CertificateView {
  /** The virtual server. */
  readonly name: string;
  readonly at: SpecPath;
  readonly written: OwnClient;
  readonly material: Material;
  /** Absent where it is none. */
  readonly leaf: X509Certificate | undefined;
  /** Those that can be read. */
  readonly chain: readonly X509Certificate[];
  readonly warnDays: number;
}

/** Nearly every rule about TLS asks for the same views. */
const views = new WeakMap<Subject, readonly CertificateView[]>();

export function certificatesOf(subject: Subject): readonly CertificateView[] {
  const known = views.get(subject) ?? viewsOf(subject);
  views.set(subject, known);
  return known;
}

function viewsOf({ spec, files }: Subject): CertificateView[] {
  return Object.entries(spec.virtualServers).flatMap(([name, { tls }]) =>
    tls.client.flatMap(({ own, at }): CertificateView[] => {
      if (!own) return [];
      const material = materialOf(own, files);
      return [
        {
          name,
          at: ['virtualServers', name, 'tls', ...at],
          written: own,
          material,
          leaf: readCertificate(material.leaf),
          chain: material.chain.flatMap((one) => readCertificate(one) ?? []),
          warnDays: tls.warnDays,
        },
      ];
    }),
  );
}

/** What is to be said of a certificate, at its field. */
export function hitsOf(
  subject: Subject,
  check: (leaf: X509Certificate, view: CertificateView) => Omit<Hit, 'at'> | undefined,
  field: 'certificate' | 'chain' | 'serverName' = 'certificate',
): Hit[] {
  return certificatesOf(subject).flatMap((view) => {
    const found = view.leaf && check(view.leaf, view);
    return found ? [{ ...found, message: `${view.name}: ${found.message}`, at: [...view.at, field] }] : [];
  });
}

/** The certificate and those of its chain, each with what it is called. */
export function allOf(view: CertificateView): { readonly one: X509Certificate; readonly called: string }[] {
  const called = (what: string, one: X509Certificate) => ({ one, called: `${what} ${commonName(one)}` });
  return [
    ...(view.leaf ? [called('the certificate', view.leaf)] : []),
    ...view.chain.map((one) => called('the certificate of the chain', one)),
  ];
}

/** A day, as certificates tell it. */
export function day(text: string): string {
  return new Date(text).toISOString().slice(0, 10);
}
