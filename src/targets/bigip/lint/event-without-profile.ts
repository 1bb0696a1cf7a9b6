import { commandsOf } from '../../../model/rule-commands.ts';
import type { ProfileType } from '../resources/ltm/profile-types.ts';
import { type AttachedRule, attachedRules } from './attached-rules.ts';
import type { Hit, Rule } from './rule.ts';
import { type VirtualView, virtualsOf } from './virtuals.ts';

/** An iRule whose event no profile of the virtual server raises. */
export const eventWithoutProfile: Rule = {
  id: 'virtual/event-without-profile',
  severity: 'error',
  explanation:
    'An event comes from a profile: HTTP_REQUEST from an HTTP profile, CLIENTSSL_HANDSHAKE from a client-SSL ' +
    'profile, WS_CLIENT_FRAME from a WebSocket profile. The device refuses an iRule on a virtual server that ' +
    'lacks the profile with 01071912; so it does with the redirect that ships with it. Nothing is said where a ' +
    'profile is known to the device only. (F5Networks/f5-appsvcs-templates#132)',
  check: (subject) =>
    virtualsOf(subject).flatMap((view) => attachedRules(subject, view).flatMap((rule) => hits(view, rule))),
};

/** What an event begins with, and who raises it. */
const RAISED_BY: readonly (readonly [prefix: string, type: ProfileType, hint: string])[] = [
  ['HTTP_', 'http', 'add websocket: auto, or /Common/http to profiles:'],
  ['WS_', 'websocket', 'add /Common/websocket to profiles:'],
  ['CLIENTSSL_', 'client-ssl', 'add a client-SSL profile to profiles:'],
  ['SERVERSSL_', 'server-ssl', 'add a server-SSL profile to profiles:'],
  ['STREAM_', 'stream', 'add /Common/stream to profiles:'],
];

function hits({ name: virtual, written, has, http }: VirtualView, { at, name, text }: AttachedRule): Hit[] {
  const events = eventsOf(text);
  return RAISED_BY.flatMap(([prefix, type, hint]) => {
    const event = events.find((one) => one.startsWith(prefix));
    if (event === undefined || has(type) !== false || (type === 'http' && http)) return [];
    // The device is not known to refuse these beside persistence, which may need them.
    if (type === 'client-ssl' && written.persistence !== 'none') return [];
    return [{ at, message: `${virtual}: ${name} waits for ${event}, which no profile here raises`, hint }];
  });
}

/** The events of an iRule, wherever on a line they stand. */
function eventsOf(text: string): string[] {
  const commands = commandsOf(text);
  if ('reason' in commands) return [];
  return commands.flatMap(({ words: [first, event] }) =>
    first?.text === 'when' && event ? [event.text] : [],
  );
}
