import { checkClose } from './checks/close.ts';
import { checkEcho } from './checks/echo.ts';
import { checkIdle } from './checks/idle.ts';
import { checkPing } from './checks/ping.ts';
import { checkReconnect, type Load } from './checks/reconnect.ts';
import { checkStickiness, type Sticky } from './checks/stickiness.ts';
import type { Channel } from './channel.ts';
import { plainOrTls } from './connect/speaks-tls.ts';
import type { Fault } from './fault.ts';
import type { Finding } from './finding.ts';
import { open, type Session, type Tell } from './open.ts';

/** What is looked at beside the handshake. */
export interface Checks {
  /** Whether the service sends back what it gets. */
  readonly echo: boolean;
  readonly load: Load;
  /** Cookie persistence, where the spec asks for it. */
  readonly sticky: Sticky | undefined;
  /** Milliseconds to hold a silent connection. */
  readonly idle: number | undefined;
}

/**
 * Looks at one target, one check after the other, and tells each as soon as it is known. A check that stands on one
 * that did not pass is left out. Throws only when the run is interrupted.
 */
export async function probe(session: Session, checks: Checks, tell: Tell): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const told: Tell = (finding) => {
    found.push(finding);
    tell(finding);
  };
  const explain = (fault: Fault): Promise<Fault> => plainOrTls(session, fault);
  const opened = await open(session, told, { explain });
  if (!opened) return found;
  if (opened.channel) await converse(session, checks, opened.channel, told);
  else opened.destroy();
  if (opened.channel && hasPassed(found)) await comeBack(session, checks, told);
  return found;
}

/** Only what leads to an open WebSocket, and whether it lives. */
export async function probeBriefly(session: Session, tell: Tell): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const explain = (fault: Fault): Promise<Fault> => plainOrTls(session, fault);
  const told: Tell = (finding) => {
    found.push(finding);
    tell(finding);
  };
  const opened = await open(session, told, { explain });
  if (opened?.channel) told(await checkPing(opened.channel, session.timeout));
  opened?.destroy();
  return found;
}

async function converse(session: Session, checks: Checks, channel: Channel, tell: Tell): Promise<void> {
  const { timeout } = session;
  const ping = await checkPing(channel, timeout);
  tell(ping);
  const echo = ping.verdict === 'passed' && checks.echo ? await checkEcho(channel, timeout) : undefined;
  if (echo) tell(echo);
  if (ping.verdict === 'passed' && echo?.verdict !== 'failed') tell(await checkClose(channel, timeout));
  else channel.destroy();
}

async function comeBack(session: Session, checks: Checks, tell: Tell): Promise<void> {
  tell(await checkReconnect(session, checks.load));
  if (checks.sticky) tell(await checkStickiness(session, checks.sticky));
  if (checks.idle === undefined) return;
  const opened = await open(session, (finding) => (finding.verdict === 'passed' ? undefined : tell(finding)));
  if (opened?.channel) tell(await checkIdle(opened.channel, checks.idle, session.timeout));
}

function hasPassed(findings: readonly Finding[]): boolean {
  return findings.every(({ verdict }) => verdict === 'passed');
}
