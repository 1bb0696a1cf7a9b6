import type { ProfileType } from '../resources/ltm/profile-types.ts';
import { waysInstead } from '../websocket/registry.ts';
import type { Ability } from '../websocket/wishes.ts';
import { type AttachedRule, attachedRules } from './attached-rules.ts';
import type { Hit, Rule, Subject } from './rule.ts';
import { type VirtualView, virtualsOf } from './virtuals.ts';

/** An iRule that needs a profile which the virtual server lacks. */
export const eventWithoutProfile: Rule = {
  id: 'virtual/event-without-profile',
  severity: 'error',
  explanation:
    'An event comes from a profile: HTTP_REQUEST from an HTTP profile, CLIENTSSL_HANDSHAKE from a client-SSL ' +
    'profile, WS_CLIENT_FRAME from a WebSocket profile. The device refuses an iRule on a virtual server that ' +
    'lacks the profile with 01071912; so it does with the redirect that ships with it, and with a command of HTTP ' +
    'in an event of TCP. websocket: fastl4 and tcp have no HTTP. Nothing is said where a profile is known to the ' +
    'device only. (F5Networks/f5-appsvcs-templates#132; for commands inferred)',
  check: (subject) =>
    virtualsOf(subject).flatMap((view) =>
      attachedRules(subject, view).flatMap((rule) =>
        PROVIDERS.flatMap((provider) => hits(subject, view, rule, provider)),
      ),
    ),
};

/** A profile that raises events. */
interface Provider {
  /** What they begin with. */
  readonly events: string;
  readonly type: ProfileType;
  /** What a way of carrying a WebSocket must be able to do for it. */
  readonly needs: Ability;
  readonly hint: string;
}

const PROVIDERS: readonly Provider[] = [
  {
    events: 'HTTP_',
    type: 'http',
    needs: 'http',
    hint: 'add websocket: auto, or /Common/http to profiles:',
  },
  { events: 'WS_', type: 'websocket', needs: 'http', hint: 'add /Common/websocket to profiles:' },
  { events: 'CLIENTSSL_', type: 'client-ssl', needs: 'tls', hint: 'write tls: { client: … }' },
  { events: 'SERVERSSL_', type: 'server-ssl', needs: 'tls', hint: 'write tls: { server: true }' },
  { events: 'STREAM_', type: 'stream', needs: 'tcp', hint: 'add /Common/stream to profiles:' },
];

function hits({ version }: Subject, view: VirtualView, rule: AttachedRule, provider: Provider): Hit[] {
  const { needs, hint } = provider;
  const need = unmetNeed(view, rule, provider);
  if (!need) return [];
  const others = view.way === undefined ? [] : waysInstead(view.way, needs, version);
  const lacking = others.length > 0 ? `websocket: ${view.way ?? ''} does without` : 'no profile here raises';
  const instead = view.has('fastl4') === true ? 'take /Common/fastL4 out of profiles' : hint;
  return [
    {
      at: rule.at,
      message: `${view.name}: ${rule.name} needs ${need.what} (${rule.placeOf(need.at)}), which ${lacking}: 01071912`,
      hint: `${others.length > 0 ? `websocket: ${others.join(', ')} can` : instead}; or leave the iRule out`,
    },
  ];
}

function unmetNeed(view: VirtualView, rule: AttachedRule, provider: Provider) {
  if (view.has(provider.type) !== false) return undefined;
  // The device is not known to refuse these beside persistence, which may need them.
  if (provider.type === 'client-ssl' && view.written.persistence !== 'none') return undefined;
  return needOf(rule, provider);
}

/** What an iRule needs that no profile of the virtual server gives, and what would. */
export function unmetNeeds(view: VirtualView, rule: AttachedRule): { what: string; hint: string }[] {
  return PROVIDERS.flatMap((provider) => {
    const need = unmetNeed(view, rule, provider);
    return need ? [{ what: need.what, hint: provider.hint }] : [];
  });
}

/** The first event of the profile that it waits for; else the first command of HTTP that it has elsewhere. */
function needOf({ read, steps }: AttachedRule, { events, type }: Provider) {
  const handler = read.handlers.find(({ event }) => event.startsWith(events));
  if (handler) return { what: handler.event, at: handler.at };
  if (type !== 'http') return undefined;
  // At the start HTTP commands are let through, and who calls a procedure is not known.
  const step = steps.find(
    ({ name, event }) => name.startsWith('HTTP::') && !['', 'RULE_INIT'].includes(event),
  );
  return step && { what: `HTTP, for ${step.name} in ${step.event}`, at: step.at };
}
