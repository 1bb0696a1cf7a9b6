import type { Socket } from 'node:net';
import { type Channel, channelOver } from './channel.ts';
import { dial } from './connect/dial.ts';
import { type Link, linkOf } from './connect/link.ts';
import { certificateFaults, certificateText, secure } from './connect/secure.ts';
import { within } from './deadline.ts';
import { Fault, findingOf } from './fault.ts';
import type { CheckName, Finding } from './finding.ts';
import { type Upgraded, upgrade } from './handshake/upgrade.ts';
import { type Endpoint, type Expected, reachedText } from './target.ts';

/** What all checks of one target share. */
export interface Session {
  readonly endpoint: Endpoint;
  readonly expected: Expected;
  /** Milliseconds that one step may take. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** A connection whose handshake is answered as expected. */
export interface Opened {
  readonly upgraded: Upgraded;
  /** Absent where a refusal was expected, and came. */
  readonly channel: Channel | undefined;
  readonly destroy: () => void;
}

export interface Circumstances {
  /** What an earlier answer set. */
  readonly cookie?: string;
  /** Looks closer at what is wrong with an answer. */
  readonly explain?: (fault: Fault) => Promise<Fault>;
}

export type Tell = (finding: Finding) => void;

/** Opens a WebSocket step by step and tells what each came to; `undefined` where one did not pass. */
export async function open(
  session: Session,
  tell: Tell,
  { cookie, explain = (fault) => Promise.resolve(fault) }: Circumstances = {},
): Promise<Opened | undefined> {
  const link = await connected(session, tell);
  if (!link) return undefined;
  const { endpoint, expected, timeout } = session;
  const handshake = { asked: endpoint.request, expected, cookie };
  try {
    const upgraded = await upgrade(link, handshake, within(timeout));
    tell({ check: 'upgrade', verdict: 'passed', message: upgradeText(upgraded) });
    const channel = upgraded.status === 101 ? channelOver(link) : undefined;
    return { upgraded, channel, destroy: link.destroy };
  } catch (error) {
    link.destroy();
    tellFault('upgrade', error instanceof Fault ? await explain(error) : error, tell);
    return undefined;
  }
}

async function connected(session: Session, tell: Tell): Promise<Link | undefined> {
  const { endpoint, timeout, signal } = session;
  const { tls } = endpoint;
  let socket: Socket;
  try {
    const started = performance.now();
    socket = await dial(endpoint, within(timeout), signal);
    const took = millisecondsText(performance.now() - started);
    tell({ check: 'tcp', verdict: 'passed', message: `connected to ${reachedText(endpoint)} in ${took}` });
  } catch (error) {
    tellFault('tcp', error, tell);
    return undefined;
  }
  if (!tls) return linkOf(socket, signal);
  try {
    const secured = await secure(socket, tls, within(timeout), signal);
    const faults = certificateFaults(secured, tls);
    if (faults.length === 0) {
      tell({ check: 'tls', verdict: 'passed', message: certificateText(secured, tls) });
      return linkOf(secured, signal);
    }
    secured.destroy();
    for (const fault of faults) tell(findingOf('tls', fault));
    return undefined;
  } catch (error) {
    tellFault('tls', error, tell);
    return undefined;
  }
}

function tellFault(check: CheckName, error: unknown, tell: Tell): void {
  if (!(error instanceof Fault)) throw error;
  tell(findingOf(check, error));
}

function upgradeText({ status, subprotocol, milliseconds }: Upgraded): string {
  const chosen = subprotocol === undefined ? '' : `, subprotocol ${subprotocol}`;
  return `${status}${chosen} after ${millisecondsText(milliseconds)}`;
}

/** `0.4 ms`, `12 ms`, `3.1 s`. */
export function millisecondsText(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)} ms`;
}
