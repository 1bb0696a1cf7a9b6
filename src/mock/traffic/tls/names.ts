import { X509Certificate } from 'node:crypto';
import { textAt } from '../../wire/json.ts';
import type { ProfileView } from '../view.ts';

/** A client-ssl profile with the certificate that it presents. */
export interface Candidate {
  readonly profile: ProfileView;
  readonly certificate: string | undefined;
}

/**
 * Which client-ssl profile answers to a name: the one whose server-name it is, then one with a wildcard, then one whose
 * certificate is for it [inferred], then the default for SNI, then the first. `undefined`: none may, since a profile
 * requires a name that it knows.
 */
export function profileFor(
  name: string | undefined,
  candidates: readonly Candidate[],
): ProfileView | undefined {
  const wanted = name?.toLowerCase();
  const fallback = candidates.find(({ profile }) => profile.props.sniDefault === 'true') ?? candidates[0];
  if (wanted !== undefined) {
    const match =
      candidates.find(({ profile }) => serverName(profile) === wanted) ??
      candidates.find(({ profile }) => isWildcardOf(serverName(profile), wanted)) ??
      candidates.find(
        ({ profile, certificate }) => serverName(profile) === undefined && isFor(certificate, wanted),
      );
    if (match) return match.profile;
  }
  return fallback?.profile.props.sniRequire === 'true' ? undefined : fallback?.profile;
}

function serverName({ props }: ProfileView): string | undefined {
  const said = textAt(props, 'serverName') ?? 'none';
  return said === 'none' || said === '' ? undefined : said.toLowerCase();
}

function isWildcardOf(pattern: string | undefined, name: string): boolean {
  if (!pattern?.startsWith('*.')) return false;
  const rest = name.slice(name.indexOf('.'));
  return name.includes('.') && rest === pattern.slice(1);
}

function isFor(certificate: string | undefined, name: string): boolean {
  if (certificate === undefined) return false;
  return new X509Certificate(certificate).checkHost(name, { subject: 'always' }) !== undefined;
}
