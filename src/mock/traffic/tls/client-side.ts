import { X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { ResetCause } from '../contract.ts';
import type { Tmos } from '../../tmos.ts';
import type { KeyFiles, ProfileView } from '../view.ts';
import { certificatesIn, isTrusted } from './authority.ts';
import type { Contexts } from './contexts.ts';
import { handshake } from './handshake.ts';
import { profileFor } from './names.ts';
import { sessionName } from './session.ts';
import { speaksTls } from './speaks-tls.ts';

export interface ClientTls {
  /** The client-ssl profiles of the virtual server. */
  readonly profiles: readonly ProfileView[];
  readonly files: KeyFiles;
  readonly tmos: Tmos;
  readonly contexts: Contexts;
  readonly timeScale: number;
  /** What may be spoken inside, for ALPN; empty: ALPN is not answered. */
  readonly protocols: readonly string[];
}

/** What a client's TLS tells. */
export interface TlsFacts {
  readonly serverName: string | undefined;
  /** The same when the client resumes it. */
  readonly session: string | undefined;
  readonly protocol: string | undefined;
}

/** The stream carries what is inside. `tls` is undefined where the client spoke plain text to a profile that allows it. */
export interface Accepted {
  readonly stream: Duplex;
  readonly tls: TlsFacts | undefined;
}

/** The handshake of a client. */
export async function acceptTls(
  client: Duplex,
  asked: ClientTls,
): Promise<Accepted | { readonly cause: ResetCause }> {
  const [first] = asked.profiles;
  if (!first) return { stream: client, tls: undefined };
  if (first.props.allowNonSsl === 'enabled' && !(await speaksTls(client)))
    return { stream: client, tls: undefined };
  const candidates = asked.profiles.map((profile) => ({ profile, ...prepared(asked, profile) }));
  let serverName: string | undefined;
  let profile = profileFor(undefined, candidates);
  const socket = new TLSSocket(client, {
    isServer: true,
    secureContext: prepared(asked, profile ?? first).context,
    requestCert: asked.profiles.some(({ props }) => asksForCertificate(props.peerCertMode)),
    rejectUnauthorized: false,
    ...(asked.protocols.length > 0 ? { ALPNProtocols: [...asked.protocols] } : {}),
    SNICallback: (name, answer) => {
      serverName = name;
      profile = profileFor(name, candidates);
      if (profile) answer(null, prepared(asked, profile).context);
      else answer(new Error('unrecognized name'));
    },
  });
  const cause = await handshake(socket, first, asked.timeScale);
  if (cause !== undefined) return { cause };
  if (!profile || !isWelcome(socket, profile, prepared(asked, profile).authorities)) {
    return { cause: 'SSL handshake error' };
  }
  return { stream: socket, tls: { serverName, ...told(socket) } };
}

const prepared = ({ contexts, files, tmos }: ClientTls, profile: ProfileView) =>
  contexts.of(profile, files, tmos);

const asksForCertificate = (mode: unknown) => mode === 'require' || mode === 'request';

function told(socket: TLSSocket): Omit<TlsFacts, 'serverName'> {
  return {
    session: sessionName(socket.getSession(), socket.getProtocol()),
    protocol: typeof socket.alpnProtocol === 'string' ? socket.alpnProtocol : undefined,
  };
}

/** A profile that requires a certificate takes none that its CA file does not vouch for. */
function isWelcome(socket: TLSSocket, { props }: ProfileView, authorities: string | undefined): boolean {
  if (props.peerCertMode !== 'require') return true;
  const raw: unknown = socket.getPeerCertificate().raw;
  if (!Buffer.isBuffer(raw) || authorities === undefined) return false;
  const depth = Number(props.authenticateDepth ?? 9);
  return isTrusted(new X509Certificate(raw), certificatesIn(authorities), depth, Date.now());
}
