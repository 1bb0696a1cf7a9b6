import { isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect,
  type PeerCertificate,
  rootCertificates,
  type TLSSocket,
} from 'node:tls';
import { type Deadline, waiting } from '../deadline.ts';
import { Fault } from '../fault.ts';
import type { FaultId } from '../faults.ts';
import type { Tls } from '../target.ts';
import { codeOf } from './link.ts';

const DAY = 86_400_000;

/** Speaks TLS on a connection. What is wrong with the certificate is for `certificateFault`. */
export async function secure(
  plain: Socket,
  { serverName, ca }: Tls,
  until: Deadline,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const socket = connect({
    socket: plain,
    // What the other side is, is judged here and not by an error that hides the rest.
    rejectUnauthorized: false,
    ...(isIP(serverName) === 0 ? { servername: serverName } : {}),
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    // What a browser offers for a WebSocket.
    ALPNProtocols: ['http/1.1'],
  });
  try {
    const outcome = await waiting<string>(until, signal, 'late', (done) => {
      socket.once('secureConnect', () => done('secure'));
      socket.once('error', (error) => done(codeOf(error)));
      socket.once('close', () => done('ECONNRESET'));
    });
    if (outcome === 'secure') return socket;
    throw refusal(outcome);
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    plain.destroy();
    throw error;
  }
}

function refusal(code: string): Fault {
  if (code === 'late') return new Fault('tls/silent', 'it takes the connection and does not answer TLS');
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|UNEXPECTED_MESSAGE|BAD_RECORD_TYPE|HTTP_REQUEST/.test(code))
    return new Fault('tls/plain', 'it answers something that is not TLS');
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return new Fault('tls/cut', 'it ends the connection instead of answering TLS');
  return new Fault('tls/refused', `it refuses TLS as it is offered (1.2 and 1.3): ${words(code)}`);
}

function words(code: string): string {
  return code
    .replace(/^ERR_SSL_(?:TLSV1_|SSLV3_|TLSV13_)?/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** What a person is told of a certificate that is in order. */
export function certificateText(socket: TLSSocket, { isJudged }: Tls): string {
  const certificate = socket.getPeerCertificate();
  if (!isJudged) return `${socket.getProtocol() ?? 'TLS'}; whose certificate it is does not count here`;
  const days = Math.floor((Date.parse(certificate.valid_to) - Date.now()) / DAY);
  return `${socket.getProtocol() ?? 'TLS'}, certificate for ${nameOf(certificate)}, valid for ${days} more days`;
}

/** Everything that is wrong with a certificate, the plainest first. */
export function certificateFaults(socket: TLSSocket, { serverName, isJudged }: Tls): Fault[] {
  if (!isJudged) return [];
  const certificate = socket.getPeerCertificate();
  const date = dateFault(certificate);
  const faults = [date, nameFault(certificate, serverName), chainFault(socket, date !== undefined)];
  return faults.filter((one) => one !== undefined);
}

function dateFault({ valid_from: from, valid_to: to }: PeerCertificate): Fault | undefined {
  const now = Date.now();
  if (Date.parse(to) < now) return new Fault('tls/expired', `the certificate expired on ${to}`);
  if (Date.parse(from) > now) return new Fault('tls/not-yet', `the certificate is valid from ${from} on`);
  return undefined;
}

function nameFault(certificate: PeerCertificate, serverName: string): Fault | undefined {
  if (!checkServerIdentity(serverName, certificate)) return undefined;
  return new Fault('tls/name', `the certificate is for ${nameOf(certificate)}, not for ${serverName}`);
}

const CHAINS: readonly (readonly [code: RegExp, id: FaultId, words: string])[] = [
  [/EXPIRED|NOT_YET/, 'tls/expired', 'a certificate of its issuers has expired or is not valid yet'],
  [/DEPTH_ZERO_SELF_SIGNED/, 'tls/untrusted', 'the certificate is signed by itself'],
  [/SELF_SIGNED/, 'tls/untrusted', 'the authority that signed the certificate is not trusted here'],
  [/UNABLE_TO|NO_ISSUER/, 'tls/untrusted', 'no authority that is trusted here has signed the certificate'],
];

function chainFault(socket: TLSSocket, isOutOfDate: boolean): Fault | undefined {
  if (socket.authorized) return undefined;
  // Typed as an Error, in fact the code of OpenSSL as text.
  const code = String(socket.authorizationError);
  // Its own dates and its name are told by themselves.
  if (code.includes('ALTNAME') || (isOutOfDate && /EXPIRED|NOT_YET/.test(code))) return undefined;
  const [, id, text] = CHAINS.find(([pattern]) => pattern.test(code)) ?? [];
  return new Fault(id ?? 'tls/untrusted', text ?? `the certificate is not trusted: ${code}`);
}

/** A certificate may well have no subject, whatever its type says. */
function nameOf({ subjectaltname, subject }: Partial<PeerCertificate>): string {
  const names = (subjectaltname ?? '').split(', ').map((one) => one.replace(/^[A-Za-z ]+:/, ''));
  const [first = ''] = names;
  const common = typeof subject?.CN === 'string' ? subject.CN : '';
  if (first === '') return common === '' ? 'no name' : common;
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
