import type { Finding } from '../../src/probe/finding.ts';
import type { Session } from '../../src/probe/open.ts';
import { type Checks, probe } from '../../src/probe/probe.ts';

/** Milliseconds: of patience with what answers at once, also on a busy machine; and with what never does. */
const PATIENT = 8000;
export const SHORT = 1000;

export interface Settings {
  readonly path?: string;
  readonly host?: string;
  readonly origin?: string;
  readonly subprotocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly subprotocol?: string;
  readonly tls?: { readonly serverName?: string; readonly ca?: string };
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export function sessionAt(port: number, settings: Settings = {}): Session {
  const { path = '/', host = `localhost:${port}`, origin, subprotocols = [], headers = {} } = settings;
  const { tls } = settings;
  return {
    endpoint: {
      address: '127.0.0.1',
      port,
      tls: tls ? { serverName: tls.serverName ?? 'localhost', ca: tls.ca, isJudged: true } : undefined,
      request: { path, host, origin, subprotocols, headers },
    },
    expected: { status: settings.status ?? 101, subprotocol: settings.subprotocol },
    timeout: settings.timeout ?? PATIENT,
    signal: settings.signal ?? new AbortController().signal,
  };
}

export const CHECKS: Checks = {
  echo: false,
  load: { count: 2, concurrency: 2, rate: 1000 },
  sticky: undefined,
  idle: undefined,
};

/** Every finding, in order. */
export function findingsOf(session: Session, checks: Partial<Checks> = {}): Promise<readonly Finding[]> {
  return probe(session, { ...CHECKS, ...checks }, () => undefined);
}

/** `check verdict rule`, to compare with. */
export function briefly(findings: readonly Finding[]): string[] {
  return findings.map(({ check, verdict, rule }) => `${check} ${rule ?? verdict}`);
}
