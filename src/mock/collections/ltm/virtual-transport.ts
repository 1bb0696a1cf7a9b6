import { configurationError, mcpd } from '../../wire/errors.ts';
import { textAt } from '../../wire/json.ts';
import type { Entry } from '../../objects/kind.ts';
import type { Attached } from './virtual-attached.ts';

// A full proxy has one transport on each side; the two fast profiles are the whole of a virtual server.

const PROXIED = ['udp', 'tcp', 'sctp'];
const FAST = new Set(['fastl4', 'fasthttp']);
const WORDS = ['UDP', 'TCP', 'SCTP'];

export function checkTransport(virtual: Entry, attached: readonly Attached[]): void {
  const proxied = attached.filter(({ type }) => PROXIED.includes(type));
  if (proxied.length === 0) return;
  // Captured in f5-ansible#34: tcp beside fasthttp.
  if (attached.some(({ type }) => FAST.has(type))) {
    const rule = 'Not Any Of (FastL4 Profile, FastHTTP Profile)';
    throw configurationError(`Found disallowed profile on ${virtual.key}: ${rule}`);
  }
  const protocol = textAt(virtual.props, 'ipProtocol') ?? 'any';
  if (proxied.some(({ type }) => type !== protocol)) {
    throw mcpd('01070096', `Virtual server ${virtual.key} lists profiles incompatible with its protocol.`);
  }
  for (const side of ['clientside', 'serverside']) checkSide(virtual, proxied, side);
}

/** Captured in f5-appsvcs-extension#335 and f5-appsvcs-templates#10, #146: a profile that is named for both sides is on the last one. */
function checkSide(virtual: Entry, proxied: readonly Attached[], side: string): void {
  if (proxied.some(({ context }) => context === 'all' || context === side)) return;
  const wanted = WORDS.map((word) => `${word} Profile (${side})`);
  const text = `Less than the required minimum number of profiles found on ${virtual.key}`;
  throw configurationError(`${text}: Exactly 1 of (${wanted.join(', ')})`);
}
