import { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { textAt } from '../../wire/json.ts';
import type { ResetCause } from '../contract.ts';
import type { Tmos } from '../../tmos.ts';
import type { KeyFiles, ProfileView } from '../view.ts';
import { certificatesIn, isTrusted } from './authority.ts';
import type { Contexts } from './contexts.ts';
import { handshake } from './handshake.ts';

export interface ServerTls {
  /** The first server-ssl profile of the virtual server; undefined: members are spoken to in the clear. */
  readonly profile: ProfileView | undefined;
  readonly files: KeyFiles;
  readonly tmos: Tmos;
  readonly contexts: Contexts;
  readonly timeScale: number;
}

/** Puts TLS on a connection to a member. */
export async function secureServer(
  server: Duplex,
  asked: ServerTls,
): Promise<{ readonly stream: Duplex } | { readonly cause: ResetCause }> {
  const { profile } = asked;
  if (profile?.props.mode === 'disabled' || !profile) return { stream: server };
  const { context, authorities } = asked.contexts.of(profile, asked.files, asked.tmos);
  const name = said(profile, 'serverName');
  const socket = connect({
    socket: server,
    secureContext: context,
    // What the profile says of certificates is looked at below.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    ...(name === undefined ? {} : { servername: name }),
  });
  const cause = await handshake(socket, profile, asked.timeScale);
  if (cause !== undefined) return { cause };
  if (!isGood(socket, profile, `${authorities ?? ''}\n${asked.files.trusted}`))
    return { cause: 'SSL handshake error' };
  return { stream: socket };
}

/**
 * With `require` the certificate must go back to the CA file, where untrusted and expired ones are dropped, and be for
 * `authenticate-name` where that is set; the name in the handshake is not looked at.
 */
function isGood(socket: TLSSocket, profile: ProfileView, authorities: string): boolean {
  if (profile.props.peerCertMode !== 'require') return true;
  const raw: unknown = socket.getPeerCertificate().raw;
  if (!Buffer.isBuffer(raw)) return false;
  const certificate = new X509Certificate(raw);
  const name = said(profile, 'authenticateName');
  if (name !== undefined && certificate.checkHost(name.replace(/^\*\./, 'x.')) === undefined) return false;
  if (profile.props.untrustedCertResponseControl === 'ignore') return true;
  const depth = Number(profile.props.authenticateDepth ?? 9);
  return isTrusted(certificate, certificatesIn(authorities), depth, Date.now());
}

function said({ props }: ProfileView, key: string): string | undefined {
  const value = textAt(props, key) ?? 'none';
  return value === 'none' || value === '' ? undefined : value;
}
