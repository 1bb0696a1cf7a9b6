import { Agent, type AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { CliError, EXIT } from '../../../exit.ts';
import type { Trust } from '../../../run/target.ts';

/** The certificate is not trusted. Carries the fingerprint that was seen, to check and pin. */
export class UntrustedError extends CliError {
  constructor(host: string, reason: string, fingerprint: string) {
    super(EXIT.unreachable, `the certificate of ${host} is not trusted: ${reason}`, {
      hint:
        `its fingerprint is ${fingerprint}\n` +
        'compare it on the device (tmsh run util bash -c "openssl x509 -noout -sha256 -fingerprint -in /config/httpd/conf/ssl.crt/server.crt"),\n' +
        `then pin it: --tls-fingerprint ${fingerprint}`,
    });
  }
}

/**
 * An HTTPS agent that hands out a connection only after the certificate has been checked, so that no
 * credential reaches a stranger. At most `connections` at a time, kept alive.
 */
export function trustingAgent(trust: Trust, connections: number, timeout: number): Agent {
  return new TrustingAgent(trust, { keepAlive: true, maxSockets: connections, timeout });
}

class TrustingAgent extends Agent {
  readonly #trust: Trust;

  constructor(trust: Trust, options: AgentOptions) {
    super(options);
    this.#trust = trust;
  }

  override createConnection(
    options: ConnectionOptions & { readonly timeout?: number },
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | undefined {
    const { ca, serverName } = this.#trust;
    const name = serverName ?? options.servername;
    const socket = connect({
      ...options,
      ...(ca === undefined ? {} : { ca }),
      ...(name === undefined || name === '' ? {} : { servername: name }),
      rejectUnauthorized: false,
    });
    const settle = once((error: Error | null) => callback?.(error, socket));
    socket.once('secureConnect', () => {
      const refused = judge(this.#trust, socket, options.host ?? '');
      if (refused) socket.destroy();
      settle(refused ?? null);
    });
    socket.once('error', settle);
    socket.setTimeout(options.timeout ?? 0, () => socket.destroy(new Error('ETIMEDOUT')));
    return undefined;
  }
}

function judge(trust: Trust, socket: TLSSocket, host: string): UntrustedError | undefined {
  const seen = `sha256:${socket.getPeerCertificate().fingerprint256}`;
  if (trust.fingerprint !== undefined) {
    if (plain(trust.fingerprint) === plain(seen)) return undefined;
    return new UntrustedError(host, `it is not the one that is pinned (${trust.fingerprint})`, seen);
  }
  if (trust.insecure || socket.authorized) return undefined;
  return new UntrustedError(host, reasonOf(socket), seen);
}

function reasonOf(socket: TLSSocket): string {
  // Typed as an Error, in fact the code of OpenSSL as text.
  const code = String(socket.authorizationError);
  if (code.includes('SELF_SIGNED')) return 'it is self-signed';
  if (code.includes('ALTNAME')) return 'it is for another name (--tls-server-name tells which to expect)';
  if (code.includes('EXPIRED')) return 'it has expired';
  if (code.includes('UNABLE_TO')) return 'no authority that is trusted here has signed it';
  return code;
}

function plain(fingerprint: string): string {
  return fingerprint
    .replace(/^sha256:/, '')
    .replaceAll(':', '')
    .toUpperCase();
}

function once<T>(action: (value: T) => void): (value: T) => void {
  let called = false;
  return (value) => {
    if (called) return;
    called = true;
    action(value);
  };
}
